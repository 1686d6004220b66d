"""A vocabulary: real function words, and made-up word shapes, in the proportions of natural text.

The word of rank r comes up in proportion to 1 / (r + 2), as Zipf found. Knows words and nothing of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.chance import Chance

FUNCTION_WORDS = tuple(
    """the of and to a in is that it for was on are as with be by at this from or have an not they which but you
    one were all their we when there can more has if will other about out so up what some into them than only
    could these may then do any my over such our most your also after where through before between both under
    while should each those because during without within again since until against who how its now being very
    much many well even though whether around often every however another above below perhaps rather almost
    enough along across towards
    """.split()
)
SHAPES = 16_000
SLOTS = 1 << 18

_ONSETS = "b br c cl d dr f fl g gr h k l m n p pl qu r s sh sl st t th tr v w y".split()
_NUCLEI = "a a a e e e i i o o u ai ea ou".split()
_CODAS = (*(12 * ("",)), "l", "m", "n", "n", "r", "r", "s", "t", "nd", "st")
_ENDINGS = (*(12 * ("",)), "s", "s", "s", "ed", "ed", "ing", "ing", "ly", "ness", "tion", "ment", "er", "able", "ity")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`shapes` are unlike each other, the commonest first; `slots` holds every word as often as it comes up."""

    shapes: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def of(cls, seed: int) -> Vocabulary:
        shapes = _shapes(Chance(seed, "vocabulary"))
        return cls(shapes, _slots(_ranked(shapes)))

    def words(self, chance: Chance, count: int) -> list[str]:
        """A run of words of natural frequencies."""
        random, slots = chance.random, self.slots
        return [slots[int(random() * SLOTS)] for _ in range(count)]

    def topic(self, chance: Chance) -> tuple[str, ...]:
        """A few rarer words that one page is about, and repeats."""
        return tuple(chance.pick(self.shapes) for _ in range(12))


def _shapes(chance: Chance) -> tuple[str, ...]:
    """Short words tend to be the common ones."""
    found: dict[str, int] = {}
    while len(found) < SHAPES:
        word = shape(chance)
        if len(word) >= 5:
            found[word] = len(word) + chance.below(5)
    return tuple(sorted(found, key=lambda word: (found[word], word)))


def shape(chance: Chance) -> str:
    """Two to four syllables and at times an ending, so that a stemmer has work to do."""
    count = 2 + chance.below(5) // 3 + chance.below(8) // 7
    syllables = (chance.pick(_ONSETS) + chance.pick(_NUCLEI) + chance.pick(_CODAS) for _ in range(count))
    return "".join(syllables) + chance.pick(_ENDINGS)


def _ranked(shapes: tuple[str, ...]) -> tuple[str, ...]:
    """The commonest function words, then made-up words between the others: a site has frequent words of its own."""
    made_up = iter(shapes)
    common, others = FUNCTION_WORDS[:20], FUNCTION_WORDS[20:]
    mixed = (word for other in others for word in (other, next(made_up)))
    return (*common, *mixed, *made_up)


def _slots(ranked: tuple[str, ...]) -> tuple[str, ...]:
    """Whole numbers only: a sum of fractions may differ in its last bit from one Python to the next."""
    weights = [1_000_000_000 // (rank + 2) for rank in range(len(ranked))]
    total, reached, slots = sum(weights), 0, list[str]()
    for word, weight in zip(ranked, weights, strict=True):
        reached += weight
        slots += [word] * (reached * SLOTS // total - len(slots))
    return tuple(slots)
