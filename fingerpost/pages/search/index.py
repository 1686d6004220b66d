"""Builds the index that lunr.js loads, and the rows it shows: two JSON texts, the same bytes for the same documents.

It uses the lunr package to collect postings and to serialise, and neither its analyser, which disagrees with the
browser's, nor its inverse document frequency, which counts a document once per field.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.vector import Vector

from fingerpost.pages.search.analyser import analyse, require_language

# In the order in which lunr.js adds up their scores.
BOOSTS: Mapping[str, float] = {"title": 10, "keywords": 6, "summary": 3, "body": 1}

_K1 = 1.2
_B = 0.75


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


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The two files of search. A document's reference in the index is its row's number.

    `index_json` is for `lunr.Index.load`; `documents_json` is rows of [url, title, summary, kind].
    """

    index_json: str
    documents_json: str


def build_index(documents: Sequence[SearchDocument], language: str) -> SearchIndex:
    """The index of the documents in the order given. Raises ValueError for a language without an analyser."""
    require_language(language)
    builder = _posted(documents, language)
    index = Index(
        inverted_index=builder.inverted_index,
        field_vectors=_vectors(builder),
        token_set=None,
        fields=list(BOOSTS),
        pipeline=Pipeline(),  # empty: the browser analyses a query before lunr.js sees it
    )
    serialised: dict[str, Any] = index.serialize()
    serialised["invertedIndex"].sort(key=lambda entry: _utf16(entry[0]))
    rows = [[document.url, document.title, document.summary, document.kind] for document in documents]
    return SearchIndex(index_json=_compact(serialised), documents_json=_compact(rows))


def _posted(documents: Sequence[SearchDocument], language: str) -> Builder:
    builder = Builder()
    builder.ref("number")
    for field in BOOSTS:
        builder.field(field)
    for number, document in enumerate(documents):
        terms = {field: list(analyse(getattr(document, field), language)) for field in BOOSTS}
        builder.add({"number": number, **terms})
    return builder


def _vectors(builder: Builder) -> dict[str, Vector]:
    """BM25 scores per document and field, to three decimals, as lunr stores them."""
    rarity = {term: _rarity(posting, builder.document_count) for term, posting in builder.inverted_index.items()}
    averages = {field: _average_length(builder, field) for field in BOOSTS}
    vectors = {}
    for reference, frequencies in builder.field_term_frequencies.items():
        field = reference.partition("/")[0]
        length = builder.field_lengths[reference] / averages[field] if frequencies else 0.0
        scores = {
            builder.inverted_index[term]["_index"]: round(BOOSTS[field] * rarity[term] * _saturated(count, length), 3)
            for term, count in frequencies.items()
        }
        vectors[reference] = Vector([number for entry in sorted(scores.items()) for number in entry])
    return vectors


def _rarity(posting: Mapping[str, Any], document_count: int) -> float:
    """The inverse document frequency, each document counted once however many of its fields hold the term."""
    holding = len({reference for field in BOOSTS for reference in posting[field]})
    return math.log(1 + (document_count - holding + 0.5) / (holding + 0.5))


def _average_length(builder: Builder, field: str) -> float:
    lengths = [length for reference, length in builder.field_lengths.items() if reference.startswith(field + "/")]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _saturated(count: int, relative_length: float) -> float:
    return (_K1 + 1) * count / (_K1 * (1 - _B + _B * relative_length) + count)


def _utf16(term: str) -> bytes:
    # lunr.js compares strings by UTF-16 unit and refuses an index in any other order.
    return term.encode("utf-16-be")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
