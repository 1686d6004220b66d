"""Made-up documents, and the files of their index as text, for the tests of search."""

from __future__ import annotations

import random
from collections.abc import Sequence

from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.counting import Counting
from fingerpost.pages.search.index import index_files
from fingerpost.pages.search.manifest import Settings

KINDS = ("modality", "concern", "article", "therapist", "citation")
_SYLLABLES = ("ca re shame the ra py an xi e ty mo ti on com pas sion ate self kind ly gri ef heal ing ness al").split()
_ODD = (
    "Montréal",
    "Hélène",
    "O’Brien",
    "l’estime",
    "9-8-8",
    "𠀀",
    "﨎",
    "constructor",
    "the",
    "of",
    "you",
    "café",
    "x",
)

_ANNOYING = [
    *"aesyitlndAESYÉéèçœßøłİıΣσςŉﬁ①½²٣ĳǅ가힣ひー本हि्ُ",
    *"'’ʼ‘`´-–—‑.,;:!?/_@* \t\n\u00a0\u00ad\u200b\u200d\ufeff\ufe0f\u20e3\u0301\u0327\u0308\u0345",
    *(
        "ing",
        "ed",
        "s",
        "'s",
        "’s",
        "l’",
        "qu'",
        "t’",
        "ational",
        "ité",
        "ées",
        "issement",
        "😀",
        "𠀀",
        "𝒶",
        "\U00016ea0",
        "\u1c89",
        "\ufffd",
        "n't",
    ),
]


def vocabulary(seed: int, size: int) -> list[str]:
    """Words as they might be, some of them odd; the first are to be common."""
    chance = random.Random(seed)
    words = dict.fromkeys("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(size))
    return [*list(words)[:40], *_ODD, *list(words)[40:]]


def annoying_texts(seed: int, number: int) -> list[str]:
    """Short texts of what cutting into words has to get right."""
    chance = random.Random(seed)
    return ["".join(chance.choices(_ANNOYING, k=chance.randint(1, 24))) for _ in range(number)]


def documents(seed: int, number: int, words: Sequence[str], length: int = 60) -> list[SearchDocument]:
    """Documents in which a few of the words are common and most are rare."""
    chance = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(words))]

    def text(most: int) -> str:
        return " ".join(chance.choices(words, weights, k=chance.randint(0, most)))

    return [
        SearchDocument(
            url=f"{place}/",
            title=text(4),
            summary=text(12),
            kind=KINDS[place * len(KINDS) // number],
            body=text(length),
            keywords=text(3),
            headings=text(6),
        )
        for place in range(number)
    ]


def files_of(
    documents: Sequence[SearchDocument], *, language: str = "en", whole: int = 300, words: bytes = b"{}"
) -> dict[str, bytes]:
    """Every file of their index."""
    counted = map(Counting(analyser_for(language)).count, documents)
    return index_files(counted, [document.row for document in documents], Settings(language), words, whole=whole)


def as_text(files: dict[str, bytes]) -> dict[str, str]:
    """The same for the browser's side."""
    return {name: content.decode() for name, content in files.items()}
