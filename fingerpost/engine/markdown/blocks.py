"""Block syntax of our own: admonitions of known types, footnotes with slug ids, attribute lists held to a few
attributes. Everything is built on Python-Markdown's processors.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor, FootnoteReorderingProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.marks import MARK, MARKS, unmarked
from fingerpost.engine.markdown.outline import slug
from fingerpost.engine.problems import did_you_mean

URGENCIES = ("emergency", "urgent", "non-urgent")
ADMONITIONS = ("note", "tip", "important", "caution", "example")
CLASSES = frozenset({"lead", "wide", "small", "no-terms"})
"""The classes an author may give, besides our own."""
_ABBREVIATION = re.compile(r"[*]\[([^\\\]]+)\][ ]?:[ ]*([^\s\"'][^\n]*)")
_DEFINITION = re.compile(r"(?:^|(?<=\]:))[ >*+-]*(?:\d+[.)] *)?(\[\^([^\]\n]*)\]:)", re.MULTILINE)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Desk:
    """Holds the draft a reused Markdown instance is working on."""

    draft: Draft


class Admonition(AdmonitionProcessor):
    """`!!! note "Title"`, for the types we style."""

    RE = re.compile(rf'(?:^|\n)!!! ?(?:{MARK})?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *(?:\n|$)')

    def __init__(self, parser: BlockParser, desk: Desk) -> None:
        super().__init__(parser)
        self._desk = desk

    def test(self, parent: Element, block: str) -> bool:
        return ("!!!" in block or block.startswith("    ")) and super().test(parent, block)

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        _, title = super().get_class_and_title(match)
        kind = match[1].lower()
        if kind not in ADMONITIONS:
            marks = "".join(MARKS.findall(match[0]))
            self._desk.draft.report_at(
                "unknown-admonition",
                f'admonition type "{match[1]}" does not exist',
                marks[:1] + match[1],
                f"{did_you_mean(kind, ADMONITIONS)}The types are {', '.join(ADMONITIONS)}",
            )
            kind = "note"
        return f"admonition--{kind}", title if match[2] is not None else self._desk.draft.labels.admonition(kind)


class Attributes(AttrListTreeprocessor):
    """`{#id .class lang=fr decorative=true}`; anything else is a Problem and is dropped."""

    def __init__(self, md: Markdown, desk: Desk) -> None:
        super().__init__(md)
        self._desk = desk

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        clean = MARKS.sub("", attrs_string)
        pairs, remainder = get_attrs_and_remainder(clean)
        if strict and remainder:
            return remainder
        mark = MARKS.findall(attrs_string)[:1]
        for name, value in pairs:
            self._assign(elem, name, value or "", "".join(mark)[:1])
        return remainder

    def _assign(self, elem: Element, name: str, value: str, mark: str) -> None:
        fault = attribute_fault(name, value, elem.tag)
        if fault:
            self._desk.draft.report("bad-attribute", fault, self._desk.draft.marks.first(mark), len(value) + 1, HELP)
        elif name == ".":
            elem.set("class", f"{elem.get('class', '')} {value}".strip())
        elif name == "id":
            elem.set("id", mark + value)
        else:
            elem.set(name, value)


HELP = (
    f"an attribute list holds #an-id, .a-class ({', '.join(sorted(CLASSES))}), lang=fr, or on an image decorative=true"
)


def attribute_fault(name: str, value: str, element: str) -> str:
    """What is wrong with one attribute of an attribute list, or ''."""
    if name == "id":
        return "" if SLUG.fullmatch(value) else f'"{value}" is not an id: use small letters, digits and single hyphens'
    if name == ".":
        return "" if value in CLASSES else f'class "{value}" does not exist'
    if name == "lang":
        return "" if LANGUAGE.fullmatch(value) else f'"{value}" is not a language tag, such as fr or fr-CA'
    if name == "decorative" and element == "img":
        return "" if value == "true" else "decorative takes only the value true"
    return f'"{name}" cannot be set here'


class NoteMark(FootnoteInlineProcessor):
    """`[^name]` where the note is defined; otherwise it stays, and is reported."""

    footnotes: Notes

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        name = note_id(m[1])
        if name not in self.footnotes.footnotes:
            return None, None, None
        sup = Element("sup", {"id": self.footnotes.makeFootnoteRefId(name, found=True)})
        sup.text = AtomicString("".join(MARKS.findall(m[1])))
        SubElement(sup, "a", {"href": f"#{self.footnotes.makeFootnoteId(name)}", "class": "footnote-ref"}).text = "0"
        return sup, m.start(0), m.end(0)


class NoteOrder(FootnoteReorderingProcessor):
    """Numbers notes by their first use in reading order (the inline stage visits nested blocks last)."""

    footnotes: Notes

    def run(self, root: Element) -> None:
        notes = self.footnotes
        if not notes.footnotes:
            return
        references = [a for a in root.iter("a") if a.get("class") == "footnote-ref"]
        order = list(dict.fromkeys(a.get("href", "").removeprefix("#fn-") for a in references))
        notes.footnote_order = order
        for reference in references:
            number = order.index(reference.get("href", "").removeprefix("#fn-")) + 1
            reference.text = AtomicString(number)
        notes.drop_empty(root)
        super().run(root)


class Notes(FootnoteExtension):
    """Footnotes with ids `fn-name` and `fnref-name`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(
            SEPARATOR="-", USE_DEFINITION_ORDER=False, BACKLINK_TEXT="↩\ufe0e", PLACE_MARKER=f"{STX}notes{ETX}"
        )

    def reset(self) -> None:
        super().reset()
        # Set once the text has been read to its end, when the notes themselves are.
        self._complete = False

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        super().extendMarkdown(md)
        md.inlinePatterns.register(NoteMark(r"\[\^([^\]]*)\]", self), "footnote", 175)
        md.treeprocessors.register(NoteOrder(self), "footnote-reorder", 19)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802
        name = note_id(id)
        if self._complete:
            help = "define it on a line of its own, that is not indented"
            self._refuse(id, "footnote-in-footnote", "is defined in another", help)
        elif name in self.footnotes:
            self._refuse(id, "duplicate-footnote", "is defined twice", "give one of them another name")
        else:
            super().setFootnote(name, text)
            self._desk.draft.notes.add(name)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        self._complete = True
        return super().makeFootnotesDiv(root)

    def drop_empty(self, root: Element) -> None:
        """Report the notes that came to nothing, and take them out: what follows counts on a link back in each."""
        for notes in root.iterfind("div[@class='footnote']/ol"):
            for item in [item for item in notes if not len(item)]:
                name = item.get("id", "").removeprefix("fn-")
                help = f"write the note after [^{name}]:, or remove it and what refers to it"
                self._refuse(name, "empty-footnote", "says nothing", help)
                notes.remove(item)

    def _refuse(self, label: str, code: str, fault: str, help: str) -> None:
        draft = self._desk.draft
        offset = definition_offset(draft.marks.text, label, 1)
        draft.report(code, f"footnote [^{unmarked(label)}] {fault}", offset, len(unmarked(label)) + 3, help)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else reference.replace("fnref-", f"fnref{count}-", 1)

    def unused(self) -> list[str]:
        return [name for name in self.footnotes if name not in self.footnote_order]


