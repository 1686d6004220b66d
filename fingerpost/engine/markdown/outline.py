"""Headings and anchors: every id of a text, the order of its headings, and the sections they make."""

from __future__ import annotations

import re

from slugify import slugify

from fingerpost.engine.markdown.body import Passage, Section
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.problems import did_you_mean

_RESERVED = re.compile(r"(?:main|top|contents|search|nav)$|(?:ref|fn|fnref|site|search|nav)-")
LAYOUT_IDS = ("main", "top", "contents")


class Outline:
    """The ids and sections of one text, as they are met."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.ids: dict[str, int | None] = {}
        self._numbers: dict[str, int] = {}
        self.sections: list[Section] = []
        self.level = 1
        """The level of the heading last met; the page's title is 1."""
        self._open = (1, "", "", 0)

    def claim(self, id: str, offset: int | None) -> bool:
        """Take an explicit id; a second use or one of the layout's is a Problem."""
        if _RESERVED.match(id):
            help = "choose another: the page's own parts use it"
            self._draft.report("reserved-id", f'the id "{id}" belongs to the layout', offset, len(id), help)
            return False
        if id in self.ids:
            help = "ids are unique in a text: choose another, or leave it out"
            self._draft.report("duplicate-id", f'the id "{id}" is used twice', offset, len(id), help)
            return False
        self.ids[id] = offset
        return True

    def own(self, id: str) -> None:
        """Take one of our own ids."""
        self.ids[id] = None

    def unique(self, title: str) -> str:
        """A free id made from a title: its slug, then -2, -3."""
        stem = slug(title) or "section"
        stem = f"section-{stem}" if _RESERVED.match(stem) else stem
        candidate = stem
        while candidate in self.ids:
            number = self._numbers[stem] = self._numbers.get(stem, 1) + 1
            candidate = f"{stem}-{number}"
        self.ids[candidate] = None
        return candidate

    def heading(self, level: int, title: str, offset: int | None) -> None:
        """Judge a heading by the one before it."""
        length = len(title)
        if not title:
            self._draft.report(
                "empty-heading", "this heading has no text", offset, 1, "write the heading, or remove it"
            )
        if level == 1:
            help = "write ## for the first level: the page's title is its only heading of level one"
            self._draft.report("heading-level-one", "a text has no heading of level one", offset, length, help)
        elif level > self.level + 1:
            message = f"a heading of level {level} follows one of level {self.level}"
            self._draft.report("heading-order", message, offset, length, f"write {'#' * (self.level + 1)} here")
        self.level = max(level, 2)

    def begin(self, level: int, id: str, title: str, line: int, before: tuple[Passage, ...]) -> None:
        """Open a section; the passages read since the last one belong to that."""
        self._close(before)
        self._open = (level, id, title, line)

    def finish(self, before: tuple[Passage, ...]) -> tuple[Section, ...]:
        self._close(before)
        return tuple(self.sections)

    def suggest(self, id: str) -> str:
        return did_you_mean(id, self.ids)

    def _close(self, passages: tuple[Passage, ...]) -> None:
        level, id, title, line = self._open
        if passages or level > 1:
            self.sections.append(Section(level, id, title, line, passages))


_PLAIN = re.compile(r"[A-Za-z0-9 ?!.:()-]*")
_RUN = re.compile("[a-z0-9]+")


def slug(text: str) -> str:
    """Small letters, digits and single hyphens: what an id is made of."""
    if _PLAIN.fullmatch(text):
        # As slugify does, in 1 µs instead of 8.
        return "-".join(_RUN.findall(text.lower()))
    # Left to find a backend, slugify searches the disk for one in every text with an apostrophe: 35 µs, not 7.
    return slugify(text, backend="text-unidecode")
