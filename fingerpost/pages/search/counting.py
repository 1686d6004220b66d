"""One document counted: how often each of its fields holds each term. It knows no other documents and no files."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from fingerpost.pages.search.analyser import require_language, terms_of, tokens

# In the order in which lunr.js adds up their scores.
FIELDS = ("title", "keywords", "summary", "body")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one page gives to search, as plain text.

    `url` is relative to the site's root. `kind` is one of modality, concern, article, page, therapist, term, worksheet.
    `keywords` holds what the page should be found by and may not say: other names, spellings, cities.
    """

    url: str
    title: str
    summary: str
    kind: str
    body: str
    keywords: str

    @property
    def row(self) -> Row:
        """What a result shows."""
        return (self.url, self.title, self.summary, self.kind)


Row = tuple[str, str, str, str]  # url, title, summary, kind


@dataclass(frozen=True, slots=True)
class FieldCount:
    """The distinct terms of one field, in order of first mention, and how often each stands there."""

    terms: tuple[str, ...] = ()
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one document, a field for each of FIELDS."""

    fields: tuple[FieldCount, ...]

    def to_bytes(self) -> bytes:
        """JSON that `from_bytes` reads."""
        compact = [[" ".join(field.terms), field.times] for field in self.fields]
        return json.dumps(compact, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Counted:
        """What `to_bytes` wrote. Raises ValueError for anything else."""
        try:
            fields = tuple(FieldCount(tuple(terms.split()), tuple(times)) for terms, times in json.loads(content))
        except (AttributeError, TypeError) as fault:
            raise ValueError("these bytes are no counted document") from fault
        if len(fields) != len(FIELDS) or any(len(field.terms) != len(field.times) for field in fields):
            raise ValueError("these bytes are no counted document")
        return cls(fields)


def count(document: SearchDocument, language: str) -> Counted:
    """The counts of a document. Raises ValueError for a language without an analyser."""
    require_language(language)
    return Counted(tuple(_counted(getattr(document, field)) for field in FIELDS))


def _counted(text: str) -> FieldCount:
    found: dict[str, int] = {}
    for token, times in Counter(tokens(text)).items():
        for term in terms_of(token):
            found[term] = found.get(term, 0) + times
    return FieldCount(tuple(found), tuple(found.values()))
