"""What the directory's file says of each therapist, kept between builds: an edit to one makes a share of it anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from zlib import crc32

from fingerpost.clinical.directory import afar, cities_of
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.reads import Trace
from fingerpost.engine.values import NamedTuple
from fingerpost.pages.builders.facets import FACETS
from fingerpost.pages.edition import Edition
from fingerpost.pages.linking import resolve_path
from fingerpost.pages.strings import catalogues_digest
from fingerpost.pages.therapists import lowest_fee, therapist_card

KEPT = "directory"
"""The step's folder in the cache."""
SHARES = 64
# Whose names a row may say besides.
_NAMED = ("modality", "concern", "regulator")
# What may be read for one besides themselves: it stands in the key of a share, or shows in no row.
_READ = (*(f"record:{kind}/" for kind in _NAMED), "picture:")

Trait = tuple[str, str, str, str]  # the facet's key, then as facets have it


class Row(NamedTuple):
    """One therapist: what the card shows, the traits, and the regions where people can see them, in a room and not.

    The photo is named by its path in the content: where it is published is no part of what is kept.
    """

    id: str
    name: str
    initials: str
    summary: str
    title: str
    where: str
    formats: str
    licence: str
    licence_state: str
    room: str
    room_label: str
    room_since: int
    fee: float | None
    fee_label: str
    photo: str
    video: bool
    sample: bool
    rooms: Sequence[str]
    afar: Sequence[str]
    traits: Sequence[Trait]


def directory_rows(edition: Edition) -> list[Row]:
    """A row for everybody who is listed, in the order of the alphabet."""
    listed = [each.id for each in edition.library.on_list("")]
    shares: dict[int, list[str]] = {}
    for id in sorted(listed):
        shares.setdefault(crc32(id.encode()) % SHARES, []).append(id)
    around = _around(edition)
    rows = {row.id: row for share in shares.values() for row in _share(edition, around, share)}
    return [rows[id] for id in listed]


def _around(edition: Edition) -> str:
    """The digest of all that may show in a row and is not the therapist's own."""
    named = {kind: edition.library.outsides(kind) for kind in _NAMED}
    day = edition.today.day
    return digest(engine_digest(), catalogues_digest(), edition.config, edition.routes.language, day, named)


def _share(edition: Edition, around: str, ids: Sequence[str]) -> Sequence[Row]:
    """The rows of some therapists, and a note of what was read when they were made."""
    faces = [edition.library.face("therapist", id) for id in ids]
    key = digest(around, [(face.path, face.outside) for face in faces])
    content = edition.cache.read(KEPT, key)
    if content is not None:
        trace, rows = _opened_again(content)
    else:
        content, whole = _made(edition, ids)
        if whole:
            edition.cache.write(KEPT, key, content)
        trace, rows = _opened(content)
    edition.reads.again(trace)
    return rows


def _opened(content: bytes) -> tuple[Trace, tuple[Row, ...]]:
    """What was read for a share, and its rows."""
    keys, until, traits, rows = json.loads(content)
    trace = Trace(set(keys), date.fromisoformat(until) if until else None)
    return trace, tuple(Row._make([*row, [traits[number] for number in numbers]]) for *row, numbers in rows)


# A preview opens the same shares at every edit. What was made just now is not held: of a first build that would be all.
_opened_again = lru_cache(maxsize=2 * SHARES)(_opened)


def _made(edition: Edition, ids: Sequence[str]) -> tuple[bytes, bool]:
    """The rows as they are kept, and whether the key tells all that they say."""
    numbers: dict[Trait, int] = {}
    with edition.reads.apart() as trace:
        rows = [_row(edition, id, numbers) for id in ids]
    value = [sorted(trace.keys), trace.until.isoformat() if trace.until else None, list(numbers), rows]
    own = {f"record:therapist/{id}" for id in ids}
    whole = all(key in own or key.startswith(_READ) for key in trace.keys)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), whole


def _row(edition: Edition, id: str, numbers: dict[Trait, int]) -> list[object]:
    """A row with the numbers of its traits, which new ones are given."""
    record, card = edition.library.therapists[id], therapist_card(edition, id)
    entry, fee = record.entry, lowest_fee(record.entry)
    found = ((key, *trait) for key, facet in FACETS.items() for trait in dict.fromkeys(facet.traits(edition, entry)))
    row = Row(
        id=card.id,
        name=card.name,
        initials=card.initials,
        summary=card.summary,
        title=card.title,
        where=card.where,
        formats=card.formats,
        licence=card.licence,
        licence_state=card.licence_state,
        room=card.availability.state,
        room_label=card.availability.label,
        room_since=card.availability.as_of.toordinal(),
        fee=None if fee is None else float(fee),
        fee_label=card.fee,
        photo=resolve_path(record.path, entry.photo.src) if entry.photo else "",
        video=card.video,
        sample=card.sample,
        rooms=list(cities_of(entry)),
        afar=list(dict.fromkeys(afar(entry))),
        traits=(),
    )
    return [*row[:-1], [numbers.setdefault(trait, len(numbers)) for trait in found]]
