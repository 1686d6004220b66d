"""Edits to made-up documents, as an editor makes them: a few words of one text. Knows words, and no index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.chance import Chance
from bench.search.corpus import SEED, Page
from bench.words import Vocabulary

KINDS = ("five words", "a new word")
# Nothing made up has it in its text: no shape of a word has a z.
NEW_WORD = "zyzzogeton"


@dataclass(frozen=True, slots=True)
class Edit:
    """A document, by its place, as it was and as it is."""

    number: int
    before: Page
    after: Page


def edits(pages: Sequence[Page], kind: str, count: int) -> list[Edit]:
    """So many edits of one kind, each of another document."""
    chance = Chance(SEED, "edits", kind, len(pages))
    vocabulary = Vocabulary.of(SEED)
    change = _with_other_words if kind == "five words" else _with_a_new_word
    numbers = chance.several(range(len(pages)), count)
    return [Edit(number, pages[number], change(pages[number], chance, vocabulary)) for number in numbers]


def _with_other_words(page: Page, chance: Chance, vocabulary: Vocabulary) -> Page:
    """Five words of the last section become others."""
    lines = [line.split(" ") for line in page.sections[-1].text.split("\n")]
    places = [(line, word) for line, words in enumerate(lines) for word in range(len(words))]
    for line, word in chance.several(places, 5):
        lines[line][word] = vocabulary.words(chance, 1)[0]
    return _with_text(page, "\n".join(" ".join(words) for words in lines))


def _with_a_new_word(page: Page, chance: Chance, vocabulary: Vocabulary) -> Page:
    """One sentence more, in which one word is new to the whole site."""
    sentence = f"{' '.join(vocabulary.words(chance, 6))} {NEW_WORD}{chance.below(1000)}."
    return _with_text(page, f"{page.sections[-1].text}\n{sentence.capitalize()}")


def _with_text(page: Page, text: str) -> Page:
    *before, last = page.sections
    return replace(page, sections=(*before, replace(last, text=text)))
