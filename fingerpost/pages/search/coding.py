"""How the index is written: terms by what they share with the one before, postings by the gaps between documents.

`frontend/search/coding.ts` reads what this writes. It knows strings and numbers, and nothing of files or borders.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_SHARED = len(_DIGITS) - 1


def compact(value: object) -> str:
    """JSON without a space too many."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def utf16(term: str) -> bytes:
    """A key that sorts terms as JavaScript does: lunr.js refuses an index in any other order."""
    return term.encode("utf-16-be")


def front_coded(terms: Iterable[str]) -> str:
    """Sorted terms, each as one digit of base 36, the UTF-16 units shared with the term before, and then the rest."""
    coded = []
    before = ""
    for term in terms:
        shared, units = _shared(before, term)
        coded.append(_DIGITS[units] + term[shared:])
        before = term
    return " ".join(coded)


def _shared(before: str, term: str) -> tuple[int, int]:
    """The characters that two terms begin with alike, and the same in UTF-16 units, as far as a digit can count."""
    shared = 0
    for one, other in zip(before, term, strict=False):
        if one != other:
            break
        shared += 1
    units = shared if term.isascii() else len(term[:shared].encode("utf-16-be")) // 2
    while units > _MOST_SHARED:
        shared -= 1
        units -= 1 if term[shared] <= "\uffff" else 2
    return shared, units


def front_decoded(coded: str) -> list[str]:
    """The terms that `front_coded` wrote. Raises ValueError for anything else."""
    terms = []
    before = ""
    for piece in coded.split():
        units = int(piece[0], 36)
        kept = before[:units] if before.isascii() else before.encode("utf-16-be")[: units * 2].decode("utf-16-be")
        before = kept + piece[1:]
        terms.append(before)
    return terms


def entry(gap: int, times: int) -> tuple[int, ...]:
    """One document of a posting list: the gap since the one before, doubled, plus one where the term stands once."""
    return (gap * 2 + 1,) if times == 1 else (gap * 2, times)


class EntryTexts(dict[int, str]):
    """What `entry` says of so many times in JSON, by the gap: most gaps come again and again."""

    def __init__(self, times: int) -> None:
        self._times = times

    def __missing__(self, gap: int) -> str:
        text = self[gap] = ",".join(map(str, entry(gap, self._times)))
        return text


# Lengths begin at "#". JSON would write a backslash as two characters, and no file can hold a half of a pair.
_FIRST, _BACKSLASH, _HALVES, _AFTER_HALVES = ord("#"), ord("\\"), 0xD800, 0xE000


def coded_lengths(lengths: Iterable[int]) -> str:
    """Numbers of terms, each as one character. Raises ValueError for one above a million."""
    return "".join(map(_LENGTH_CHARACTERS.__getitem__, lengths))


class _LengthCharacters(dict[int, str]):
    def __missing__(self, length: int) -> str:
        code = length + _FIRST
        code += code >= _BACKSLASH
        code += (_AFTER_HALVES - _HALVES) * (code >= _HALVES)
        character = self[length] = chr(code)
        return character


_LENGTH_CHARACTERS = _LengthCharacters()


NOWHERE = "0"


def row_text(postings: Iterable[str]) -> str:
    """The row of one term: a posting list a field, or NOWHERE."""
    return f"[{','.join(postings)}]"


def reposted(posting: Sequence[int], number: int, old: int, new: int) -> list[int]:
    """A posting list in which document `number` holds the term `new` times, and no more `old` times; 0 is not at all.

    Raises ValueError if the list says that it was not `old` times.
    """
    at, before, following = _place(posting, number)
    found = following == number
    width = 1 if not found or posting[at] & 1 else 2
    held = 0 if not found else 1 if posting[at] & 1 else posting[at + 1]
    if held != old:
        raise ValueError(f"document {number} was to have {old} of a term and has {held}")
    head = [*posting[:at], *(entry(number - before, new) if new else ())]
    tail = list(posting[at + width :] if found else posting[at:])
    if tail:
        shift = (number if found else before) - (number if new else before)
        tail[0] += shift * 2
    return head + tail


def _place(posting: Sequence[int], number: int) -> tuple[int, int, int]:
    """Where the first entry of a document not before `number` stands, the document before it, and its own."""
    at, before = 0, -1
    while at < len(posting):
        code = posting[at]
        following = before + (code >> 1)
        if following >= number:
            return at, before, following
        at += 1 if code & 1 else 2
        before = following
    return at, before, -1
