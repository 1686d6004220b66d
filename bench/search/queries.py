"""Queries that somebody might type who looks for one of the documents. Knows words, and no index."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bench.chance import Chance
from bench.search.corpus import SEED, Page
from bench.words import FUNCTION_WORDS

_LETTERS = "abcdefghilmnoprst"
# Both sides take a beginning of four letters at any size.
_LEAST_TYPED = 4


def queries(pages: Sequence[Page], kind: str, count: int) -> list[str]:
    """So many queries of one kind, each from the title and the headings of a document."""
    chance = Chance(SEED, "queries", kind, len(pages))
    found: list[str] = []
    while len(found) < count:
        words = [word for word in _words(chance.pick(pages)) if len(word) >= _LEAST[kind]]
        if len(words) > 1:
            found.append(_MAKE[kind](words, chance))
    return found


def _words(page: Page) -> list[str]:
    """The words that mean something, each once."""
    said = " ".join((page.title, *(section.heading for section in page.sections))).lower()
    return [word for word in dict.fromkeys(re.findall(r"[^\W\d_]+", said)) if word not in FUNCTION_WORDS]


def _one(words: Sequence[str], chance: Chance) -> str:
    return chance.pick(words)


def _two(words: Sequence[str], chance: Chance) -> str:
    return " ".join(chance.several(words, 2))


def _half(words: Sequence[str], chance: Chance) -> str:
    word = chance.pick(words)
    return word[: max(_LEAST_TYPED, len(word) // 2)]


def _misspelt(words: Sequence[str], chance: Chance) -> str:
    """One slip after the first letter: two letters change places, or one is left out, doubled or another."""
    word = chance.pick(words)
    place = 1 + chance.below(len(word) - 2)
    one, other = word[place], word[place + 1]
    instead = chance.pick([letter for letter in _LETTERS if letter not in (one, other)])
    slip = chance.pick((other + one if one != other else instead + other, other, one + one + other, instead + other))
    return word[:place] + slip + word[place + 2 :]


_MAKE: Mapping[str, Callable[[Sequence[str], Chance], str]] = {
    "one word": _one,
    "two words": _two,
    "half typed": _half,
    "misspelt": _misspelt,
}
KINDS = tuple(_MAKE)
_LEAST = {"one word": 5, "two words": 5, "half typed": 7, "misspelt": 6}
