"""The words of a text: collects plain text block by block, with the places where its parts were written.

Also says what a mark still standing in prose means: a construct that was begun and not recognised.
"""

from __future__ import annotations

import re
from html import unescape

from fingerpost.engine.markdown.blocks import URGENCIES, note_id
from fingerpost.engine.markdown.body import Passage
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.problems import did_you_mean

_BLOCK_LINE = re.compile(r"/{3,}[ ]*([\w-]+)")
_EDGES = ("", " ")
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
        self.begun = False
        """Whether the block holds anything yet, if only a place."""
        self.last = ""
        """The last character of the block so far, '' at its start."""
        self.words = 0
        """How many words have been read in all blocks that ended."""

    @property
    def current(self) -> str:
        """The text of the block so far."""
        return self._parts[0] if len(self._parts) == 1 else "".join(self._parts)

    def add(self, marked: str) -> str:
        """Add text outside code, as HTML with its marks; it is returned without them."""
        marks = self._draft.marks
        clean, found = marks.apart(marked)
        for index, mark in found:
            at, kind = self.length + index, marks.kind(mark)
            self._place(at, marks.offset(mark))
            if kind in _LEFT_OVER and (at or kind != "block"):
                report_left_over(self._draft, mark)
        self._append(clean)
        return clean

    def plain(self, marked: str) -> tuple[str, int | None] | None:
        """The text of a whole block and where it was written, where that is all there is to it: None otherwise.

        Most blocks are a line of words after a mark. `keep` makes of it the passage that `add` and `end` would make.
        """
        first = marked[:1]
        text, offset = marked, None
        if not first.isprintable():
            text, offset = marked[1:], self._draft.marks.beginning(first)
            if offset is None:
                return None
        return (text, offset) if text.isprintable() and not _needs_care(text) else None

    def keep(self, text: str, kind: str, offset: int | None) -> None:
        """A block of plain text."""
        places = () if offset is None else ((0, *self._draft.marks.place(offset)),)
        self._passages.append(Passage(text, kind, (), places))
        self.words += text.count(" ") + 1

    def count(self, text: str) -> None:
        """The words of a plain text have been read."""
        self.words += text.count(" ") + 1

    def add_code(self, marked: str) -> str:
        """Add text inside code, which is read for search and never for syntax."""
        clean, found = self._draft.marks.apart(marked)
        for index, mark in found:
            self._place(self.length + index, self._draft.marks.offset(mark))
        self._append(clean)
        return clean

    def cite(self, keys: tuple[str, ...]) -> None:
        """Citations stand here. The space before them goes, as it does on the page."""
        if self._parts:
            last = self._parts[-1].rstrip()
            self.length -= len(self._parts[-1]) - len(last)
            self._parts[-1] = last
        self._cites.extend(keys)
        self.begun = True

    def place(self, offset: int) -> None:
        """The block's next character was written here."""
        self._place(self.length, offset)

    def end(self, kind: str) -> None:
        """Close the block; what it held, if anything, becomes a passage."""
        if not self._parts and not self._cites:
            self._begin()
            return
        raw = self.current
        text = self._squeezed(raw)
        if text or self._cites:
            places = tuple(self._places) if len(raw) == len(text) else self._squeezed_places(raw)
            self._passages.append(Passage(text, kind, tuple(self._cites), places))
        self._begin()

    def end_title(self) -> None:
        """Close a block that is a section's title: its words count, and its text stands elsewhere."""
        self._squeezed(self.current)
        self._begin()

    def _begin(self) -> None:
        self._parts, self._places, self._cites = [], [], []
        self.length, self.offset_of_first, self.last, self.begun = 0, None, "", False

    def _squeezed(self, raw: str) -> str:
        """The text with single spaces between its words, which are counted."""
        # No other white space is printable: of most texts, nothing has to be taken to pieces.
        if raw.isprintable() and "  " not in raw and raw[:1] != " " and raw[-1:] != " ":
            if raw:
                self.count(raw)
            return raw
        words = raw.split()
        self.words += len(words)
        return " ".join(words)

    def take(self) -> tuple[Passage, ...]:
        """The passages ended since the last time."""
        taken, self._passages = tuple(self._passages), []
        return taken

    def _append(self, clean: str) -> None:
        text = unescape(clean) if "&" in clean else clean
        if text:
            self.begun = True
            self._parts.append(text)
            self.length += len(text)
            self.last = text[-1]

    def _place(self, index: int, offset: int) -> None:
        line, column = self._draft.marks.place(offset)
        if self.offset_of_first is None:
            self.offset_of_first, self.begun = offset, True
        if not self._places or (line, column) > self._places[-1][1:]:
            self._places.append((index, line, column))

    def _squeezed_places(self, raw: str) -> tuple[tuple[int, int, int], ...]:
        """The places, at their indexes once white space is squeezed."""
        return tuple((_squeezed_length(raw[:index]), line, column) for index, line, column in self._places)


def _needs_care(text: str) -> bool:
    """Whether in a text of one line punctuation is to be turned, something unescaped, or spaces squeezed."""
    return (
        '"' in text
        or "'" in text
        or "&" in text
        or "  " in text
        or "--" in text
        or "..." in text
        or text[:1] in _EDGES
        or text[-1] == " "
    )


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
            _report_note(draft, text[offset : offset + 60].partition("]")[0], offset)
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


def _report_note(draft: Draft, name: str, offset: int) -> None:
    if note_id(name) in draft.notes:
        draft.report(
            "footnote-in-link", "a footnote cannot stand in a link", offset, len(name), "put it after the link"
        )
        return
    help = f"define it on a line of its own: [^{name}]: The note."
    draft.report("undefined-footnote", f'footnote "{name}" is not defined', offset, len(name), help)


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
