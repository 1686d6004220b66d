"""Builds every file of the search index from the counts of all documents: the same bytes for the same documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from fingerpost.pages.search.coding import row_text, utf16
from fingerpost.pages.search.counting import FIELDS, Counted, Row
from fingerpost.pages.search.files import (
    File,
    TermRow,
    chunk_file,
    chunks,
    coded_terms,
    lens_file,
    shard_file,
    shards,
    vocabulary_file,
    whole_file,
    words_file,
)
from fingerpost.pages.search.manifest import Manifest

WHOLE = 300  # documents: about 200 KB as hosts compress it

_Postings = dict[str, list[int]]  # by term: the number of the last document so far, then the entries


def index_files(
    counted: Sequence[Counted], rows: Sequence[Row], language: str, words: bytes, *, whole: int = WHOLE
) -> dict[str, bytes]:
    """Every file of the index, by its name in the search folder.

    `counted` and `rows` are in the order of the documents, whose places are their numbers. `words` is the file of what
    the search boxes say. Up to `whole` documents make an index of one file; more are cut into shards.
    """
    terms = _term_rows([_postings(counted, field) for field in range(len(FIELDS))])
    lengths = [[sum(one.fields[field].times) for one in counted] for field in range(len(FIELDS))]
    said = words_file(words)
    begun = Manifest(documents=len(counted), language=language, words=said.name)
    if len(counted) > whole:
        return _by_name([said, *_sharded(begun, terms, lengths, rows)])
    index = whole_file(coded_terms(terms), terms, lengths, kind_runs(rows), rows)
    return _by_name([replace(begun, whole=index.name).file(), said, index])


def _postings(counted: Iterable[Counted], field: int) -> _Postings:
    found: _Postings = {}
    for number, one in enumerate(counted):
        counts = one.fields[field]
        for term, times in zip(counts.terms, counts.times, strict=True):
            posting = found.get(term)
            if posting is None:
                posting = found[term] = [-1]
            gap = number - posting[0]
            posting[0] = number
            if times == 1:  # `entry`, without the call
                posting.append(gap * 2 + 1)
            else:
                posting += (gap * 2, times)
    return found


def _term_rows(postings: Sequence[_Postings]) -> list[TermRow]:
    terms = sorted(set().union(*postings), key=utf16)
    return [(term, row_text([field[term][1:] if term in field else () for field in postings])) for term in terms]


def kind_runs(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """The kinds of the documents, in order: each with how many of it follow each other."""
    return [(kind, sum(1 for _ in run)) for kind, run in groupby(row[3] for row in rows)]


def _sharded(
    begun: Manifest, terms: Sequence[TermRow], lengths: Sequence[Sequence[int]], rows: Sequence[Row]
) -> list[File]:
    parts, rest = shards(terms)
    if rest:
        parts.append(rest)
    chunked = chunks(rows)
    shard_files = [shard_file(part) for part in parts]
    chunk_files = [chunk_file(chunk) for chunk in chunked]
    lens = lens_file(lengths, kind_runs(rows))
    vocabulary = vocabulary_file([coded_terms(part) for part in parts])
    manifest = replace(
        begun,
        lens=lens.name,
        vocabulary=vocabulary.name,
        firsts=tuple(part[0][0] for part in parts),
        shards=tuple(file.name for file in shard_files),
        sizes=tuple(len(chunk) for chunk in chunked),
        chunks=tuple(file.name for file in chunk_files),
    )
    return [manifest.file(), lens, vocabulary, *shard_files, *chunk_files]


def _by_name(files: Iterable[File]) -> dict[str, bytes]:
    return {file.name: file.content for file in files}
