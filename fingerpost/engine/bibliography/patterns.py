"""References by their shape: citeproc writes one for each, and the words of a work are put in their places.

What the style does with a work depends on which fields it has, on the ends of a text, and on how a number is made up.
Works alike in these have one reference but for their words. Knows what citeproc looks at in a field; refuses to know
the style, works and markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# The fields of CSL-JSON with stand-ins for words; each name is a tuple of fields too, and the date that of its parts.
Shape = tuple[tuple[str, Any], ...]
# What citeproc writes of a shape, cut before and after each stand-in.
Pattern = tuple[str, ...]
PatternOf = Callable[[Shape], Pattern]

_TEXTS = frozenset({"title", "container-title", "collection-title", "publisher"})
_NUMBERS = frozenset({"volume", "issue", "page", "number", "year-suffix"})
# Where two parts meet, citeproc drops one of these when it would stand there twice.
SEAM = frozenset(" .,;:!?")
_NUMBER = re.compile(r"\d+")
_NAME_PARTS = re.compile("[^-. ]+")
# For a text private-use characters, for digits a number, for an initial a capital, so that the style sees their kind.
# They are put in and taken out of patterns alone, where all else is punctuation and what the style itself writes.
_STAND_IN = re.compile("(\ue004\\d+\ue005|9\\d{9}|[\U0001d400-\U0001d419])")
_DIGITS = 9_000_000_000
_CAPITALS = tuple(map(chr, range(0x1D400, 0x1D41A)))
# The last name's suffix, which shows where the names end.
_END = "\ue006"


def written(csl: Mapping[str, Any], pattern_of: PatternOf) -> str:
    """The reference that citeproc writes of a work in CSL-JSON."""
    words = _Words()
    shape = tuple([(field, words.stand_in(field, value, pattern_of)) for field, value in csl.items()])
    return words.put_into(pattern_of(shape))


def learned(shape: Shape, write: Callable[[dict[str, Any]], str]) -> Pattern:
    """The pattern of a shape, from what `write` makes of it as CSL-JSON: a reference, or the names that begin one."""
    csl = dict(shape)
    if "author" in csl:
        csl["author"] = [dict(name) for name in csl["author"]]
    if "issued" in csl:
        csl["issued"] = {"date-parts": [list(csl["issued"])]}
    reference = write(csl)
    names, end, _ = reference.partition(_END)
    return tuple(_STAND_IN.split(names.removesuffix(", ") if end else reference))


class _Words:
    """The words of one work, by what stands in for each."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def stand_in(self, field: str, value: Any, pattern_of: PatternOf) -> Any:
        """What is left of a field of CSL-JSON in the shape."""
        if field in _TEXTS:
            return self.text(value)
        if field in _NUMBERS:
            return self.number(value)
        if field == "author":
            return ((("literal", self.text(_names(value, pattern_of))),),)
        return self.date(*value["date-parts"][0]) if field == "issued" else value

    def text(self, value: str) -> str:
        """Stand in for a text, except for punctuation at its ends."""
        start, end = value[:1] in SEAM, len(value) - (value[-1:] in SEAM)
        return value[:start] + self.whole(value[start:end]) + value[end:] if start < end else value

    def whole(self, value: str) -> str:
        """Stand in for a text of which nothing shows."""
        return self._for(value, f"\ue004{len(self._words)}\ue005")

    def number(self, value: str) -> str:
        """Stand in for digits: to the style, a number is as good as another, and so is a range."""
        return _NUMBER.sub(lambda found: self._for(found[0], str(_DIGITS + len(self._words))), value)

    def initials(self, given: str) -> str:
        """Stand in for given names by capitals: of one that begins with a capital, no more is written."""
        parts = _NAME_PARTS.findall(given)
        if len(parts) > len(_CAPITALS) or not all(part[0].isupper() for part in parts):
            return given
        capitals = iter(_CAPITALS)
        return _NAME_PARTS.sub(lambda found: self._for(found[0][0], next(capitals)), given)

    def date(self, year: int, *month_and_day: int) -> tuple[int, ...]:
        """Stand in for year and day. A month is written as a word, and an early year with its era."""
        shown = self._count(year) if year >= 1000 else year
        return (shown, *month_and_day[:1], *map(self._count, month_and_day[1:]))

    def put_into(self, pattern: Pattern) -> str:
        """The pattern with the words in their places. Its other pieces stand for themselves."""
        return "".join(map(self._words.get, pattern, pattern))

    def _count(self, number: int) -> int:
        return int(self.number(str(number)))

    def _for(self, word: str, stand_in: str) -> str:
        self._words[stand_in] = word
        return stand_in


def _names(names: Sequence[Mapping[str, str]], pattern_of: PatternOf) -> str:
    """The names as they begin a reference. Each is written alone, and then so many together."""
    words = _Words()
    *others, last = [words.text(_name(name, pattern_of)) for name in names]
    listed = [(("literal", each),) for each in others]
    return words.put_into(pattern_of(_work_by(*listed, (("family", last), ("suffix", _END)))))


def _name(name: Mapping[str, str], pattern_of: PatternOf) -> str:
    if "literal" in name:
        return name["literal"]
    words = _Words()
    fields = [(field, words.initials(part) if field == "given" else words.whole(part)) for field, part in name.items()]
    return words.put_into(pattern_of(_work_by((*fields, ("suffix", _END)))))


def _work_by(*names: Shape) -> Shape:
    return ("id", "work"), ("type", "book"), ("author", names)
