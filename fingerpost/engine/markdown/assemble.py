"""From sanitised HTML to a Body, in one pass over its tags: cuts the slots, gives headings their ids, wraps tables,
turns punctuation, collects the text, and reports what it meets.

The input parses back to itself (the sanitiser wrote it), so tags may be told apart by a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from fingerpost.engine.markdown.body import Body, Cite, Image, Link, Slot
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.labels import Labels
from fingerpost.engine.markdown.marks import CITE_CLOSE, CITE_OPEN, MARKS, TO_HTML, TO_TEXT, UNPLACED
from fingerpost.engine.markdown.outline import LAYOUT_IDS, Outline
from fingerpost.engine.markdown.prose import Prose
from fingerpost.engine.markdown.punctuation import smarten
from fingerpost.engine.markdown.targets import Fault, image_fault, link_fault

_TOKEN = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_NOTEWORTHY = re.compile("[\"'\ue001-\ue011\U000f0000-\U0010ffff]|--|\\.\\.\\.")
_STAND_IN = re.compile("[\ue001-\ue011\U000f0000-\U0010ffff]")
_CITES = re.compile(f"{CITE_OPEN}([^{CITE_CLOSE}]*){CITE_CLOSE}")
_KEY = re.compile(r"[a-z0-9-]+")
_NUMBER = re.compile(r"\d+")
_PLAIN = frozenset(f"<{slash}{name}>" for slash in ("", "/") for name in "em strong b i sub abbr del ins mark s small".split())
_BLOCKS = frozenset(
    "p ul ol li dl dt dd blockquote pre table thead tbody tfoot tr th td caption section div figure figcaption details "
    "summary h1 h2 h3 h4 h5 h6".split()
)
_VOID = frozenset({"br", "hr", "img", "wbr"})
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "var"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CARD_CLASS = re.compile(r"care-card care-card--([a-z-]+)")


def assemble(html: str, draft: Draft, labels: Labels) -> Body:
    """The body of sanitised HTML that still holds its marks."""
    return Assembler(html, draft, labels).run()


class Assembler:
    """The state of the pass: what has been written, and which elements are open."""

    def __init__(self, html: str, draft: Draft, labels: Labels) -> None:
        self._draft = draft
        self._labels = labels
        self._parts = _TOKEN.split(html.replace("&nbsp;", "\xa0"))
        self._at = 0
        self._out: list[str | Slot] = []
        self._outline = Outline(draft)
        self._prose = Prose(draft)
        self._blocks: list[str] = []
        self._cards: list[str] = []
        self._card_start = 0
        self._verbatim = 0
        self._link_start: tuple[int, int | None] | None = None
        self._link_has_image = False
        self._heading_start = 0
        self._heading: dict[str, str] = {}
        self._title = ""
        self._tables = 0
        self._notes_at: int | None = None
        self._skip_note = False
        self._survived: set[str] = set()
        self._openers: dict[str, Callable[[str, dict[str, str]], None]] = {
            "a": self._open_link,
            "img": self._image,
            "p": self._open_paragraph,
            "table": self._open_table,
            "th": self._open_cell,
            "td": self._open_cell,
            "section": self._open_section,
            "div": self._open_div,
            "hr": self._rule,
            "sup": self._open_sup,
        }
        self._closers: dict[str, Callable[[], None]] = {
            "a": self._close_link,
            "p": self._close_paragraph,
            "table": self._close_table,
            "th": self._close_header_cell,
            "section": self._close_section,
            "div": self._close_div,
            "sup": self._close_sup,
        }

    def run(self) -> Body:
        while self._at < len(self._parts):
            part = self._parts[self._at]
            if self._at % 2:
                self._tag(part)
            elif part:
                self._text(part)
            self._at += 1
        self._end_block()
        return self._body()

    # Tags

    def _tag(self, tag: str) -> None:
        if tag in _PLAIN:
            self._out.append(tag)
            return
        found = _TAG.match(tag)
        assert found
        name = found[2]
        if found[1]:
            self._close(name, tag)
        else:
            self._open(name, tag)

    def _open(self, name: str, tag: str) -> None:
        if name in _BLOCKS:
            self._end_block()
            self._blocks.append(name)
        elif name == "br":
            self._prose.add("\n", "\n")
        if name in _VERBATIM:
            self._verbatim += 1
        attributes = self._attributes(tag) if " " in tag else {}
        if name in _HEADINGS:
            self._open_heading(attributes)
        elif name in self._openers:
            self._openers[name](name, attributes)
        else:
            self._write(name, attributes)

    def _close(self, name: str, tag: str) -> None:
        if name in _VERBATIM:
            self._verbatim -= 1
        if name in _HEADINGS:
            self._close_heading(name)
        elif name in self._closers:
            self._closers[name]()
        else:
            self._out.append(tag)
        if name in _BLOCKS:
            self._end_block()
            self._blocks.pop()

    def _attributes(self, tag: str) -> dict[str, str]:
        """The attributes of a tag, unescaped, the author's id claimed; raw tags are noted as having survived."""
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        mark = attributes.pop("data-at", "")
        if mark:
            self._survived.add(mark)
        if "id" in attributes:
            self._claim(attributes)
        for name, value in attributes.items():
            if CITE_OPEN in value:
                value = attributes[name] = _CITES.sub(self._as_written, value)
            if name not in ("href", "src") and _STAND_IN.search(value):
                attributes[name] = self._draft.marks.strip(value).translate(TO_TEXT)
        return attributes

    def _claim(self, attributes: dict[str, str]) -> None:
        written = attributes["id"]
        offset = self._draft.marks.first(written)
        id = attributes["id"] = MARKS.sub("", written).removeprefix(UNPLACED)
        if written == id:
            self._outline.own(id)
        elif not self._outline.claim(id, self._written_at(offset, id)):
            del attributes["id"]

    def _written_at(self, offset: int | None, text: str) -> int | None:
        """Where a text stands, at or soon after an offset."""
        if offset is None:
            return None
        found = self._draft.marks.text.find(text, offset, offset + 1000)
        return offset if found < 0 else found

    def _write(self, name: str, attributes: dict[str, str]) -> None:
        self._out.append(f"<{name}{_written(attributes)}>")

    def _end_block(self) -> None:
        self._prose.end(self._blocks[-1] if self._blocks else "p")

    # Text

    def _text(self, raw: str) -> None:
        if self._skip_note:
            return
        if self._verbatim:
            raw = _CITES.sub(self._as_written, raw) if CITE_OPEN in raw else raw
            clean = self._clean(raw)
            self._out.append(clean)
            self._prose.add_code(raw, clean)
        elif not _NOTEWORTHY.search(raw):
            self._out.append(raw)
            self._prose.add(raw, raw)
        elif CITE_OPEN in raw:
            for index, piece in enumerate(_CITES.split(raw)):
                if index % 2:
                    self._cite(piece)
                elif piece:
                    self._words(piece)
        else:
            self._words(raw)

    def _words(self, raw: str) -> None:
        after = self._next_character() if '"' in raw or "'" in raw else ""
        turned = smarten(raw, self._prose.last, after)
        clean = self._clean(turned)
        self._out.append(clean)
        self._prose.add(turned, clean)

    def _clean(self, marked: str) -> str:
        return self._draft.marks.strip(marked).translate(TO_HTML) if _STAND_IN.search(marked) else marked

    def _next_character(self) -> str:
        """The first character after this text in the same block."""
        for at in range(self._at + 1, len(self._parts)):
            part = self._parts[at]
            if at % 2:
                found = _TAG.match(part)
                if found and found[2] in _BLOCKS:
                    return ""
            elif text := MARKS.sub("", part):
                return text[0]
        return ""

    def _keys(self, marks: str) -> list[tuple[str, int]]:
        """The citation keys written at some marks, with their offsets."""
        text, offset = self._draft.marks.text, self._draft.marks.offset
        found = (_KEY.match(text, offset(mark)) for mark in marks)
        return [(key[0], key.start()) for key in found if key]

    def _as_written(self, found: re.Match[str]) -> str:
        return f"[{'; '.join(f'@{key}' for key, _ in self._keys(found[1]))}]"

    def _cite(self, marks: str) -> None:
        draft = self._draft
        written = self._keys(marks)
        keys = tuple(key for key, _ in written)
        if self._link_start:
            offset = draft.marks.offset(marks[0]) - 2
            draft.report("bad-citation", "a citation cannot stand in a link", offset, 2, "put it after the link")
            return
        self._prose.cite(keys)
        self._out.append(Cite(keys, tuple(draft.marks.span(at, len(key)) for key, at in written)))

    # Links and images

    def _open_link(self, name: str, attributes: dict[str, str]) -> None:
        href = attributes.pop("href", None)
        kind = attributes.get("class", "")
        if href is None:
            self._write(name, attributes)
        elif href.startswith("#fn") and kind.startswith("footnote-"):
            self._open_note_link(href, kind, attributes)
        else:
            self._open_written_link(href, attributes)

    def _open_note_link(self, href: str, kind: str, attributes: dict[str, str]) -> None:
        if kind == "footnote-ref":
            self._write("a", {"class": kind, "href": href, "role": "doc-noteref"})
            return
        number = _NUMBER.search(attributes.get("title", ""))
        again = _NUMBER.match(href.removeprefix("#fnref"))
        which = (number[0] if number else "") + (f"-{again[0]}" if again else "")
        label = self._labels.back.format(number=which)
        self._write("a", {"class": kind, "href": href, "role": "doc-backlink", "aria-label": label})
        self._skip_note = True
        self._out.append("↩\ufe0e")

    def _open_written_link(self, href: str, attributes: dict[str, str]) -> None:
        offset, target = self._target(href)
        fault = link_fault(target) or self._emergency_fault(target)
        self._link_start = (self._prose.length, offset)
        self._link_has_image = False
        if fault:
            self._report(fault, offset, len(target))
            self._write("a", attributes)
            return
        self._out.append("<a")
        self._out.append(Link(target, self._draft.marks.span(offset, len(target))))
        self._out.append(f"{_written(attributes)}>")

    def _target(self, marked: str) -> tuple[int | None, str]:
        """Where a target was written, and the target."""
        marks = self._draft.marks
        target = MARKS.sub("", marked).removeprefix(UNPLACED).translate(TO_TEXT).strip()
        found = MARKS.search(marked)
        if not found:
            return None, target
        offset = marks.offset(found[0][0])
        return (self._written_at(offset, target) if marks.kind(found[0][0]) == "tag" else offset), target

    def _emergency_fault(self, target: str) -> Fault | None:
        if "emergency" not in self._cards or target.partition(":")[0].lower() in ("tel", "sms"):
            return None
        return Fault(
            "emergency-card-links",
            "an emergency card holds the action and nothing to read on",
            "link only to tel: or sms: here, and move other links below the card",
        )

    def _report(self, fault: Fault, offset: int | None, length: int) -> None:
        self._draft.report(fault.code, fault.message, offset, max(1, length), fault.help)

    def _close_link(self) -> None:
        self._out.append("</a>")
        self._skip_note = False
        if self._link_start:
            start, offset = self._link_start
            if not self._prose.current[start:].strip() and not self._link_has_image:
                help = "write what it leads to between the brackets"
                self._draft.report("empty-link", "the link has no text", offset, 1, help)
        self._link_start = None

    def _image(self, name: str, attributes: dict[str, str]) -> None:
        title = attributes.pop("title", "")
        slot = self._image_slot(attributes, title)
        if slot:
            self._link_has_image = self._link_has_image or not slot.decorative
            self._out.append(slot)

    def _image_slot(self, attributes: dict[str, str], title: str) -> Image | None:
        offset, source = self._target(attributes.pop("src", ""))
        alt, decorative = " ".join(attributes.pop("alt", "").split()), "decorative" in attributes
        attributes.pop("decorative", None)
        fault = image_fault(source) or _alt_fault(alt, decorative)
        if fault:
            self._report(fault, offset, len(source))
        if fault and fault.code != "missing-alt":
            return None
        span = self._draft.marks.span(offset, len(source))
        return Image(source, smarten(alt), smarten(title), decorative, tuple(attributes.items()), span)

    def _open_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        if not self._figure():
            self._write(name, attributes)

    def _figure(self) -> bool:
        """A paragraph that holds only an image with a title becomes a figure with its caption."""
        ahead = self._parts[self._at + 1 : self._at + 5]
        if len(ahead) < 4 or not ahead[1].startswith("<img") or ahead[3] != "</p>" or ' title="' not in ahead[1]:
            return False
        if self._draft.marks.strip(ahead[0] + ahead[2]).strip():
            return False
        attributes = self._attributes(ahead[1])
        caption = smarten(attributes.pop("title"))
        slot = self._image_slot(attributes, "")
        if slot:
            self._out += ["<figure>", slot, f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>"]
            self._prose.place(self._draft.marks.first(ahead[1]) or 0)
            self._prose.add(caption, caption)
            self._prose.end("figcaption")
        self._blocks.pop()
        self._at += 4
        return True

    def _close_paragraph(self) -> None:
        if self._out and self._out[-1] == "<p>":
            self._out.pop()
        else:
            self._out.append("</p>")

    # Headings and care cards

    def _open_heading(self, attributes: dict[str, str]) -> None:
        self._heading = attributes
        self._heading_start = len(self._out)
        self._out.append("")

    def _close_heading(self, name: str) -> None:
        offset = self._prose.offset_of_first
        title = " ".join(self._prose.current.split())
        card = self._heading.get("class") == "care-card__title"
        level = min(6, max(2, self._outline.level + 1)) if card else int(name[1])
        if card:
            self._card_title(title, offset)
        else:
            self._outline.heading(level, title, offset)
        id = self._heading.setdefault("id", "") or self._outline.unique(title)
        self._heading["id"] = id
        tag = f"h{max(2, level)}"
        hidden = f'<span class="visually-hidden">{self._labels.urgency(self._cards[-1])}</span>' if card else ""
        self._out[self._heading_start] = f"<{tag}{_written(self._heading)}>{hidden}"
        self._out.append(f"</{tag}>")
        if card:
            start = f'<section class="care-card care-card--{self._cards[-1]}" aria-labelledby="{id}">'
            self._out[self._card_start] = start
        elif len(self._blocks) == 1 and level in (2, 3):
            self._begin_section(level, id, title, offset)

    def _card_title(self, title: str, offset: int | None) -> None:
        if not title:
            help = "write /// emergency | Call 9-1-1 now"
            self._draft.report("missing-card-title", f"this {self._cards[-1]} card has no title", offset, 1, help)

    def _begin_section(self, level: int, id: str, title: str, offset: int | None) -> None:
        line = self._draft.marks.span(offset).line
        self._title = title
        if self._prose.end(f"h{level}"):
            self._prose.drop_last()
        self._outline.begin(level, id, title, line, self._prose.take())

    def _open_section(self, name: str, attributes: dict[str, str]) -> None:
        found = _CARD_CLASS.fullmatch(attributes.get("class", ""))
        if found:
            self._cards.append(found[1])
            self._card_start = len(self._out)
        self._write(name, attributes)

    def _close_section(self) -> None:
        if self._cards:
            self._cards.pop()
        self._out.append("</section>")

    # Tables and footnotes

    def _open_table(self, name: str, attributes: dict[str, str]) -> None:
        self._tables += 1
        label = self._labels.table_under if self._title else self._labels.table
        text = label.format(number=self._tables, heading=self._title)
        self._out.append(f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(text)}">')
        self._write(name, attributes)

    def _close_table(self) -> None:
        self._out += ["</table>", "</div>"]

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        align = attributes.pop("align", "")
        if align in ("left", "center", "right"):
            attributes["class"] = f"{attributes.get('class', '')} align-{align}".strip()
        if name == "th" and "thead" in self._blocks:
            attributes.setdefault("scope", "col")
        self._write(name, attributes)

    def _close_header_cell(self) -> None:
        """A header cell without text is no header: screen readers would announce nothing for its column."""
        last = self._out[-1]
        if isinstance(last, str) and last.startswith("<th"):
            self._out[-1] = "<td>"
            self._out.append("</td>")
        else:
            self._out.append("</th>")

    def _open_div(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("class") != "footnote":
            self._write(name, attributes)
            return
        self._notes_at = len(self._blocks)
        self._outline_finish()
        label = escape(self._labels.footnotes)
        self._out.append(f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">')

    def _outline_finish(self) -> None:
        self._sections = self._outline.finish(self._prose.take())

    def _close_div(self) -> None:
        notes = self._notes_at == len(self._blocks)
        self._out.append("</section>" if notes else "</div>")

    def _rule(self, name: str, attributes: dict[str, str]) -> None:
        if self._notes_at != len(self._blocks) or self._notes_at is None:
            self._write(name, attributes)

    def _open_sup(self, name: str, attributes: dict[str, str]) -> None:
        self._skip_note = False
        self._write(name, attributes)
        if attributes.get("id", "").startswith("fnref"):
            self._note_number()

    def _note_number(self) -> None:
        """The number of a footnote reference is written, and is no word of the text."""
        ahead = self._parts[self._at + 1 : self._at + 5]
        self._tag(ahead[1])
        self._out.append(f"{ahead[2]}</a>")
        self._at += 4

    def _close_sup(self) -> None:
        self._out.append("</sup>")

    # The end

    def _body(self) -> Body:
        if self._notes_at is None:
            self._outline_finish()
        notes = self._prose.take()
        self._check_survivors()
        pieces, slots = _cut(self._out)
        self._check_anchors(slots)
        passages = [passage for section in self._sections for passage in section.passages]
        texts = [*(section.title for section in self._sections), *(passage.text for passage in passages)]
        return Body(
            path=self._draft.path,
            pieces=pieces,
            slots=slots,
            sections=self._sections,
            notes=notes,
            ids=tuple(self._outline.ids),
            allowances=tuple(sorted(self._draft.allowances, key=lambda allowance: allowance.line)),
            words=sum(len(text.split()) for text in texts),
        )

    def _check_survivors(self) -> None:
        for mark, name in self._draft.raw_tags.items():
            if mark not in self._survived:
                offset = self._draft.marks.offset(mark)
                help = "an element may stand only where HTML allows it: a cell in a table, an item in a list"
                message = f"<{name}> cannot stand here and was removed"
                self._draft.report("html-removed", message, offset, len(name) + 1, help)

    def _check_anchors(self, slots: tuple[Slot, ...]) -> None:
        for slot in slots:
            if isinstance(slot, Link) and slot.kind == "fragment":
                id = unescape(slot.fragment)
                if id not in self._outline.ids and id not in LAYOUT_IDS:
                    hint = f"{self._outline.suggest(id)}An anchor is a heading's text in small letters and hyphens"
                    offset = None if not slot.span.line else slot.span
                    self._anchor_problem(id, hint, offset)

    def _anchor_problem(self, id: str, hint: str, span: object) -> None:
        from fingerpost.engine.problems import Problem, Span

        where = span if isinstance(span, Span) else Span(self._draft.path)
        self._draft.problems.add(Problem("unknown-anchor", f'nothing here has the id "{id}"', where, hint))


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value or name != "class")


def _alt_fault(alt: str, decorative: bool) -> Fault | None:
    if alt and decorative:
        help = "remove the text between the brackets, or decorative=true"
        return Fault("decorative-alt", "a decorative image has no alternative text", help)
    if not alt and not decorative:
        help = "say between the brackets what it shows, or add {decorative=true} when it says nothing"
        return Fault("missing-alt", "the image has no alternative text", help)
    return None


def _cut(out: list[str | Slot]) -> tuple[tuple[str, ...], tuple[Slot, ...]]:
    pieces: list[str] = []
    slots: list[Slot] = []
    run: list[str] = []
    for part in out:
        if isinstance(part, str):
            run.append(part)
        else:
            pieces.append("".join(run))
            slots.append(part)
            run = []
    pieces.append("".join(run))
    return tuple(pieces), tuple(slots)
