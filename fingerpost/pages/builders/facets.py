"""The file that the directory's filters work on: every therapist's card in columns, and who has which trait.

In columns it is a third as large as with one object for each therapist, and a fifth smaller with brotli. The browser
makes bit sets of the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from slugify import slugify

from fingerpost.clinical.directory import afar, cities_of, reach
from fingerpost.clinical.record import Record
from fingerpost.clinical.therapist import Therapist
from fingerpost.pages import labels
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import CONTENT_SECURITY_POLICY
from fingerpost.pages.page import Page
from fingerpost.pages.therapists import availability, lowest_fee, therapist_card
from fingerpost.pages.views.directory import DirectoryData, TherapistCard
from fingerpost.pages.views.frame import Head
from fingerpost.pages.views.therapist import ImageView

VERSION = 1
CEILINGS = (80, 100, 120, 140, 160, 180, 200, 250)
"""Fees to choose from, in dollars: at most so much."""
_NO_PARENT = ""
Trait = tuple[str, str, str]  # its id, what it is called, the id of the trait that holds it


def data_page(edition: Edition) -> Page:
    """The file as a page of the plan, so that it is made again when a therapist changes and not before."""
    url = edition.routes.directory_data
    head = Head("data", "", "", url, "", noindex=True, content_security_policy=CONTENT_SECURITY_POLICY)
    text = json.dumps(directory_data(edition), ensure_ascii=False, separators=(",", ":"))
    return Page(url, "data/directory.json", head, DirectoryData(text))


def directory_data(edition: Edition) -> dict[str, Any]:
    """All of it, as JSON has it. Therapists are numbered from 0 in the order of the alphabet."""
    records = [edition.library.therapists[each.id] for each in edition.library.on_list("")]
    cards = [therapist_card(edition, record.id) for record in records]
    return {
        "version": VERSION,
        "base": edition.routes.section("therapists"),
        "cards": _columns(records, cards),
        "facets": [_facet(edition, key, records) for key in _FACETS],
        "reach": _reached(records),
        "related": _related(edition),
        "neighbours": _neighbours(edition),
    }


def _columns(records: list[Record[Therapist]], cards: list[TherapistCard]) -> dict[str, Any]:
    fees = [lowest_fee(record.entry) for record in records]
    return {
        "id": [card.id for card in cards],
        "name": [card.name for card in cards],
        "initials": [card.initials for card in cards],
        "summary": [card.summary for card in cards],
        "title": _coded(card.title for card in cards),
        "where": _coded(card.where for card in cards),
        "formats": _coded(card.formats for card in cards),
        "licence": _coded(card.licence for card in cards),
        "licenceState": _coded(card.licence_state for card in cards),
        "room": _coded(card.availability.state for card in cards),
        "roomLabel": _coded(card.availability.label for card in cards),
        "roomSince": [card.availability.as_of.toordinal() for card in cards],
        "fee": [float(fee) if fee is not None else None for fee in fees],
        "feeLabel": _coded(card.fee for card in cards),
        "photo": {place: _smallest(card.photo) for place, card in enumerate(cards) if card.photo},
        "video": _steps([place for place, card in enumerate(cards) if card.video]),
        "sample": _steps([place for place, card in enumerate(cards) if card.sample]),
    }


def _smallest(photo: ImageView) -> list[str]:
    """The smallest copy in each form: the fallback, and WebP if there is one."""
    fallback, webp = photo.srcset or photo.src, photo.webp
    return [each.partition(" ")[0] for each in (fallback, webp) if each]


def _coded(values: Iterable[str]) -> list[list[Any]]:
    """The distinct values, and for each therapist the number of theirs."""
    numbers: dict[str, int] = {}
    column = [numbers.setdefault(value, len(numbers)) for value in values]
    return [list(numbers), column]


def _steps(places: list[int]) -> list[int]:
    """Rising numbers as the steps from each to the next."""
    return [place - before for before, place in zip([0, *places], places, strict=False)]


def _facet(edition: Edition, key: str, records: list[Record[Therapist]]) -> dict[str, Any]:
    title, traits_of = _FACETS[key]
    held: dict[str, list[int]] = {}
    named: dict[str, Trait] = {}
    for place, record in enumerate(records):
        for trait in dict.fromkeys(traits_of(edition, record.entry)):
            named.setdefault(trait[0], trait)
            held.setdefault(trait[0], []).append(place)
    order = list(_ORDERS[key]) if key in _ORDERS else sorted(named, key=lambda id: (slugify(named[id][1]), id))
    return {
        "key": key,
        "title": edition.strings.gettext(title),
        "values": [[*named[id], _steps(held[id])] for id in order if id in held],
    }


def _reached(records: list[Record[Therapist]]) -> dict[str, list[list[int]]]:
    """For each region, whom one can meet there in a room, and who sees people there from afar.

    A province and a way of meeting belong together: who has a room in one and works by video in another can be met in
    person in the first alone.
    """
    found: dict[str, tuple[list[int], list[int]]] = {}
    for place, record in enumerate(records):
        for way, regions in enumerate((cities_of(record.entry), afar(record.entry))):
            for region in dict.fromkeys(regions):
                found.setdefault(region, ([], []))[way].append(place)
    return {region: [_steps(each) for each in ways] for region, ways in sorted(found.items())}


def _practised(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    for each in entry.modalities:
        record = edition.library.modalities.get(each.ref)
        if record:
            yield record.id, record.name, _NO_PARENT


def _concerns(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    for id in entry.focus_areas:
        record = edition.library.concerns.get(id)
        if record:
            yield record.id, record.name, _NO_PARENT


def _provinces(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    yield from ((code, edition.strings.region(code), _NO_PARENT) for code in reach(entry))


def _cities(_: Edition, entry: Therapist) -> Iterator[Trait]:
    for region, cities in cities_of(entry).items():
        yield from ((f"{region}_{slugify(city)}", city, region) for city in cities)


def _languages(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    yield from ((tag, edition.strings.language_name(tag), _NO_PARENT) for tag in entry.languages)


def _fees(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    lowest = lowest_fee(entry)
    for ceiling in CEILINGS:
        if lowest is not None and lowest <= ceiling:
            label = edition.strings.gettext("At most %(amount)s")
            yield str(ceiling), label % {"amount": edition.strings.dollars(Decimal(ceiling))}, _NO_PARENT


def _sliding(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    if entry.sliding_scale and entry.sliding_scale.offered:
        yield "yes", edition.strings.gettext("Has a sliding scale"), _NO_PARENT


def _video(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    if entry.video:
        yield "yes", edition.strings.gettext("Has an introduction on video"), _NO_PARENT


def _room(edition: Edition, entry: Therapist) -> Iterator[Trait]:
    state = availability(edition, entry).state
    yield state, edition.strings.gettext(labels.AVAILABILITY[state]), _NO_PARENT


def _named(field: str, names: Mapping[str, str]) -> Any:
    """The traits of a field whose values have fixed names."""

    def traits(edition: Edition, entry: Therapist) -> Iterator[Trait]:
        yield from ((each, edition.strings.gettext(names[each]), _NO_PARENT) for each in getattr(entry, field))

    return traits


# By key, as the address of a filtered directory has it: the heading, and the traits of one therapist.
_FACETS: dict[str, tuple[str, Any]] = {
    "modality": (labels.N_("Approach"), _practised),
    "province": (labels.N_("Province or territory"), _provinces),
    "city": (labels.N_("City"), _cities),
    "concern": (labels.N_("Concern"), _concerns),
    "format": (labels.N_("How you meet"), _named("formats", labels.FORMATS)),
    "language": (labels.N_("Language"), _languages),
    "fee": (labels.N_("Lowest fee"), _fees),
    "scale": (labels.N_("Sliding scale"), _sliding),
    "room": (labels.N_("Room for new clients"), _room),
    "clients": (labels.N_("Who comes"), _named("client_groups", labels.CLIENT_GROUPS)),
    "age": (labels.N_("Age"), _named("ages", labels.AGES)),
    "video": (labels.N_("Introduction"), _video),
}
# Facets whose values have an order of their own; all others stand in that of the alphabet.
_ORDERS: dict[str, Iterable[str]] = {
    "format": labels.FORMATS,
    "fee": tuple(map(str, CEILINGS)),
    "room": ("yes", "waitlist", "ask", "no"),
    "clients": labels.CLIENT_GROUPS,
    "age": labels.AGES,
}


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
