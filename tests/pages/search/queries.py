"""Random queries in the language of lunr.js, of every kind there is, and what their verdicts have to be."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fingerpost.pages.search import analyse
from fingerpost.pages.search.counting import FIELDS

MISSING = "qqqvvv"
FINDS_NOTHING = {"missing"}


class Chance:
    """Draws words, their beginnings, ends and misspellings, and fields. Common words come more often."""

    def __init__(self, seed: int, words: Sequence[str]) -> None:
        # lunr.js would stumble over a common word with a plus, and cuts a word with a hyphen in two.
        self._words = [word for word in words if "-" not in word and len(list(analyse(word, "en"))) == 1]
        self._weights = [1 / (rank + 20) for rank in range(len(self._words))]
        self._random = random.Random(seed)

    def word(self) -> str:
        return self._random.choices(self._words, self._weights)[0]

    def field(self) -> str:
        return self._random.choice(FIELDS)

    def _term(self) -> str:
        while len(term := next(iter(analyse(self.word(), "en")))) < 4:
            pass
        return term

    def beginning(self) -> str:
        return self._term()[: self._random.randint(2, 5)]

    def end(self) -> str:
        return self._term()[-self._random.randint(2, 5) :]

    def inner(self) -> str:
        term = self._term()
        at = self._random.randint(1, len(term) - 2)
        return f"{term[:at]}*{term[at + self._random.randint(0, 1) :]}"

    def misspelt(self) -> str:
        while len(word := self.word()) < 3:
            pass
        at = self._random.randrange(len(word))
        return word[:at] + self._random.choice(["", "x", word[at] * 2]) + word[at + 1 :]

    def mixture(self) -> str:
        """Two to five clauses of any kind, each perhaps with a field, a boost and a sign."""
        kinds: list[Callable[[], str]] = [
            self.word,
            lambda: f"{self.beginning()}*",
            self.inner,
            lambda: f"*{self.end()}",
            lambda: f"{self.misspelt()}~{self._random.randint(1, 2)}",
            lambda: MISSING,
        ]

        def clause() -> str:
            sign = self._random.choice(["", "", "", "+", "-"])
            field = self._random.choice(["", "", f"{self.field()}:"])
            return sign + field + self._random.choice(kinds)() + self._random.choice(["", "", "^4"])

        return " ".join(clause() for _ in range(self._random.randint(2, 5)))


KINDS: Mapping[str, Callable[[Chance], str]] = {
    "a": lambda draw: draw.word(),
    "a b": lambda draw: f"{draw.word()} {draw.word()}",
    "a b c": lambda draw: f"{draw.word()} {draw.word()} {draw.word()}",
    "+a +b": lambda draw: f"+{draw.word()} +{draw.word()}",
    "a -b": lambda draw: f"{draw.word()} -{draw.word()}",
    "+a -b": lambda draw: f"+{draw.word()} -{draw.word()}",
    "field:a": lambda draw: f"{draw.field()}:{draw.word()}",
    "field:a^3 b": lambda draw: f"{draw.field()}:{draw.word()}^3 {draw.word()}",
    "a^2 b": lambda draw: f"{draw.word()}^2 {draw.word()}",
    "ab*": lambda draw: f"{draw.beginning()}*",
    "a*z": lambda draw: draw.inner(),
    "*yz": lambda draw: f"*{draw.end()}",
    "a~1": lambda draw: f"{draw.misspelt()}~1",
    "a~2": lambda draw: f"{draw.misspelt()}~2",
    "-a": lambda draw: f"-{draw.word()}",
    "missing": lambda draw: MISSING + draw.word(),
    "missing a": lambda draw: f"{MISSING} {draw.word()}",
    "a a": lambda draw: " ".join([draw.word()] * 2),
    "field:ab*": lambda draw: f"{draw.field()}:{draw.beginning()}*",
    "mixture": lambda draw: draw.mixture(),
}


def queries(seed: int, words: Sequence[str], each: int = 50) -> list[tuple[str, str]]:
    """So many queries of each kind: the kind and the query."""
    chance = Chance(seed, words)
    return [(kind, make(chance)) for kind, make in KINDS.items() for _ in range(each)]


def require_the_same(asked: Sequence[tuple[str, str]], verdicts: Sequence[Mapping[str, Any]]) -> None:
    """No verdict of `proof.ts` tells of a difference, and most queries and every kind found something."""
    both = list(zip(asked, verdicts, strict=True))
    different = [(query, verdict["difference"]) for query, verdict in both if verdict["difference"] is not None]
    assert different[:3] == []
    found = [kind for (kind, _), verdict in both if verdict["found"] > 0]
    assert len(found) > len(asked) / 2
    assert set(found) == KINDS.keys() - FINDS_NOTHING
