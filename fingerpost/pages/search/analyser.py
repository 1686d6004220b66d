"""Cuts text into the terms of the index: the same steps, in the same order, as `frontend/search/analyser.ts`.

It knows characters and languages, not documents. The two are held together by shared tables of examples and by tests
over every character of Unicode; change one and the other must change with it.

The steps: unify apostrophes, drop invisible characters, NFKC, lower case, split on what is neither letter, mark nor
digit (so every dash splits), drop enclitics ('s) and elisions (l'), join at any apostrophe left, drop stop words,
fold accents, stem. A word is folded before it is stemmed, or those who type no accents would be left with other
stems: "Helene" for "Hélène", "anxiete" for "anxiété". The stemmers know words without accents only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

LANGUAGES = ("en", "fr")

_APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u2032\u02bb\u02bc\uff07"

# Soft hyphen, joiners, direction marks, variation selectors, keycap: seen by nobody, typed by nobody.
_INVISIBLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x180B, 0x180F), (0x200C, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069),
    (0x20E3, 0x20E3), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0100, 0xE01EF),
)  # fmt: skip

# Letters, marks and digits, and what NFKC makes into them, that came with Unicode 15, 16 and 17. Python 3.11 knows 14,
# and browsers differ, so they separate words everywhere. No part of a word in Unicode 14 lies in these ranges.
_TOO_NEW = (
    (0x88F, 0x897), (0xC5C, 0xC5C), (0xCDC, 0xCDC), (0xCF3, 0xCF3), (0xECE, 0xECE), (0x1ACF, 0x1AEB),
    (0x1C89, 0x1C8A), (0xA7CB, 0xA7CF), (0xA7D2, 0xA7D2), (0xA7D4, 0xA7D4), (0xA7DA, 0xA7F1), (0x105C0, 0x105F3),
    (0x10940, 0x10959), (0x10D40, 0x10D85), (0x10EC2, 0x10EFF), (0x1123F, 0x11241), (0x11380, 0x113E2),
    (0x116D0, 0x116E3), (0x11B60, 0x11BF9), (0x11DB0, 0x11DE9), (0x11F00, 0x11F5A), (0x1342F, 0x143FA),
    (0x16100, 0x16139), (0x16D40, 0x16D79), (0x16EA0, 0x16ED3), (0x16FF2, 0x16FF6), (0x187F8, 0x187FF),
    (0x18CFF, 0x18CFF), (0x18D09, 0x18DF2), (0x1B132, 0x1B132), (0x1B155, 0x1B155), (0x1CCD6, 0x1CCF9),
    (0x1D2C0, 0x1D2D3), (0x1DF25, 0x1DF2A), (0x1E030, 0x1E08F), (0x1E4D0, 0x1E6FF), (0x2B739, 0x2B73F),
    (0x2CEA2, 0x2CEAD), (0x2EBF0, 0x2EE5D), (0x31350, 0x3FFFF),
)  # fmt: skip

# Letters that are not a base and an accent to Unicode, and are to whoever types them.
_LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)


class _Raw(dict[int, int | None]):
    """A translation, filled as characters are met: what to do before normalising."""

    def __missing__(self, code: int) -> int | None:
        if chr(code) in _APOSTROPHES:
            self[code] = ord("'")
        elif any(first <= code <= last for first, last in _INVISIBLE):
            self[code] = None
        else:
            self[code] = ord(" ") if any(first <= code <= last for first, last in _TOO_NEW) else code
        return self[code]


class _Lowered(dict[int, int]):
    """A translation, filled as characters are met: everything that is no part of a word becomes a space."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if character in _APOSTROPHES:  # NFKC makes them too, from the letter ŉ
            self[code] = ord("'")
        elif character == "ς":  # when a sigma is final is a matter on which lower-casing routines differ
            self[code] = ord("σ")
        else:
            self[code] = code if unicodedata.category(character)[0] in "LMN" else ord(" ")
        return self[code]


_RAW = _Raw()
_LOWERED = _Lowered()

_MOST_PIECES = 1 << 17

# ASCII in small letters, with a space for what is no part of a word. Nothing joins what stands on the two sides of it,
# and where a mark makes something else of a capital than of its small letter, folding makes both the same again.
_LEVELLED = bytes(
    code if code > 0x7F or chr(code).isalnum() or chr(code) in _APOSTROPHES else ord(" ") for code in range(0x100)
).lower()