def note_id(label: str) -> str:
    """The slug of a footnote's label."""
    return slug(unmarked(label)) or "note"


def definition_offset(text: str, label: str, which: int = 0) -> int | None:
    """Where a footnote is defined (`which` counts from 0; the last when there are fewer), None when it is not found."""
    found = [m.start(1) for m in _DEFINITION.finditer(text) if note_id(m[2]) == note_id(label)]
    return found[min(which, len(found) - 1)] if found else None


class Fences(Preprocessor):
    """Stock fences, whose stash is labelled as ours and not an author's HTML. Runs before anything else stashes."""

    _stock: Preprocessor | None = None

    def run(self, lines: list[str]) -> list[str]:
        if self._stock is None:
            # Not needed by most texts, and it brings all the highlighters that may be installed.
            from markdown.extensions.fenced_code import FencedBlockPreprocessor

            self._stock = FencedBlockPreprocessor(self.md, {"lang_prefix": "language-"})
        result = self._stock.run(lines)
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [Ours(html) for html in stash]
        return result


class Abbreviations(AbbrBlockprocessor):
    """Stock abbreviations, with the definitions that follow each other read in one pass."""

    def run(self, parent: Element, blocks: list[str]) -> bool:
        lines = blocks[0].split("\n")
        count = 0
        while count < len(lines) - 1 and (found := _ABBREVIATION.fullmatch(lines[count])):
            self.abbrs[found[1].strip()] = found[2].strip()
            count += 1
        if count:
            blocks[0] = "\n".join(lines[count:])
            return True
        return bool(super().run(parent, blocks))


class Ours(str):
    """Stashed HTML that we wrote."""


class Shorthand(AbbrExtension):
    """`*[CFT]: Compassion-focused therapy`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        super().extendMarkdown(md)
        abbreviations: dict[str, str] = self.abbrs  # type: ignore[attr-defined]
        md.parser.blockprocessors.register(Abbreviations(md.parser, abbreviations), "abbr", 16)


class House(Extension):
    """Registers the block syntax of this module."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser.blockprocessors.register(Admonition(md.parser, self._desk), "admonition", 105)
        md.treeprocessors.register(Attributes(md, self._desk), "attr_list", 8)
        md.preprocessors.register(Fences(md), "fenced_code_block", 25)
