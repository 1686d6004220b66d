"""Names that mean the same: a text that has one of them is to be found by the others, too.

They are put in where texts are counted, not where queries are read: to lunr.js, a word of a query that no text has is a
word that is missing. It knows names and terms, and nothing of where names come from.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from fingerpost.engine.values import dataclass

Names = tuple[str, ...]

# CFT, ACT: written so, and so alone. In small letters it may be a word of its own.
_SHORT_FORM = re.compile(r"[^\W\d_]{2,8}")


@dataclass(frozen=True, slots=True)
class _Name:
    """One name as its terms, with spaces between, and the terms by which a text that has it is to be found besides."""

    terms: str
    short_form: str
    others: tuple[str, ...]

    def stands_in(self, terms: str, text: str) -> bool:
        """Whether a text has this name. `terms` are its terms, with spaces between and around."""
        if self.short_form:
            return self.short_form in text and _alone(self.short_form).search(text) is not None
        return f" {self.terms} " in terms


@cache
def _alone(short_form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{short_form}\b")


class Synonyms:
    """Groups of names. `analyse` gives the terms of a text."""

    def __init__(self, groups: Iterable[Names], analyse: Callable[[str], Sequence[str]]) -> None:
        names = [name for group in groups for name in _named(group, analyse)]
        common = Counter(term for name in names for term in set(name.terms.split()))
        self._by_term: dict[str, list[_Name]] = defaultdict(list)
        for name in names:
            # Under its rarest term, so that few texts have to be looked at for it.
            self._by_term[min(name.terms.split(), key=lambda term: (common[term], term))].append(name)

    def of(self, found: Collection[str], terms: Callable[[], str], text: str) -> Iterator[str]:
        """The terms to find a text by besides. `found` are its distinct terms; `terms` gives all of them in order."""
        begun = self._by_term.keys() & found
        if not begun:
            return
        whole = f" {terms()} "
        for term in sorted(begun):
            for name in self._by_term[term]:
                if name.stands_in(whole, text):
                    yield from name.others


def _named(group: Names, analyse: Callable[[str], Sequence[str]]) -> Iterator[_Name]:
    """The names of a group that have terms, each with the terms of all others."""
    terms = {name: " ".join(analyse(name)) for name in group}
    for name, own in terms.items():
        others = dict.fromkeys(term for other in terms.values() for term in other.split())
        missing = tuple(term for term in others if term not in own.split())
        if own and missing:
            short = _SHORT_FORM.fullmatch(name) and name.isupper()
            yield _Name(own, name if short else "", missing)
