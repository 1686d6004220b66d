"""Where things were written: one private-use character is put into the source at every place that may matter, travels
through Python-Markdown as text, and is read back and removed at the end.

Python-Markdown's tree has no positions. A mark inside `](` or after `##` is carried through lists, tables, quotes and
footnotes like any other letter, so positions stay exact whatever the blocks do. Knows offsets, lines and columns; what
a mark means when it turns up is for others to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

from fingerpost.engine.problems import Span

_FIRST = 0xF0000
LIMIT = 0x10FFF0 - _FIRST
"""How many marks there can be: the two supplementary private-use planes."""

_FIRST_MARK = chr(_FIRST)
MARK = "[\U000f0000-\U0010ffff]"
MARKS = re.compile(f"{MARK}+")
_APART = re.compile(f"({MARK})")
_SPACED = re.compile(f" ({MARK})")
CITE_OPEN, CITE_CLOSE = "\ue010", "\ue011"
LITERALS = {'"': "\ue001", "'": "\ue002", "-": "\ue003", ".": "\ue004"}
"""Escaped punctuation that must stay as typed, until smart punctuation is done."""
LESS_THAN = "\ue005"
"""A `<` that begins no tag: kept from Python-Markdown's HTML parser, which may scan the whole text for its end."""
UNPLACED = "\ue006"
"""In place of a mark, on an author's tag that has none."""
_STAND_INS = {stand_in: char for char, stand_in in LITERALS.items()}
_TO_HTML = _STAND_INS | {LESS_THAN: "&lt;"}
_STAND_IN = re.compile(f"[{''.join(_TO_HTML)}]")
TO_TEXT = str.maketrans(_STAND_INS | {LESS_THAN: "<"})

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\U000f0000-\U0010ffff]"
)
"""What HTML cannot hold, and what we use ourselves."""


def is_clean(text: str) -> bool:
    """Whether a text holds nothing forbidden."""
    # Nothing forbidden is printable, which Python finds out thirty times faster: 6 µs for 4,500 characters, not 180.
    return text.replace("\n", " ").isprintable() or not FORBIDDEN.search(text)


_START = r"[ \t>]*(?:(?:[*+-]|\d{1,9}\.|:)[ ]+|\|[ ]*)*"
_LINE = rf"""
      (?P<fence>[ >]*(?:`{{3,}}|~{{3,}})[^\n]*)
    | (?P<definition>{_START}\[(?![\^@])[^\[\]\n]*\]:[ ]*(?:\n[ >]*)?<?(?=\S))
    | (?P<heading>[ >]*\#{{1,6}}(?:[ ]*["'*_(]*(?=[^\W_])|[ ]*(?=[^\s\#])|(?=[ ]*$)))
    | (?P<block>[ >]*/{{3,}}[ ]*[\w-]+[ ]*(?:\|[ ]*)?)
    | (?P<admonition>[ >]*!!![ ]?)
    | (?P<text>{_START}["'“‘*_(]*(?=[^\W\d_]))
    """
