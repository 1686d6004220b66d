"""The file that the directory's filters work on: every therapist's card in columns, and who has which trait.

In columns it is a third as large as with one object for each therapist, and a fifth smaller with brotli. The browser
makes bit sets of the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from slugify import slugify

from fingerpost.pages import labels
from fingerpost.pages.builders.directory_rows import Row, directory_rows
from fingerpost.pages.builders.facets import FACETS
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import CONTENT_SECURITY_POLICY
from fingerpost.pages.page import Page
from fingerpost.pages.picture import Picture
from fingerpost.pages.views.directory import DirectoryData
from fingerpost.pages.views.frame import Head

VERSION = 1


def data_page(edition: Edition) -> Page:
    """The file as a page of the plan, so that it is made again when a therapist changes and not before."""
    url = edition.routes.directory_data
    head = Head("data", "", "", url, "", noindex=True, content_security_policy=CONTENT_SECURITY_POLICY)
    text = json.dumps(directory_data(edition), ensure_ascii=False, separators=(",", ":"))
    return Page(url, "data/directory.json", head, DirectoryData(text))


def directory_data(edition: Edition) -> dict[str, Any]:
    """All of it, as JSON has it. Therapists are numbered from 0 in the order of the alphabet."""
    rows = directory_rows(edition)
    return {
        "version": VERSION,
        "base": edition.routes.section("therapists"),
        "cards": _columns(edition, rows),
        "facets": list(_facets(edition, rows)),
        "reach": _reached(rows),
        "related": _related(edition),
        "neighbours": _neighbours(edition),
    }


def _columns(edition: Edition, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "id": [row.id for row in rows],
        "name": [row.name for row in rows],
        "initials": [row.initials for row in rows],
        "summary": [row.summary for row in rows],
        "title": _coded(row.title for row in rows),
        "where": _coded(row.where for row in rows),
        "formats": _coded(row.formats for row in rows),
        "licence": _coded(row.licence for row in rows),
        "licenceState": _coded(row.licence_state for row in rows),
        "room": _coded(row.room for row in rows),
        "roomLabel": _coded(row.room_label for row in rows),
        "roomSince": [row.room_since for row in rows],
        "fee": [row.fee for row in rows],
        "feeLabel": _coded(row.fee_label for row in rows),
        "photo": {place: _smallest(edition.pictures[row.photo]) for place, row in enumerate(rows) if row.photo},
        "video": _steps([place for place, row in enumerate(rows) if row.video]),
        "sample": _steps([place for place, row in enumerate(rows) if row.sample]),
    }


def _smallest(picture: Picture) -> list[str]:
    """The smallest copy in each form: the fallback, and WebP if there is one."""
    first = {copy.form: copy.url for copy in reversed(picture.copies)}
    return [first.get("jpeg", picture.url), *(url for form, url in first.items() if form == "webp")]


def _coded(values: Iterable[str]) -> list[list[Any]]:
    """The distinct values, and for each therapist the number of theirs."""
    numbers: dict[str, int] = {}
    column = [numbers.setdefault(value, len(numbers)) for value in values]
    return [list(numbers), column]


def _steps(places: list[int]) -> list[int]:
    """Rising numbers as the steps from each to the next."""
    return [place - before for before, place in zip([0, *places], places, strict=False)]


def _facets(edition: Edition, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Each facet with its traits, and of each trait who has it. It is called what the first who has it calls it."""
    held: dict[str, dict[str, tuple[str, str, list[int]]]] = {key: {} for key in FACETS}
    for place, row in enumerate(rows):
        for key, id, name, parent in row.traits:
            _, _, places = held[key].setdefault(id, (name, parent, []))
            places.append(place)
    for key, facet in FACETS.items():
        traits = held[key]
        order = facet.order or sorted(traits, key=lambda id: (slugify(traits[id][0]), id))
        values = [[id, *traits[id][:2], _steps(traits[id][2])] for id in order if id in traits]
        yield {"key": key, "title": edition.strings.gettext(facet.title), "values": values}


def _reached(rows: Sequence[Row]) -> dict[str, list[list[int]]]:
    """For each region, whom one can meet there in a room, and who sees people there from afar.

    A province and a way of meeting belong together: who has a room in one and works by video in another can be met in
    person in the first alone.
    """
    found: dict[str, tuple[list[int], list[int]]] = {}
    for place, row in enumerate(rows):
        for way, regions in enumerate((row.rooms, row.afar)):
            for region in regions:
                found.setdefault(region, ([], []))[way].append(place)
    return {region: [_steps(each) for each in ways] for region, ways in sorted(found.items())}


def _related(edition: Edition) -> dict[str, list[list[str]]]:
    """Related modalities of each, with how they are related."""
    _, library = edition.strings.gettext, edition.library
    found = {
        id: [[each.record.id, each.record.name, _(labels.RELATIONS[each.type])] for each in library.related(id)]
        for id in library.modalities
    }
    return {id: related for id, related in found.items() if related}


def _neighbours(edition: Edition) -> dict[str, list[str]]:
    """The regions beside each."""
    return {each.entry.region: list(each.entry.neighbours) for each in edition.library.places.every()}
