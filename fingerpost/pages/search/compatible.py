"""The index as the lunr package makes it, term for term and score for score, in less time.

For sites that have tools of their own for a Lunr index. It knows words and scores, and nothing of pages. lunr's own
functions say what a word becomes, once for each distinct word; its scores are computed in its own order of operations.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lunr import __TARGET_JS_VERSION__ as LUNR_JS
from lunr import get_default_builder
from lunr.pipeline import Pipeline
from lunr.token import Token
from lunr.tokenizer import SEPARATOR_CHARS
from lunr.utils import as_string

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.coding import coded_lengths
from fingerpost.pages.search.counting import FIELDS, Row, SearchDocument
from fingerpost.pages.search.files import chunk_file, chunks, kind_runs, lens_file, lunr_file, words_file
from fingerpost.pages.search.manifest import K1, WEIGHTS, B, Manifest, Settings

Counts = Mapping[str, int]  # how often a field has each term, in the order in which they come

_WORD = re.compile(f"[^{re.escape(SEPARATOR_CHARS)}]+")
_MOST_WORDS = 1 << 18


class _Terms(dict[str, tuple[str, ...]]):
    """What lunr's pipeline makes of a word, kept as words are met."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        terms = self[word] = tuple(map(str, self._pipeline.run([Token(word)])))
        return terms


_BUILDER = get_default_builder()
_TERMS = _Terms(_BUILDER.pipeline)


def counts_of(value: object) -> Counts:
    """The terms of one field: of None none, of a list each entry as it is, of anything else its words."""
    if value is None:
        return {}
    if isinstance(value, (list, tuple)):
        words = [as_string(each).lower() for each in value]
    else:
        words = _WORD.findall(str(value).lower())
    return Counter(term for word in words for term in _TERMS[word])


@dataclass(frozen=True, slots=True)
class CompatibleCounts:
    """The counts of one document, a field for each of FIELDS."""

    fields: tuple[Counts, ...]

    def to_bytes(self) -> bytes:
        """JSON, in which mappings keep their order."""
        return json.dumps(self.fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, content: bytes) -> CompatibleCounts:
        """What `to_bytes` wrote. Raises ValueError for anything else."""
        return cls(tuple(json.loads(content.decode("utf-8", "surrogatepass"))))


class CompatibleCounting:
    """Counts documents as lunr cuts their words."""

    def count(self, document: SearchDocument) -> CompatibleCounts:
        """The counts of a document."""
        return CompatibleCounts(tuple(counts_of(getattr(document, field)) for field in FIELDS))


def compatible_files(
    counted: Iterable[CompatibleCounts], rows: Sequence[Row], settings: Settings, words: bytes
) -> dict[str, bytes]:
    """Every file of the index, by its name in the search folder: as `index_files` has them, with lunr's own inside."""
    fields = [each.fields for each in counted]
    weights = [WEIGHTS.get(row[3], 1) for row in rows]
    index = lunr_file(compatible_index(fields, FIELDS, settings.boosts, weights))
    lengths = [
        coded_lengths(sum(counts.values()) for counts in column)
        for column in list(zip(*fields, strict=True)) or [()] * len(FIELDS)
    ]
    lens, said = lens_file(lengths, kind_runs(rows)), words_file(words)
    chunked = chunks(rows)
    chunk_files = [chunk_file(chunk) for chunk in chunked]
    manifest = Manifest(
        documents=len(rows),
        settings=settings,
        words=said.name,
        lunr=index.name,
        lens=lens.name,
        sizes=tuple(len(chunk) for chunk in chunked),
        chunks=tuple(file.name for file in chunk_files),
    )
    return {file.name: file.content for file in (manifest.file(), said, index, lens, *chunk_files)}


def compatible_index(
    documents: Iterable[Sequence[Counts]],
    fields: Sequence[str],
    boosts: Sequence[float],
    weights: Sequence[float] | None = None,
) -> dict[str, Any]:
    """The serialised index of lunr.py: what `lunr.Index.load` reads.

    Each document has its counts for each of the fields, and is named by its number. `weights` are what each document
    counts, 1 unless given.
    """
    held = list(documents)
    postings = _postings(held, fields)
    of_document = weights if weights is not None else [1] * len(held)
    return {
        "version": LUNR_JS,
        "fields": list(fields),
        "fieldVectors": _vectors(held, fields, boosts, of_document, postings),
        "invertedIndex": [[term, postings[term]] for term in sorted(postings)],
        "pipeline": _BUILDER.search_pipeline.serialize(),
    }


def _postings(documents: Sequence[Sequence[Counts]], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Where each term stands, numbered in the order in which terms come."""
    found: dict[str, dict[str, Any]] = {}
    for number, document in enumerate(documents):
        for field, counts in zip(fields, document, strict=True):
            for term in counts:
                posting = found.get(term)
                if posting is None:
                    posting = found[term] = {**{each: {} for each in fields}, "_index": len(found)}
                posting[field][str(number)] = {}
    return found


def _vectors(
    documents: Sequence[Sequence[Counts]],
    fields: Sequence[str],
    boosts: Sequence[float],
    weights: Sequence[float],
    postings: Mapping[str, Mapping[str, Any]],
) -> list[list[Any]]:
    rarities = {term: _rarity(posting, fields, len(documents)) for term, posting in postings.items()}
    ranks = {term: posting["_index"] for term, posting in postings.items()}
    lengths = [[sum(counts.values()) for counts in document] for document in documents]
    averages = [sum(column) / len(documents) for column in zip(*lengths, strict=True)]
    vectors: list[list[Any]] = []
    for number, document in enumerate(documents):
        weight = weights[number]
        for place, counts in enumerate(document):
            dampened = K1 * (1 - B + B * (lengths[number][place] / averages[place])) if counts else 0
            boost = boosts[place]
            # The operations and their order are lunr's, so that the last digit is.
            entries = [
                (ranks[term], round(rarities[term] * ((K1 + 1) * times) / (dampened + times) * boost * weight, 3))
                for term, times in counts.items()
            ]
            entries.sort()
            vectors.append([f"{fields[place]}/{number}", [each for entry in entries for each in entry]])
    return vectors


def _rarity(posting: Mapping[str, Any], fields: Sequence[str], documents: int) -> float:
    """Lunr's inverse document frequency, which counts a document once for each field that holds the term."""
    holding = sum(len(posting[field]) for field in fields)
    return math.log(1 + abs((documents - holding + 0.5) / (holding + 0.5)))
