"""The French stemmer: the same in Python and TypeScript, and Snowball's own but for the departures that it names."""

from __future__ import annotations

import random
import re

import pytest
import snowballstemmer

from fingerpost.pages.search.stemmer_fr import stem
from tests.pages.search.conftest import RunNode, listed_words

BROWSER_STEMS = """
import { stem } from "./frontend/search/stemmer_fr.ts";
const answer = (words: string[]) => words.map(stem);
"""

ENDINGS = """
a ai aient ais aise ait amment ance ant as asse ateur ation atrice aux e eaux ee ees ement emment ence er era erai
erons es eus euse eux ez i ic ie ier iere if ion ions iqu ique ir irent is isme issant isse issement iste ite ites
iv ive logie ment ments oux s usion ution y
""".split()
BEGINNINGS = "a ab cal niai par qu tap mauva ou pay abil ic iv at enn onn ett ell eill 1 7s".split()


def _words() -> list[str]:
    """The listed words that are whole without an accent, and others of what stems and endings are made of."""
    chance = random.Random(3)
    listed = {word for word in listed_words("french") if re.fullmatch("[a-z]+", word)}
    assert len(listed) > 190_000
    made = {"".join(chance.choices((*BEGINNINGS, *ENDINGS), k=chance.randint(1, 5))) for _ in range(100_000)}
    return sorted(listed | made)


def test_every_word_is_stemmed_alike_in_the_browser(run_node: RunNode) -> None:
    words = _words()
    theirs = run_node(BROWSER_STEMS, words)
    different = [(word, stem(word), their) for word, their in zip(words, theirs, strict=True) if stem(word) != their]
    assert different == []


def test_a_word_without_accents_is_stemmed_as_snowball_stems_it_but_for_the_departures() -> None:
    snowball = snowballstemmer.stemmer("french")
    for word in listed_words("french"):
        if re.fullmatch("[a-z]+", word) and not re.search("(?:ees?|ites?|ativement)$", word):
            theirs, ours = snowball.stemWord(word), stem(word)
            assert ours in (theirs, re.sub("[iy]$", "", theirs), re.sub("y$", "i", theirs)) or word in TWICE, word


# Here the last "i" goes after another departure has bared it.
TWICE = {"condottiere", "condottieres"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("journee", "journ"),
        ("activite", "activ"),
        ("essaye", "essai"),
        ("oubliee", "oubl"),
        ("significativement", "signif"),
        ("victimes", "victim"),
        ("different", "different"),
    ],
)
def test_where_the_rules_depart_from_snowball(word: str, expected: str) -> None:
    assert stem(word) == expected