_FIRST_PLACE = re.compile(_LINE, re.MULTILINE | re.VERBOSE)
_PLACES = re.compile(
    rf"""
      \n(?:{_LINE})
    | \](?:(?P<link>\([ ]*(?:<(?=[^<>\n]*>\s*[)"']))?)|(?P<reference>\[(?![\^@])))
    | \[(?:(?P<note>\^(?=[^\]\s]))|(?P<cite>@))
    | ;(?P<next_cite>[\s>]*@)
    | \{{(?P<attributes>:?[ ]*(?=[\#.][\w-]|[\w-]+=))
    | <(?:(?P<auto>[A-Za-z][A-Za-z0-9+.-]*://|[^<>\s!@]{{1,80}}@(?=[^@<>\s]+>))
      | (?P<comment>!--)
      | (?P<tag>[A-Za-z][A-Za-z0-9:-]*(?=>|[\s/][^<>]{{0,2000}}>))
      | (?P<end>/[A-Za-z][A-Za-z0-9:-]*(?=\s*>))
      | (?P<other>[!?][^<>]{{0,2000}}>)
      | (?P<less>))
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Each branch begins with a letter of its own, which lets `re` leap over all others: 36 µs for 4,500 characters, not 80
with `^`, nor 140 with branches that begin alike.
"""
_SURE = frozenset({"definition", "heading", "block", "admonition", "text"})
"""What needs no second look: it stands where a line begins."""
_SURE_UNLESS_ESCAPED = _SURE | {"link", "reference", "cite", "attributes"}
_ESCAPABLE = frozenset({"link", "reference", "note", "cite", "attributes"})
_HTML = frozenset({"auto", "comment", "tag", "end", "other", "less"})
_WORDS = frozenset({"text", "heading"})
_SPACED_OUT = frozenset({"tag", "end"})
_BRACKET = re.compile(r"[\[\]]")
_NOTE_DEFINITION = re.compile(r"[^\]\n]*\]:")


class Marks:
    """The marks of one text. `marked` is the text with them in it; offsets are into `text`."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.text = text
        self._path = path
        self._first_line = first_line
        self._lines = [0, *accumulate([len(line) + 1 for line in text.split("\n")])][:-1]
        self._offsets: list[int] = []
        self._kinds: list[str] = []
        self._has_tags = False
        self._plain = "\\" not in text and "<" not in text
        """Nothing but marks is ever to be taken out: no escape, no tag."""
        self._brackets: tuple[dict[int, int], dict[int, int]] | None = None
        self._last_comment = text.rfind("-->")
        self.marked = self._with_marks()

    @property
    def too_many(self) -> bool:
        return len(self._offsets) > LIMIT

    def offset(self, mark: str) -> int:
        return self._offsets[ord(mark) - _FIRST]

    def kind(self, mark: str) -> str:
        return self._kinds[ord(mark) - _FIRST]

    def beginning(self, char: str) -> int | None:
        """The offset at which words begin, if this is the mark of that."""
        number = ord(char) - _FIRST
        return self._offsets[number] if number >= 0 and self._kinds[number] in _WORDS else None

    def first(self, marked: str) -> int | None:
        """The offset of the first mark in a text, if it has one."""
        found = MARKS.search(marked)
        return self.offset(found[0][0]) if found else None

    def apart(self, marked: str) -> tuple[str, list[tuple[int, str]]]:
        """A piece of HTML without its marks, and (index in the text it shows, mark) of each."""
        first, rest = marked[:1], marked[1:]
        # Neither marks nor stand-ins are printable. Most texts are a line with a mark at its beginning, or with none.
        if rest.isprintable():
            if first >= _FIRST_MARK:
                return rest, [(0, first)]
            if first.isprintable():
                return marked, []
        if not self._plain or "&" in marked:
            return self.clean(marked), list(self._all(unescape(marked)))
        pieces = _APART.split(marked)
        index, places = 0, []
        for piece, mark in zip(pieces[::2], pieces[1::2], strict=False):
            index += len(piece)
            places.append((index, mark))
        return "".join(pieces[::2]), places

    def clean(self, marked: str) -> str:
        """A piece of HTML without its marks, and with escaped punctuation as typed."""
        stripped = self.strip(marked)
        return stripped if self._plain else _STAND_IN.sub(lambda found: _TO_HTML[found[0]], stripped)

    def _all(self, marked: str) -> Iterator[tuple[int, str]]:
        for seen, found in enumerate(_APART.finditer(marked)):
            yield found.start() - seen, found[0]

    def strip(self, marked: str) -> str:
        """The text as it was written: no marks, nor the spaces put before those of tags."""
        if self._has_tags:
            marked = _SPACED.sub(self._unspace, marked)
        return _APART.sub("", marked)

    def opened(self, close: int) -> bool:
        """Whether the `]` at an offset closes a bracket that was opened, and not with an escape."""
        start = self._pairs[1].get(close)
        return start is not None and not self._escaped(start)

    def is_link_text(self, inside: int) -> bool:
        """Whether the bracket opened just before an offset is followed by `(`."""
        close = self._pairs[0].get(inside - 1)
        return close is not None and self.text[close + 1 : close + 2] == "("

    def label_before(self, close: int) -> str:
        """The text in the brackets that a `]` closes."""
        start = self._pairs[1].get(close)
        return "" if start is None else self.text[start + 1 : close]

    @property
    def _pairs(self) -> tuple[dict[int, int], dict[int, int]]:
        if self._brackets is None:
            self._brackets = _match_brackets(self.text)
        return self._brackets

    def span(self, offset: int | None, length: int = 1) -> Span:
        """The span at an offset, cut at the end of its line; the whole file when there is none."""
        if offset is None:
            return Span(self._path)
        line = bisect_right(self._lines, offset) - 1
        start = self._lines[line]
        end = self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self.text)
        return Span(self._path, self._first_line + line, offset - start + 1, max(1, min(length, end - offset)))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column at an offset."""
        line = bisect_right(self._lines, offset) - 1
        return self._first_line + line, offset - self._lines[line] + 1

    def _with_marks(self) -> str:
        text, offsets, kinds = self.text, self._offsets, self._kinds
        sure = _SURE if "\\" in text else _SURE_UNLESS_ESCAPED
        pieces: list[str] = []
        copied = 0
        found = _FIRST_PLACE.match(text) or _PLACES.search(text)
        while found:
            kind, end = found.lastgroup or "", found.end()
            if kind in sure:
                pieces += (text[copied:end], chr(_FIRST + min(len(offsets), LIMIT)))
                offsets.append(end)
                kinds.append(kind)
            else:
                pieces += (text[copied : found.start()], self._place(found))
            copied = end
            # The next place begins with a line end, and that of a definition may have gone with it.
            again = kind == "definition" and text[end - 1] == "\n"
            found = _PLACES.search(text, end - 1 if again else end)
        pieces.append(text[copied:])
        return "".join(pieces)

    def _place(self, found: re.Match[str]) -> str:
        """What was found, with its mark if it is a place after all."""
        kind = (found.lastgroup or "").removeprefix("next_")
        if kind in _HTML:
            if self._is_literal(kind, found.start()):
                return LESS_THAN + found[0][1:]
            if kind == "other":
                return found[0]
        if kind == "fence" or (kind in _ESCAPABLE and self._escaped(found.start())):
            return found[0]
        if kind == "note" and _NOTE_DEFINITION.match(self.text, found.end()) and self._starts_line(found.start()):
            return found[0]
        self._has_tags = self._has_tags or kind in _SPACED_OUT
        number = len(self._offsets)
        self._offsets.append(_offset(kind, found))
        self._kinds.append(kind)
        mark = chr(_FIRST + min(number, LIMIT))
        return f"{found[0]} {mark}" if kind in _SPACED_OUT else found[0] + mark

    def _unspace(self, found: re.Match[str]) -> str:
        return "" if self.kind(found[1]) in _SPACED_OUT else found[0]

    def _is_literal(self, kind: str, offset: int) -> bool:
        unclosed = kind == "comment" and offset > self._last_comment
        return kind == "less" or unclosed or self._escaped(offset)

    def _escaped(self, offset: int) -> bool:
        before = self.text[max(0, offset - 20) : offset]
        return (len(before) - len(before.rstrip("\\"))) % 2 == 1

    def _starts_line(self, offset: int) -> bool:
        start = self.text.rfind("\n", 0, offset) + 1
        return not self.text[start:offset].strip(" >")


def _offset(kind: str, found: re.Match[str]) -> int:
    if kind == "auto":
        return found.start() + 1
    return found.start() if kind in _SPACED_OUT or kind == "comment" else found.end()


def _match_brackets(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Each opening bracket's closing one, and each closing bracket's opening one."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            open_at.append(found.start())
        elif open_at:
            pairs[found.start()] = open_at.pop()
    return {start: close for close, start in pairs.items()}, pairs


def unmarked(text: str) -> str:
    """The text without marks, and with escaped punctuation as typed."""
    return MARKS.sub("", text).translate(TO_TEXT)
