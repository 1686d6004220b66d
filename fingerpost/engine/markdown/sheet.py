"""The page being written: what is out already, which elements are open, and the few things every part of the pass does.

Knows tags and marks; what each element becomes is for the parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from itertools import pairwise

from fingerpost.engine.markdown.body import Slot
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.labels import Labels
from fingerpost.engine.markdown.marks import CITE_CLOSE, CITE_OPEN, MARKS, TO_TEXT, UNPLACED
from fingerpost.engine.markdown.outline import Outline
from fingerpost.engine.markdown.prose import Prose

CITES = re.compile(f"{CITE_OPEN}([^{CITE_CLOSE}]*){CITE_CLOSE}")
BLOCK_OF_TEXT = re.compile("<(p|li|td|dt|dd|h[23])>([^<]*)</[a-z0-9]+>")
_TOKEN = re.compile(r'(<(?:p|li|td|dt|dd|h[23])>[^<]*</[a-z0-9]+>|<[^>"]*(?:"[^"]*"[^>"]*)*>)')
"""A tag, or a block with nothing but text in it, as most are: one part, not three."""
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_STAND_IN = re.compile("[\ue001-\ue011\U000f0000-\U0010ffff]")
_KEY = re.compile(r"[a-z0-9-]+")


class Sheet:
    """`parts` are the HTML's texts (even) and tags or blocks of text (odd), `at` the one being read.

    `out` is what has been written.
    """

    def __init__(self, html: str, draft: Draft, labels: Labels) -> None:
        self.draft = draft
        self.labels = labels
        self.parts: list[str] = _TOKEN.split(html.replace("&nbsp;", "\xa0") if "&" in html else html)
        self.at = 0
        self.out: list[str] = []
        self._slots: list[tuple[int, Slot]] = []
        """The slots, each with the index in `out` where it stands, which holds nothing else."""
        self.outline = Outline(draft)
        self.prose = Prose(draft)
        self.blocks: list[str] = []
        """The names of the open block elements."""
        self.cards: list[str] = []
        """The urgencies of the open care cards."""
        self.title = ""
        """The title of the section being read."""
        self.in_link = False
        self.survived: set[str] = set()
        """The marks of the authors' tags that are still here."""

    def attributes(self, tag: str) -> dict[str, str]:
        """The attributes of a tag, unescaped, the author's id claimed; raw tags are noted as having survived."""
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        mark = attributes.pop("data-at", "")
        if mark:
            self.survived.add(mark)
        if "id" in attributes:
            self._claim(attributes)
        for name, value in attributes.items():
            if value.isascii():
                continue
            if CITE_OPEN in value:
                value = attributes[name] = CITES.sub(self.as_written, value)
            if name not in ("href", "src") and _STAND_IN.search(value):
                attributes[name] = self.draft.marks.strip(value).translate(TO_TEXT)
        return attributes

    def _claim(self, attributes: dict[str, str]) -> None:
        written = attributes["id"]
        offset = self.draft.marks.first(written)
        id = attributes["id"] = MARKS.sub("", written).removeprefix(UNPLACED)
        if written == id:
            self.outline.own(id)
        elif not self.outline.claim(id, self.written_at(offset, id)):
            del attributes["id"]

    def written_at(self, offset: int | None, text: str) -> int | None:
        """Where a text stands, at or soon after an offset."""
        if offset is None:
            return None
        found = self.draft.marks.text.find(text, offset, offset + 1000)
        return offset if found < 0 else found

    def write(self, name: str, attributes: dict[str, str]) -> None:
        self.out.append(f"<{name}{written(attributes)}>")

    def cut(self, slot: Slot) -> None:
        """A slot stands here."""
        self._slots.append((len(self.out), slot))
        self.out.append("")

    def cuts(self) -> tuple[tuple[str, ...], tuple[Slot, ...]]:
        """The HTML between the slots, and the slots."""
        edges = [0, *(at for at, _ in self._slots), len(self.out)]
        pieces = tuple(["".join(self.out[start:end]) for start, end in pairwise(edges)])
        return pieces, tuple([slot for _, slot in self._slots])

    def keys(self, marks: str) -> list[tuple[str, int]]:
        """The citation keys written at some marks, with their offsets."""
        text, offset = self.draft.marks.text, self.draft.marks.offset
        found = (_KEY.match(text, offset(mark)) for mark in marks)
        return [(key[0], key.start()) for key in found if key]

    def as_written(self, found: re.Match[str]) -> str:
        return f"[{'; '.join(f'@{key}' for key, _ in self.keys(found[1]))}]"


def written(attributes: Mapping[str, str]) -> str:
    """Attributes as HTML, in the order given."""
    if not attributes:
        return ""
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value or name != "class")
