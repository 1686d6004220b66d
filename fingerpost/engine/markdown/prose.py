"""The words of a text: collects plain text block by block, with the places where its parts were written.

Also says what a mark still standing in prose means: a construct that was begun and not recognised.
"""

from __future__ import annotations

import re
from html import unescape

from fingerpost.engine.markdown.blocks import URGENCIES
from fingerpost.engine.markdown.body import Passage
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.problems import did_you_mean

_BLOCK_LINE = re.compile(r"/{3,}[ ]*([\w-]+)")
_LEFT_OVER = frozenset({"link", "reference", "note", "cite", "block", "admonition", "attributes"})


class Prose:
    """The passages of the part being read, the last one still growing."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._parts: list[str] = []
        self.length = 0
        """How much text the block holds so far."""
        self.offset_of_first: int | None = None
        """Where the block's first known character was written."""
        self._places: list[tuple[int, int, int]] = []
        self._cites: list[str] = []
        self._passages: list[Passage] = []
        self.last = ""
        """The last character of the block so far, '' at its start."""
        self.words = 0
        """How many words have been read in all blocks that ended."""

    @property
    def current(self) -> str:
        """The text of the block so far."""
        return "".join(self._parts)

    def add(self, marked: str) -> str:
        """Add text outside code, as HTML with its marks; it is returned without them."""
        marks = self._draft.marks
        clean, found = marks.apart(marked)
        for index, mark in found:
            self._place(self.length + index, marks.offset(mark))
            kind = marks.kind(mark)
            if kind in _LEFT_OVER and (kind != "block" or self.length + index):
                report_left_over(self._draft, mark)
        self._append(unescape(clean))
        return clean

    def add_code(self, marked: str) -> str:
        """Add text inside code, which is read for search and never for syntax."""
        clean, found = self._draft.marks.apart(marked)
        for index, mark in found:
            self._place(self.length + index, self._draft.marks.offset(mark))
        self._append(unescape(clean))
        return clean

    def cite(self, keys: tuple[str, ...]) -> None:
        """Citations stand here. The space before them goes, as it does on the page."""
        if self._parts:
            last = self._parts[-1].rstrip()
            self.length -= len(self._parts[-1]) - len(last)
            self._parts[-1] = last
        self._cites.extend(keys)

    def place(self, offset: int) -> None:
        """The block's next character was written here."""
        self._place(self.length, offset)

    def end(self, kind: str) -> Passage | None:
        """Close the block; what it held, if anything."""
        if not self._parts and not self._cites:
            if self._places:
                self._places, self.offset_of_first = [], None
            return None
        raw = self.current
        words = raw.split()
        text = " ".join(words)
        self.words += len(words)
        passage = Passage(text, kind, tuple(self._cites), self._squeezed(raw, text)) if text or self._cites else None
        self._parts, self._places, self._cites = [], [], []
        self.length, self.offset_of_first, self.last = 0, None, ""
        if passage:
            self._passages.append(passage)
        return passage

    def take(self) -> tuple[Passage, ...]:
        """The passages ended since the last time."""
        taken, self._passages = tuple(self._passages), []
        return taken

    def drop_last(self) -> None:
        """Forget the passage ended last: it is a title and stands elsewhere."""
        self._passages.pop()

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)
            self.last = text[-1]

    def _place(self, index: int, offset: int) -> None:
        line, column = self._draft.marks.place(offset)
        if self.offset_of_first is None:
            self.offset_of_first = offset
        if not self._places or (line, column) > self._places[-1][1:]:
            self._places.append((index, line, column))

    def _squeezed(self, raw: str, text: str) -> tuple[tuple[int, int, int], ...]:
        """The places, at their indexes once white space is squeezed."""
        if len(raw) == len(text):
            return tuple(self._places)
        return tuple((_squeezed_length(raw[:index]), line, column) for index, line, column in self._places)


def _squeezed_length(head: str) -> int:
    words = head.split()
    length = len(" ".join(words))
    return length + 1 if words and head[-1].isspace() else length


def report_left_over(draft: Draft, mark: str) -> None:
    """Say what an unrecognised construct is, at its place in the source."""
    kind, offset = draft.marks.kind(mark), draft.marks.offset(mark)
    text = draft.marks.text
    match kind:
        case "link":
            _report_link(draft, text, offset)
        case "reference":
            _report_reference(draft, text, offset)
        case "note":
            name = text[offset : offset + 60].partition("]")[0]
            help = f"define it on a line of its own: [^{name}]: The note."
            draft.report("undefined-footnote", f'footnote "{name}" is not defined', offset, len(name), help)
        case "cite":
            _report_cite(draft, text, offset)
        case "block":
            _report_block(draft, text, offset)
        case "admonition":
            help = 'write !!! note "Title", then the text indented by four spaces'
            draft.report("bad-admonition", "this admonition is not well formed", offset, 3, help)
        case "attributes":
            help = "put it right after a link or an image, at the end of a heading, or on a paragraph's last line"
            draft.report("stray-attributes", "this attribute list belongs to nothing", offset, 1, help)


def _report_reference(draft: Draft, text: str, offset: int) -> None:
    if draft.marks.is_link_text(offset) or draft.marks.label_before(offset - 2)[:1] in ("@", "^"):
        return
    name = text[offset : offset + 60].partition("]")[0] or draft.marks.label_before(offset - 2)[:60]
    help = f"define it on a line of its own: [{name}]: ../pages/about.md"
    draft.report("undefined-reference", f'link reference "{name}" is not defined', offset, len(name), help)


def _report_link(draft: Draft, text: str, offset: int) -> None:
    if not draft.marks.opened(text.rfind("](", 0, offset)):
        return
    target = re.split(r"[)\n]", text[offset : offset + 80], maxsplit=1)[0]
    help = "close it with ), write %20 for spaces in the target, put no link in a link, and no Markdown in raw HTML"
    draft.report("bad-link", "this link is not well formed, and would show as text", offset, len(target), help)


def _report_cite(draft: Draft, text: str, offset: int) -> None:
    if text[offset - 2 : offset] != "[@" or draft.marks.is_link_text(offset - 1):
        return
    written = re.split(r"[\]\n]", text[offset : offset + 60], maxsplit=1)[0]
    help = "a citation is [@key] or [@key; @other-key]; a key is the name of a file in content/citations, without .yaml"
    draft.report("bad-citation", f'"[@{written}]" is not a citation', offset - 2, len(written) + 3, help)


def _report_block(draft: Draft, text: str, offset: int) -> None:
    start = text.rfind("\n", 0, offset - 1) + 1
    found = _BLOCK_LINE.search(text, start)
    if not found:
        return
    name, help = found[1], "write /// emergency | Call 9-1-1 now, the text, and a closing line ///"
    if name.lower() not in URGENCIES:
        hint = f"{did_you_mean(name, URGENCIES)}The blocks are {', '.join(URGENCIES)}"
        draft.report("unknown-block", f'block "{name}" does not exist', found.start(1), len(name), hint)
    elif "|" not in text[start : offset + 1]:
        draft.report("missing-card-title", f"this {name} card has no title", found.start(1), len(name), help)
    else:
        draft.report("bad-block", f"this {name} card is not well formed", found.start(1), len(name), help)
