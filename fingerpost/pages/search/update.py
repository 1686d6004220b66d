"""Brings the files of an index up to date with a few changed documents, without the others.

What it gives is byte for byte what `index_files` would give. Where it cannot be sure of that (a file is missing or
damaged, or the documents are no longer the same ones in the same order) it gives nothing, and the whole is built.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.coding import front_decoded, utf16
from fingerpost.pages.search.counting import Row
from fingerpost.pages.search.edits import Change, Edit, Edits, edited, edits_of, relengthened
from fingerpost.pages.search.files import (
    File,
    TermRow,
    chunk_file,
    coded_terms,
    held,
    lens_file,
    letter_file,
    letter_place,
    shard_file,
    shards,
    stamp,
    whole_file,
    words_file,
)
from fingerpost.pages.search.manifest import NAME, Manifest, Settings

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Update:
    """The files to write, by name, and the names that are used no more."""

    written: Mapping[str, bytes]
    dropped: tuple[str, ...]


def update_files(
    read: Read, changes: Sequence[Change], documents: int, settings: Settings, words: bytes
) -> Update | None:
    """The difference that `changes` make to the index whose files `read` gives by name, or None to build the whole.

    `read` gives None for a file that is not there. `changes` has every document that is not as it was, by its place,
    and `documents` is how many there are now. Documents that came, went or changed places give None.
    """
    try:
        manifest = _content(read, NAME)
        was = Manifest.read(manifest)
        if (was.documents, was.settings) != (documents, settings):
            return None
        now, files = (_whole_again if was.whole else _sharded_again)(read, was, changes)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None  # something is not as it was written, or not as the changes say that it was
    said = words_file(words)
    now = replace(now, words=said.name)
    old = set(was.names())
    written = {file.name: file.content for file in (*files, said) if file.name not in old}
    published = now.file().content
    if published != manifest:
        written[NAME] = published
    return Update(written, tuple(sorted(old.difference(now.names()))))


def _content(read: Read, name: str) -> bytes:
    """What a file holds. Raises ValueError if it is missing, or not what its name says."""
    content = read(name)
    if content is None or (name != NAME and stamp(content) not in name):
        raise ValueError(f"{name} is missing or damaged")
    return content


def _json(read: Read, name: str) -> Any:
    return json.loads(_content(read, name))


def _whole_again(read: Read, was: Manifest, changes: Sequence[Change]) -> tuple[Manifest, list[File]]:
    beside, terms = held(_content(read, was.whole).decode())
    lengths, rows = relengthened(beside["lens"], changes), beside["rows"]
    for change in changes:
        rows[change.number] = _same_document(rows[change.number], change.row)
    now = edited(terms, edits_of(changes))
    same = [term for term, _ in now] == [term for term, _ in terms]
    file = whole_file(beside["t"] if same else coded_terms(now), now, lengths, beside["kinds"], rows)
    return replace(was, whole=file.name), [file]


def _same_document(old: Sequence[str], new: Row) -> Row:
    """The new row. Raises ValueError if it is another document's: its address and kind say which it is."""
    if (old[0], old[3]) != (new[0], new[3]):
        raise ValueError(f"{new[0]} stands where {old[0]} stood")
    return new


def _sharded_again(read: Read, was: Manifest, changes: Sequence[Change]) -> tuple[Manifest, list[File]]:
    counts = _json(read, was.lens)
    lens = lens_file(relengthened(counts["lens"], changes), counts["kinds"])
    chunks = _chunks_again(read, was, changes)
    now, shard_files = _shards_again(read, was, edits_of(changes))
    named = {place: file.name for place, file in chunks.items()}
    names = tuple(named.get(place, name) for place, name in enumerate(was.chunks))
    return replace(now, lens=lens.name, chunks=names), [lens, *chunks.values(), *shard_files]


def _chunks_again(read: Read, was: Manifest, changes: Iterable[Change]) -> dict[int, File]:
    """The chunks of rows in which a changed document stands, by their place."""
    starts = [0, *accumulate(was.sizes)]
    rows: dict[int, list[Row]] = {}
    for change in changes:
        place = bisect_right(starts, change.number) - 1
        if place not in rows:
            rows[place] = _json(read, was.chunks[place])
        within = change.number - starts[place]
        rows[place][within] = _same_document(rows[place][within], change.row)
    return {place: chunk_file(chunk) for place, chunk in rows.items()}


@dataclass(frozen=True, slots=True)
class _Region:
    """Shards `start` to `end` of the old index, and what takes their place: rows of terms, and the terms front-coded.

    `held` are the terms as the old shards held them.
    """

    start: int
    end: int
    held: Sequence[str]
    coded: Sequence[str]
    parts: Sequence[Sequence[TermRow]]


def _shards_again(read: Read, was: Manifest, edits: Edits) -> tuple[Manifest, list[File]]:
    regions = _regions(read, was, edits)
    firsts, names = list(was.firsts), list(was.shards)
    files = []
    for region in reversed(regions):
        made = [shard_file(*part) for part in zip(region.coded, region.parts, strict=True)]
        firsts[region.start : region.end] = [part[0][0] for part in region.parts]
        names[region.start : region.end] = [file.name for file in made]
        files += made
    now = replace(was, firsts=tuple(firsts), shards=tuple(names))
    letters = _letters_again(read, was, regions)
    vocabulary = tuple(letters[place].name if place in letters else name for place, name in enumerate(was.vocabulary))
    return replace(now, vocabulary=vocabulary), [*files, *letters.values()]


def _regions(read: Read, was: Manifest, edits: Edits) -> list[_Region]:
    touched = _by_shard(was.firsts, edits)
    found: list[_Region] = []
    for place in sorted(touched):
        if not found or place >= found[-1].end:
            found.append(_region(read, was, touched, place))
    return found


def _by_shard(firsts: Iterable[str], edits: Edits) -> dict[int, dict[str, Sequence[Edit]]]:
    starts = [utf16(first) for first in firsts]
    found: dict[int, dict[str, Sequence[Edit]]] = defaultdict(dict)
    for term, of_term in edits.items():
        found[max(0, bisect_right(starts, utf16(term)) - 1)][term] = of_term
    return found


def _region(read: Read, was: Manifest, touched: Mapping[int, Edits], start: int) -> _Region:
    """The shards from `start` on, cut anew as far as the first old border that is one still."""
    parts: list[Sequence[TermRow]] = []
    old: list[str] = []
    rest: Sequence[TermRow] = ()
    end = start
    while end == start or (rest and end < len(was.shards)):
        beside, rows = held(_content(read, was.shards[end]).decode())
        whole, rest = shards([*rest, *edited(rows, touched.get(end, {}))])
        parts += whole
        old.append(beside["t"])
        end += 1
    if rest:
        parts.append(rest)
    return _Region(start, end, old, [coded_terms(part) for part in parts], parts)


def _letters_again(read: Read, was: Manifest, regions: Sequence[_Region]) -> dict[int, File]:
    """The parts of the vocabulary in which a term came or went, by their place."""
    old = {term for region in regions for coded in region.held for term in front_decoded(coded)}
    new = {term for region in regions for part in region.parts for term, _ in part}
    turned: dict[int, set[str]] = defaultdict(set)
    for term in old ^ new:
        turned[letter_place(term)].add(term)
    found = {}
    for place, terms in turned.items():
        before = set(front_decoded(_json(read, was.vocabulary[place])))
        found[place] = letter_file(sorted(before ^ terms, key=utf16))
    return found
