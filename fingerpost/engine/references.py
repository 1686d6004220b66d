"""References by digest: citeproc is slow, so each is written once until the work or the engine changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from fingerpost.engine.bibliography import Work, apa_text, reference_html
from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest


@dataclass(frozen=True, slots=True)
class References:
    """The APA references of works, from the cache when they are there."""

    cache: Cache
    _written: dict[tuple[Work, str], tuple[str, str]] = field(default_factory=dict)

    def html(self, work: Work, suffix: str = "") -> str:
        """The reference as inline HTML."""
        return self._reference(work, suffix)[0]

    def text(self, work: Work, suffix: str = "") -> str:
        """The reference as plain text."""
        return self._reference(work, suffix)[1]

    def _reference(self, work: Work, suffix: str) -> tuple[str, str]:
        known = self._written.get((work, suffix))
        if known is None:
            known = self._written[(work, suffix)] = self._read(work, suffix)
        return known

    def _read(self, work: Work, suffix: str) -> tuple[str, str]:
        key = digest(engine_digest(), work, suffix)
        stored = self.cache.read("reference", key)
        if stored is not None:
            html, text = json.loads(stored)
            return html, text
        html, text = reference_html(work, suffix), apa_text(work, suffix)
        self.cache.write("reference", key, json.dumps([html, text], ensure_ascii=False).encode())
        return html, text
