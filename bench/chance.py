"""Choices that fall out alike on every machine and every Python. Knows numbers and sequences, and no words.

Of `random` only `Random.random` is used: its sequence for a whole-number seed is promised to stay, and that of
`choice`, `shuffle` or `sample` is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices of its own for each key, so that a record does not depend on those written before it."""

    __slots__ = ("random",)

    def __init__(self, *key: str | int) -> None:
        digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
        self.random = Random(int.from_bytes(digest[:8], "big")).random

    def below(self, end: int) -> int:
        """A whole number from 0 to `end` - 1."""
        return int(self.random() * end)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def falls(self, percent: int) -> bool:
        """True `percent` times in a hundred."""
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def several(self, choices: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` of the choices, or all when there are fewer, each once and in their own order."""
        count = min(count, len(choices))
        taken: set[int] = set()
        while len(taken) < count:
            taken.add(self.below(len(choices)))
        return tuple(choices[index] for index in sorted(taken))

    def early(self, end: int) -> int:
        """A whole number from 0 to `end` - 1, the small ones far more often: some works are cited everywhere."""
        return int(end * self.random() * self.random() * self.random())
