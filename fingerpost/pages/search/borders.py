"""Where the index is cut into files: at borders that the content itself sets, so that an edit moves none far from it.

It knows keys and weights, and nothing of what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """How much a file holds at least, and how much more it holds on average before a lot ends it."""

    least: int
    spread: int

    def borders(self, weights: Iterable[tuple[str, int]]) -> list[int]:
        """The places just after which a file ends, in an order of keys and their weights.

        A file begins afresh after each border, so that two orders which differ in one place agree again from the first
        border that they share. After the last border there may be a rest.
        """
        found = []
        filled = 0
        for place, (key, weight) in enumerate(weights, 1):
            filled += weight
            if filled >= self.least and self._ends(key, weight):
                found.append(place)
                filled = 0
        return found

    def _ends(self, key: str, weight: int) -> bool:
        """A lot that each key draws for itself: the heavier, the likelier, and the same on every machine."""
        return crc32(key.encode()) * self.spread < weight << 32
