"""From sanitised HTML to a Body, in one pass over its tags: sends each element to the part that knows it, turns
punctuation, cuts citations, collects the text, and checks at the end what can only be known there.

The input parses back to itself (the sanitiser wrote it), so tags may be told apart by a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from fingerpost.engine.markdown.body import Body, Cite, Link, Passage, Section, Slot
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.headings import Headings
from fingerpost.engine.markdown.labels import Labels
from fingerpost.engine.markdown.links import Links
from fingerpost.engine.markdown.marks import CITE_OPEN, MARKS
from fingerpost.engine.markdown.outline import LAYOUT_IDS
from fingerpost.engine.markdown.punctuation import smarten
from fingerpost.engine.markdown.sheet import BLOCK_OF_TEXT, CITES, Sheet
from fingerpost.engine.markdown.tables import Footnotes, Tables

_TAG = re.compile(r"</?([a-z0-9]+)")
_BLOCKS = frozenset(
    "p ul ol li dl dt dd blockquote pre table thead tbody tfoot tr th td caption section div figure figcaption details "
    "summary h1 h2 h3 h4 h5 h6".split()
)
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "var"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def assemble(html: str, draft: Draft, labels: Labels) -> Body:
    """The body of sanitised HTML that still holds its marks."""
    return Assembler(Sheet(html, draft, labels)).run()


class Assembler:
    """Walks the sheet and hands each element to the part that knows it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._draft = sheet.draft
        self._links = Links(sheet)
        self._headings = Headings(sheet)
        self._tables = Tables(sheet)
        self._footnotes = Footnotes(sheet)
        self._sections: tuple[Section, ...] = ()
        self._words_read = 0
        self._verbatim = 0

    def run(self) -> Body:
        sheet = self._sheet
        parts = sheet.parts
        while sheet.at < len(parts):
            part = parts[sheet.at]
            if not sheet.at % 2:
                if part:
                    self._text(part)
            elif part[1] == "/":
                self._close(part[2:-1], part)
            elif block := BLOCK_OF_TEXT.match(part):
                self._block_of_text(block[1], block[2])
            else:
                self._open(part[1:-1].partition(" ")[0], part)
            sheet.at += 1
        self._end_block()
        return self._body()

    # Tags

    def _block_of_text(self, name: str, raw: str) -> None:
        """What `_open`, `_text` and `_close` do, for a block that holds nothing else and has no attributes."""
        sheet = self._sheet
        self._end_block()
        plain = None if self._verbatim else sheet.prose.plain(raw)
        if plain and name in _HEADINGS:
            self._headings.line(name, *plain)
            return
        if plain:
            sheet.out.append(f"<{name}>{plain[0]}</{name}>")
            sheet.prose.keep(plain[0], name, plain[1])
            return
        sheet.blocks.append(name)
        if name in _HEADINGS:
            self._headings.open({})
        else:
            sheet.out.append(f"<{name}>")
        if raw:
            self._text(raw)
        if name in _HEADINGS:
            self._headings.close(name)
        elif name == "p":
            self._close_paragraph()
        else:
            sheet.out.append(f"</{name}>")
        self._end_block()
        sheet.blocks.pop()

    def _open(self, name: str, tag: str) -> None:
        if name in _BLOCKS:
            self._end_block()
            self._sheet.blocks.append(name)
        elif name == "br":
            self._sheet.prose.add("\n")
        if name in _VERBATIM:
            self._verbatim += 1
        attributes = self._sheet.attributes(tag) if " " in tag else {}
        if name in _OPENERS:
            _OPENERS[name](self, name, attributes)
        else:
            self._sheet.write(name, attributes)

    def _close(self, name: str, tag: str) -> None:
        if name in _VERBATIM:
            self._verbatim -= 1
        if name in _CLOSERS:
            _CLOSERS[name](self, name)
        else:
            self._sheet.out.append(tag)
        if name in _BLOCKS:
            self._end_block()
            self._sheet.blocks.pop()

    def _end_block(self) -> None:
        sheet = self._sheet
        if sheet.prose.begun:
            sheet.prose.end(sheet.blocks[-1] if sheet.blocks else "p")

    def _open_link(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("class") == "footnote-backref":
            self._footnotes.back(attributes["href"], attributes.get("title", ""))
        else:
            self._links.open(name, attributes)

    def _open_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        if not self._links.figure():
            self._sheet.write(name, attributes)

    def _close_paragraph(self) -> None:
        out = self._sheet.out
        if out[-1].isspace():
            out.pop()
        if out[-1] == "<p>":
            out.pop()
        else:
            out.append("</p>")

    def _open_div(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("class") == "footnote":
            self._finish(self._sheet.prose.take())
            self._footnotes.open()
        else:
            self._sheet.write(name, attributes)

    def _open_sup(self, name: str, attributes: dict[str, str]) -> None:
        self._sheet.write(name, attributes)
        if attributes.get("id", "").startswith("fnref"):
            self._footnotes.reference()

    # Text

    def _text(self, raw: str) -> None:
        sheet = self._sheet
        if self._verbatim:
            raw = CITES.sub(sheet.as_written, raw) if CITE_OPEN in raw else raw
            sheet.out.append(sheet.prose.add_code(raw))
        elif CITE_OPEN in raw:
            self._text_with_cites(raw)
        else:
            self._words(raw)

    def _text_with_cites(self, raw: str) -> None:
        for index, piece in enumerate(CITES.split(raw)):
            if index % 2:
                self._cite(piece)
            elif piece:
                self._words(piece)

    def _words(self, raw: str) -> None:
        sheet, prose = self._sheet, self._sheet.prose
        if '"' in raw or "'" in raw:
            raw = smarten(raw, prose.last, self._next_character())
        elif "--" in raw or "..." in raw:
            raw = smarten(raw)
        sheet.out.append(prose.add(raw))

    def _next_character(self) -> str:
        """The first character after this text in the same block."""
        parts, here = self._sheet.parts, self._sheet.at
        if here % 2:
            return ""  # It is a block of text, and ends here.
        for at in range(here + 1, len(parts)):
            if at % 2:
                found = _TAG.match(parts[at])
                if found and found[1] in _BLOCKS:
                    return ""
            elif text := MARKS.sub("", parts[at]):
                return text[0]
        return ""

    def _cite(self, marks: str) -> None:
        draft = self._draft
        written = self._sheet.keys(marks)
        keys = tuple([key for key, _ in written])
        if self._sheet.in_link:
            offset = draft.marks.offset(marks[0]) - 2
            draft.report("bad-citation", "a citation cannot stand in a link", offset, 2, "put it after the link")
            return
        self._sheet.prose.cite(keys)
        self._sheet.cut(Cite(keys, tuple([draft.marks.span(at, len(key)) for key, at in written])))

    # The end

    def _body(self) -> Body:
        last = self._sheet.prose.take()
        if not self._footnotes.begun:
            self._finish(last)
        self._check_survivors()
        pieces, slots = self._sheet.cuts()
        self._check_anchors(slots)
        return Body(
            path=self._draft.path,
            pieces=pieces,
            slots=slots,
            sections=self._sections,
            notes=last if self._footnotes.begun else (),
            ids=tuple(self._sheet.outline.ids),
            allowances=tuple(sorted(self._draft.allowances, key=lambda allowance: allowance.line)),
            words=self._words_read,
        )

    def _finish(self, passages: tuple[Passage, ...]) -> None:
        """The sections end here, and their words are counted."""
        self._sections = self._sheet.outline.finish(passages)
        self._words_read = self._sheet.prose.words

    def _check_survivors(self) -> None:
        for mark, name in self._draft.raw_tags.items():
            if mark not in self._sheet.survived:
                offset = self._draft.marks.offset(mark)
                help = "an element may stand only where HTML allows it: a cell in a table, an item in a list"
                message = f"<{name}> cannot stand here and was removed"
                self._draft.report("html-removed", message, offset, len(name) + 1, help)

    def _check_anchors(self, slots: tuple[Slot, ...]) -> None:
        known = self._sheet.outline.ids
        for slot in slots:
            if isinstance(slot, Link) and slot.kind == "fragment":
                id = unescape(slot.fragment)
                if id not in known and id not in LAYOUT_IDS:
                    hint = f"{self._sheet.outline.suggest(id)}{_ANCHOR}"
                    self._draft.report_span("unknown-anchor", f'nothing here has the id "{id}"', slot.span, hint)


_ANCHOR = "An anchor is a heading's text in small letters and hyphens"

# Not in the instance, where methods would make it a ring that only the garbage collector takes apart: every text would
# be converted in memory that no text was in before, which takes half as long again.
_OPENERS: dict[str, Callable[[Assembler, str, dict[str, str]], None]] = {
    "a": Assembler._open_link,
    "img": lambda page, name, attributes: page._links.image(name, attributes),
    "p": Assembler._open_paragraph,
    "table": lambda page, name, attributes: page._tables.open(name, attributes),
    "section": lambda page, name, attributes: page._headings.open_card(name, attributes),
    "div": Assembler._open_div,
    "hr": lambda page, name, attributes: page._footnotes.rule(name, attributes),
    "sup": Assembler._open_sup,
    **dict.fromkeys(("th", "td"), lambda page, name, attributes: page._tables.open_cell(name, attributes)),
    **dict.fromkeys(_HEADINGS, lambda page, _, attributes: page._headings.open(attributes)),
}
_CLOSERS: dict[str, Callable[[Assembler, str], None]] = {
    "a": lambda page, _: page._links.close(),
    "p": lambda page, _: page._close_paragraph(),
    "table": lambda page, _: page._tables.close(),
    "th": lambda page, _: page._tables.close_header_cell(),
    "section": lambda page, _: page._headings.close_card(),
    "div": lambda page, _: page._footnotes.close_div(),
    **dict.fromkeys(_HEADINGS, lambda page, name: page._headings.close(name)),
}
