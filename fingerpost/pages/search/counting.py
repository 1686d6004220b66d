"""One document counted: how often each of its fields holds each term. It knows no other documents and no files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.analyser import Analyser, TermsOfPieces, pieces
from fingerpost.pages.search.synonyms import Names, Synonyms

# In the order in which lunr.js adds up their scores.
FIELDS = ("title", "keywords", "headings", "summary", "body")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one page gives to search, as plain text.

    `url` is relative to the site's root. `kind` is one of modality, concern, article, page, therapist, term, worksheet.
    `keywords` holds what the page should be found by and may not say: other names, spellings, cities. `headings` are
    those of the body, which has them no more.
    """

    url: str
    title: str
    summary: str
    kind: str
    body: str = ""
    keywords: str = ""
    headings: str = ""

    @property
    def row(self) -> Row:
        """What a result shows."""
        return (self.url, self.title, self.summary, self.kind)


Row = tuple[str, str, str, str]  # url, title, summary, kind


@dataclass(frozen=True, slots=True)
class FieldCount:
    """The distinct terms of one field by how often they stand there: `(times, terms with spaces between)`.

    Nine of ten stand there once, so that in this form there is little to write, and little to read again.
    """

    by_times: tuple[tuple[int, str], ...] = ()

    @property
    def length(self) -> int:
        """How many terms there are, with repeats."""
        return sum(times * (terms.count(" ") + 1) for times, terms in self.by_times)

    def times(self) -> dict[str, int]:
        """How often each term stands there."""
        return {term: times for times, terms in self.by_times for term in terms.split()}


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one document, a field for each of FIELDS."""

    fields: tuple[FieldCount, ...]

    def to_bytes(self) -> bytes:
        """Text that `from_bytes` reads: a line for each number of times and its terms, a blank line between fields."""
        fields = ("\n".join([f"{times} {terms}" for times, terms in field.by_times]) for field in self.fields)
        return _BETWEEN_FIELDS.join(fields).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Counted:
        """What `to_bytes` wrote. Raises ValueError for anything else."""
        fields = content.decode().split(_BETWEEN_FIELDS)
        if len(fields) != len(FIELDS):
            raise ValueError("these bytes are no counted document")
        return cls(tuple(map(_read_field, fields)))


_BETWEEN_FIELDS = "\n\n"


def _read_field(text: str) -> FieldCount:
    parted = (line.partition(" ") for line in text.split("\n") if text)
    return FieldCount(tuple((int(times), terms) for times, _, terms in parted))


@cache
def _terms_of_pieces(analyser: Analyser) -> TermsOfPieces:
    return TermsOfPieces(analyser)


class Counting:
    """Counts documents. `groups` are names that mean the same."""

    def __init__(self, analyser: Analyser, groups: Iterable[Names] = ()) -> None:
        self._terms = _terms_of_pieces(analyser)
        self._synonyms = Synonyms(groups, lambda name: tuple(analyser.terms(name)))

    def count(self, document: SearchDocument) -> Counted:
        """The counts of a document."""
        counts, besides = zip(*(self._counted(getattr(document, field)) for field in FIELDS), strict=True)
        # A title is held against the query word for word: what it might be called besides is a keyword.
        for found, more in zip(counts, (set(), besides[0] | besides[1], *besides[2:]), strict=True):
            found.update(dict.fromkeys(sorted(more - found.keys()), 1))
        return Counted(tuple(map(_by_times, counts)))

    def _counted(self, text: str) -> tuple[Counter[str], set[str]]:
        """How often a text has each term, and the terms to find it by besides."""
        terms = [*map(self._terms.__getitem__, pieces(text))]
        found = Counter(terms)
        del found[""]
        for several in [terms for terms in found if " " in terms]:
            times = found.pop(several)
            for term in several.split():
                found[term] += times
        return found, set(self._synonyms.of(found.keys(), lambda: " ".join(filter(None, terms)), text))


def _by_times(found: Mapping[str, int]) -> FieldCount:
    by_times = defaultdict(list)
    for term, times in found.items():
        by_times[times].append(term)
    return FieldCount(tuple((times, " ".join(terms)) for times, terms in sorted(by_times.items())))
