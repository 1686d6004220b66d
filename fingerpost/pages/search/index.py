"""Builds every file of the search index from the counts of all documents: the same bytes for the same documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Any

from fingerpost.pages.search.coding import NOWHERE, EntryTexts, coded_lengths, row_text, utf16
from fingerpost.pages.search.counting import FIELDS, Counted, FieldCount, Row
from fingerpost.pages.search.files import (
    File,
    TermRow,
    chunk_file,
    chunks,
    coded_terms,
    kind_runs,
    lens_file,
    shard_file,
    shards,
    vocabulary_files,
    whole_file,
    words_file,
)
from fingerpost.pages.search.manifest import Manifest, Settings

WHOLE = 300  # documents: about 200 KB as hosts compress it


def index_files(
    counted: Iterable[Counted], rows: Sequence[Row], settings: Settings, words: bytes, *, whole: int = WHOLE
) -> dict[str, bytes]:
    """Every file of the index, by its name in the search folder.

    `counted` and `rows` are in the order of the documents, whose places are their numbers. `words` is the file of what
    the search boxes say. Up to `whole` documents make an index of one file; more are cut into shards.
    """
    columns = list(zip(*(each.fields for each in counted), strict=True)) or [()] * len(FIELDS)
    lengths, postings = zip(*map(_inverted, columns), strict=True)
    terms = _term_rows(postings)
    said = words_file(words)
    begun = Manifest(documents=len(rows), settings=settings, words=said.name)
    if len(rows) > whole:
        return _by_name([said, *_sharded(begun, terms, lengths, rows)])
    index = whole_file(coded_terms(terms), terms, lengths, kind_runs(rows), rows)
    return _by_name([replace(begun, whole=index.name).file(), said, index])


class _Texts(dict[int, Sequence[str] | Mapping[int, str]]):
    """What entries are in JSON, by times and then by gap."""

    def __init__(self, most: int) -> None:
        # Nine entries of ten say once, and a list answers sooner than a dict.
        self[1] = [*map(EntryTexts(1).__getitem__, range(most + 1))]

    def __missing__(self, times: int) -> EntryTexts:
        texts = self[times] = EntryTexts(times)
        return texts


def _inverted(column: Sequence[FieldCount]) -> tuple[str, dict[str, str]]:
    """One field of all documents: how many terms it has in each, coded, and the posting list of each term in JSON."""
    lengths = [0] * len(column)
    found: dict[str, list[Any]] = defaultdict(lambda: [-1])  # the last document so far, then the entries
    texts = _Texts(len(column))
    for number, counts in enumerate(column):
        for times, joined in counts.by_times:
            terms = joined.split()
            lengths[number] += times * len(terms)
            of_times = texts[times]
            for term in terms:
                posting = found[term]
                posting.append(of_times[number - posting[0]])
                posting[0] = number
    return coded_lengths(lengths), {term: f"[{','.join(posting[1:])}]" for term, posting in found.items()}


def _term_rows(postings: Sequence[dict[str, str]]) -> list[TermRow]:
    terms = sorted(set().union(*postings), key=utf16)
    columns = [map(field.get, terms, repeat(NOWHERE)) for field in postings]
    return list(zip(terms, map(row_text, zip(*columns, strict=True)), strict=True))


def _sharded(begun: Manifest, terms: Sequence[TermRow], lengths: Sequence[str], rows: Sequence[Row]) -> list[File]:
    parts, rest = shards(terms)
    if rest:
        parts.append(rest)
    chunked = chunks(rows)
    coded = [coded_terms(part) for part in parts]
    shard_files = [shard_file(*part) for part in zip(coded, parts, strict=True)]
    chunk_files = [chunk_file(chunk) for chunk in chunked]
    lens = lens_file(lengths, kind_runs(rows))
    vocabulary = vocabulary_files(term for term, _ in terms)
    manifest = replace(
        begun,
        lens=lens.name,
        vocabulary=tuple(file.name for file in vocabulary),
        firsts=tuple(part[0][0] for part in parts),
        shards=tuple(file.name for file in shard_files),
        sizes=tuple(len(chunk) for chunk in chunked),
        chunks=tuple(file.name for file in chunk_files),
    )
    return [manifest.file(), lens, *vocabulary, *shard_files, *chunk_files]


def _by_name(files: Iterable[File]) -> dict[str, bytes]:
    return {file.name: file.content for file in files}
