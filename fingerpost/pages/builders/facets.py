"""The directory's filters: by what therapists can be chosen, and which of it is said of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from slugify import slugify

from fingerpost.clinical.directory import cities_of, reach
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.values import NamedTuple
from fingerpost.pages import labels
from fingerpost.pages.edition import Edition
from fingerpost.pages.therapists import availability, lowest_fee

CEILINGS = (80, 100, 120, 140, 160, 180, 200, 250)
"""Fees to choose from, in dollars: at most so much."""
_NO_PARENT = ""
Trait = tuple[str, str, str]  # its id, what it is called, the id of the trait that holds it
Traits = Callable[[Edition, Therapist], Iterator[Trait]]


class Facet(NamedTuple):
    """One filter: its heading, the traits of a therapist, and the order of its values, if not the alphabet's."""

    title: str
    traits: Traits
    order: tuple[str, ...] = ()


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


def _named(field: str, names: Mapping[str, str]) -> Traits:
    """The traits of a field whose values have fixed names."""

    def traits(edition: Edition, entry: Therapist) -> Iterator[Trait]:
        yield from ((each, edition.strings.gettext(names[each]), _NO_PARENT) for each in getattr(entry, field))

    return traits


FACETS: dict[str, Facet] = {
    "modality": Facet(labels.N_("Approach"), _practised),
    "province": Facet(labels.N_("Province or territory"), _provinces),
    "city": Facet(labels.N_("City"), _cities),
    "concern": Facet(labels.N_("Concern"), _concerns),
    "format": Facet(labels.N_("How you meet"), _named("formats", labels.FORMATS), tuple(labels.FORMATS)),
    "language": Facet(labels.N_("Language"), _languages),
    "fee": Facet(labels.N_("Lowest fee"), _fees, tuple(map(str, CEILINGS))),
    "scale": Facet(labels.N_("Sliding scale"), _sliding),
    "room": Facet(labels.N_("Room for new clients"), _room, ("yes", "waitlist", "ask", "no")),
    "clients": Facet(
        labels.N_("Who comes"), _named("client_groups", labels.CLIENT_GROUPS), tuple(labels.CLIENT_GROUPS)
    ),
    "age": Facet(labels.N_("Age"), _named("ages", labels.AGES), tuple(labels.AGES)),
    "video": Facet(labels.N_("Introduction"), _video),
}
"""By key, as the address of a filtered directory has it."""