class Analyser:
    """Cuts texts of one language into terms, by the tables and the stemmer of that language."""

    __slots__ = ("_elision", "_enclitic", "_stem", "_stop_words", "term")

    def __init__(
        self,
        stop_words: frozenset[str],
        enclitic: re.Pattern[str],
        elision: re.Pattern[str],
        stem: Callable[[str], str],
    ) -> None:
        self._stop_words, self._enclitic, self._elision, self._stem = stop_words, enclitic, elision, stem
        self.term: Callable[[str], str] = lru_cache(maxsize=1 << 16)(self._term)

    def passing_over(self, stop_words: Iterable[str], kept_words: Iterable[str]) -> Analyser:
        """The same with other stop words: those of the language, without the kept ones and with more."""
        words = (self._stop_words - {*kept_words}) | {*stop_words}
        return Analyser(words, self._enclitic, self._elision, self._stem)

    def terms(self, text: str) -> Iterator[str]:
        """The terms of a text, in order and with repeats."""
        return filter(None, map(self.term, _lowered(text).split()))

    def _term(self, run: str) -> str:
        """The term of a run of letters, marks, digits and apostrophes; empty for a stop word or nothing."""
        if run.isascii() and run.isalnum():
            return "" if run in self._stop_words else self._stem(run)
        word = self._bare(run)
        if word in self._stop_words:
            return ""
        folded = _fold(word)
        return self._stem(folded) if folded.isascii() else folded

    def _bare(self, run: str) -> str:
        """A run without what clings to it: leading marks, quotes, enclitics, elisions, apostrophes within."""
        start = 0
        while start < len(run) and (run[start] == "'" or unicodedata.category(run[start])[0] == "M"):
            start += 1
        word = self._enclitic.sub("", run[start:].rstrip("'"))
        return self._elision.sub("", word).replace("'", "")


@cache
def analyser_for(language: str, stop_words: tuple[str, ...] = (), kept_words: tuple[str, ...] = ()) -> Analyser:
    """The analyser of a language. Raises ValueError, with the languages there are, for one without.

    It passes over `stop_words` besides those of the language, and not over `kept_words`; both are `spelled`.
    """
    known = _analyser(language)
    return known.passing_over(stop_words, kept_words) if stop_words or kept_words else known


@cache
def _analyser(language: str) -> Analyser:
    if not is_searched(language):
        raise ValueError(f'search has no analyser for the language "{language}"; it has: {", ".join(LANGUAGES)}')
    return _french() if _plain(language) == "fr" else _english()


def is_searched(language: str) -> bool:
    """Whether there is an analyser for a language, such as fr or fr-CA."""
    return _plain(language) in LANGUAGES


def _plain(language: str) -> str:
    return language.partition("-")[0]


def _english() -> Analyser:
    from fingerpost.pages.search import english, stemmer_en  # a site reads the tables of its own languages only

    return Analyser(english.STOP_WORDS, english.ENCLITIC, english.ELISION, stemmer_en.stem)


def _french() -> Analyser:
    from fingerpost.pages.search import french, stemmer_fr

    return Analyser(french.STOP_WORDS, french.ENCLITIC, french.ELISION, stemmer_fr.stem)


def spelled(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they are compared with stop words: in small letters, and without apostrophes."""
    return tuple(sorted({run.replace("'", "") for word in words for run in _lowered(word).split()} - {""}))


def _lowered(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_RAW)).lower().translate(_LOWERED)


def analyse(text: str, language: str) -> tuple[str, ...]:
    """The terms of a text, in order and with repeats. Raises ValueError for a language without an analyser."""
    return tuple(analyser_for(language).terms(text))


def pieces(text: str) -> list[bytes]:
    """A text in UTF-8, cut where nothing can join the pieces: their terms, one after another, are the text's."""
    return text.encode("utf-8", "surrogatepass").translate(_LEVELLED).split()


class TermsOfPieces(dict[bytes, str]):
    """The terms of pieces, with spaces between, kept as pieces are met: most have been met before."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self._analyser = analyser

    def __missing__(self, piece: bytes) -> str:
        if len(self) >= _MOST_PIECES:
            self.clear()
        text = piece.decode("utf-8", "surrogatepass")
        terms = self[piece] = self._analyser.term(text) if piece.isalnum() else " ".join(self._analyser.terms(text))
        return terms


def _fold(word: str) -> str:
    """A word without its accents."""
    # Only the combining marks of Latin, Greek and Cyrillic: in other scripts a mark can be a vowel.
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if not "\u0300" <= mark <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)
