"""What each file of the index holds, and what it is called. It knows the format, and nothing of documents or edits.

Every file but the manifest carries the digest of its content in its name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.borders import Cut
from fingerpost.pages.search.coding import compact, front_coded, front_decoded

# Bytes of posting lists in a shard, and rows in a chunk.
TERM_CUT = Cut(least=3072, spread=5120)
ROW_CUT = Cut(least=8, spread=8)


# Nearly all terms begin with one of these: others share a file.
LETTERS = "abcdefghijklmnopqrstuvwxyz"

# Digits of a digest in a name.
STAMP = 12


@dataclass(frozen=True, slots=True)
class File:
    """A file of the index: its name within the search folder, and its content."""

    name: str
    content: bytes


TermRow = tuple[str, str]  # a term, and its posting lists as they stand in a file

# Rows stand on lines of their own, so that those an edit does not touch need not be parsed.
_ROWS, _ROW, _END = ',"p":[\n', ",\n", "\n]}"


def stamp(content: bytes) -> str:
    """What stands for a content in the name of its file."""
    return hashlib.sha256(content).hexdigest()[:STAMP]


def _named(stem: str, text: str) -> File:
    content = text.encode()
    return File(f"{stem}{stamp(content)}.json", content)


def words_file(content: bytes) -> File:
    """What the search boxes say, as it is handed in."""
    return File(f"words-{stamp(content)}.json", content)


def lens_file(lengths: Sequence[str], kinds: Sequence[Sequence[object]]) -> File:
    """How many terms each field of each document has, as `coded_lengths` gives them, and the kinds of the documents in
    runs.
    """
    return _named("lens-", compact({"lens": lengths, "kinds": kinds}))


def kind_runs(rows: Iterable[Sequence[str]]) -> list[tuple[str, int]]:
    """The kinds of the documents, in order: each with how many of it follow each other."""
    return [(kind, sum(1 for _ in run)) for kind, run in groupby(row[3] for row in rows)]


def lunr_file(index: Mapping[str, object]) -> File:
    """An index of lunr's own."""
    return _named("lunr-", compact(index))


def shard_file(coded: str, rows: Sequence[TermRow]) -> File:
    """Some terms that follow each other, and their postings. `coded` are the terms as `coded_terms` gives them."""
    return _named("s/", _with_postings(coded, rows))


def vocabulary_files(terms: Iterable[str]) -> list[File]:
    """All terms, for words that are misspelt: those that begin with each of LETTERS, after those before and before
    those after them.
    """
    found: list[list[str]] = [[] for _ in range(len(LETTERS) + 2)]
    for term in terms:
        found[letter_place(term)].append(term)
    return [letter_file(each) for each in found]


def letter_file(terms: Iterable[str]) -> File:
    """The terms with one first letter."""
    return _named("v/", compact(front_coded(terms)))


def letter_place(term: str) -> int:
    """Which of `vocabulary_files` holds a term."""
    if term < LETTERS[0]:
        return 0
    return LETTERS.find(term[0]) + 1 or len(LETTERS) + 1


def chunk_file(rows: Sequence[Sequence[str]]) -> File:
    """Some rows of results that follow each other."""
    return _named("d/", compact(rows))


def whole_file(
    coded: str,
    terms: Sequence[TermRow],
    lengths: Sequence[str],
    kinds: Sequence[Sequence[object]],
    rows: Sequence[Sequence[str]],
) -> File:
    """A small index, everything in one. `coded` are the terms once more, as `coded_terms` gives them."""
    return _named("index-", _with_postings(coded, terms, {"lens": lengths, "kinds": kinds, "rows": rows}))


def _with_postings(coded: str, rows: Sequence[TermRow], beside: Mapping[str, object] | None = None) -> str:
    head = compact({**(beside or {}), "t": coded}).removesuffix("}")
    return head + _ROWS + _ROW.join([text for _, text in rows]) + _END


def held(text: str) -> tuple[dict[str, Any], list[TermRow]]:
    """What a shard or a whole index holds: its rows of terms, and everything else. Raises ValueError, KeyError."""
    head, found, tail = text.partition(_ROWS)
    if not (found and tail.endswith(_END)):
        raise ValueError("this file has no rows of terms")
    beside: dict[str, Any] = json.loads(head + "}")
    rows = tail.removesuffix(_END)
    return beside, list(zip(front_decoded(beside["t"]), rows.split(_ROW) if rows else (), strict=True))


def coded_terms(rows: Sequence[TermRow]) -> str:
    """The terms of a shard as it holds them."""
    return front_coded(term for term, _ in rows)


def shards(rows: Sequence[TermRow]) -> tuple[list[Sequence[TermRow]], Sequence[TermRow]]:
    """The rows of each whole shard, and the rest, which has no border after it."""
    found = []
    start = 0
    for border in TERM_CUT.borders((term, len(text)) for term, text in rows):
        found.append(rows[start:border])
        start = border
    return found, rows[start:]


def chunks(rows: Sequence[Sequence[str]]) -> list[Sequence[Sequence[str]]]:
    """The rows of each chunk. Their addresses draw the borders, so that a new document moves few of them."""
    borders = ROW_CUT.borders((row[0], 1) for row in rows)
    if rows and borders[-1:] != [len(rows)]:
        borders.append(len(rows))
    return [rows[start:end] for start, end in zip([0, *borders], borders, strict=False)]
