"""The index of all terms as the lunr package makes it, with our analyser and our scores: what ours is held against."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.vector import Vector

from fingerpost.pages.search import SearchDocument, analyse
from fingerpost.pages.search.counting import FIELDS
from fingerpost.pages.search.manifest import K1, WEIGHTS, B, Settings

BOOSTS: Mapping[str, float] = dict(zip(FIELDS, Settings("en").boosts, strict=True))


def whole_lunr_index(documents: Sequence[SearchDocument]) -> str:
    """JSON for `lunr.Index.load`. A document's reference is its place."""
    builder = _posted(documents)
    for rank, term in enumerate(sorted(builder.inverted_index, key=lambda term: term.encode("utf-16-be"))):
        builder.inverted_index[term]["_index"] = rank
    index = Index(
        inverted_index=builder.inverted_index,
        field_vectors=_vectors(builder),
        token_set=None,
        fields=list(BOOSTS),
        pipeline=Pipeline(),
    )
    serialised: dict[str, Any] = index.serialize()
    serialised["invertedIndex"].sort(key=lambda entry: entry[1]["_index"])
    return json.dumps(serialised)


def _posted(documents: Sequence[SearchDocument]) -> Builder:
    builder = Builder()
    builder.ref("number")
    for field in BOOSTS:
        builder.field(field)
    for number, document in enumerate(documents):
        terms = {field: list(analyse(getattr(document, field), "en")) for field in BOOSTS}
        builder.add({"number": number, **terms}, {"boost": WEIGHTS.get(document.kind, 1)})
    return builder


def _vectors(builder: Builder) -> dict[str, Vector]:
    rarity = {term: _rarity(posting, builder.document_count) for term, posting in builder.inverted_index.items()}
    averages = {field: _average_length(builder, field) for field in BOOSTS}
    vectors = {}
    for reference, frequencies in builder.field_term_frequencies.items():
        field = reference.partition("/")[0]
        length = builder.field_lengths[reference] / averages[field] if frequencies else 0.0
        weight = BOOSTS[field] * builder._documents[reference.partition("/")[2]]["boost"]
        scores = {
            builder.inverted_index[term]["_index"]: round(weight * rarity[term] * _saturated(count, length), 3)
            for term, count in frequencies.items()
        }
        vectors[reference] = Vector([number for entry in sorted(scores.items()) for number in entry])
    return vectors


def _rarity(posting: Mapping[str, Any], document_count: int) -> float:
    holding = len({reference for field in BOOSTS for reference in posting[field]})
    return math.log(1 + (document_count - holding + 0.5) / (holding + 0.5))


def _average_length(builder: Builder, field: str) -> float:
    lengths = [length for reference, length in builder.field_lengths.items() if reference.startswith(field + "/")]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _saturated(count: int, relative_length: float) -> float:
    return (K1 + 1) * count / (K1 * (1 - B + B * relative_length) + count)
