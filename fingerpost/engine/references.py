"""References by patterns from the cache: citeproc is slow, and writes one for each shape of work until it changes."""

from __future__ import annotations

import json
from dataclasses import field

from fingerpost.engine.bibliography import Name, Pattern, Shape, Work, apa_text, reference_html, reference_pattern
from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.values import dataclass

_SPECIMEN = Work("specimen", "webpage", (Name("Doe", "Jane"),), 2001, "Specimen", "Site", url="https://a.example/")


@dataclass(frozen=True, slots=True)
class References:
    """The APA references of works, whose patterns are taken from the cache when they are there."""

    cache: Cache
    _patterns: dict[Shape, Pattern] = field(default_factory=dict)
    _html: dict[tuple[str, str], tuple[Work, str]] = field(default_factory=dict)

    def html(self, work: Work, suffix: str = "") -> str:
        """The reference as inline HTML."""
        # Many pages cite one work, and it takes long to compare two.
        known = self._html.get((work.id, suffix))
        if known is None or known[0] is not work:
            known = self._html[(work.id, suffix)] = work, reference_html(work, suffix, self._pattern)
        return known[1]

    def text(self, work: Work, suffix: str = "") -> str:
        """The reference as plain text."""
        return apa_text(work, suffix, self._pattern)

    def warm(self) -> None:
        """Load what writes references, unless their patterns are in the cache."""
        self.text(_SPECIMEN)

    def _pattern(self, shape: Shape) -> Pattern:
        known = self._patterns.get(shape)
        if known is None:
            known = self._patterns[shape] = self._read(shape)
        return known

    def _read(self, shape: Shape) -> Pattern:
        key = digest(engine_digest(), shape)
        stored = self.cache.read("reference", key)
        if stored is not None:
            return tuple(json.loads(stored))
        pattern = reference_pattern(shape)
        self.cache.write("reference", key, json.dumps(pattern).encode())
        return pattern
