"""The lists of the directory: who is on each, what introduces it, and where it leads on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from slugify import slugify

from fingerpost.clinical.directory import PROVINCES, SLUGS, Listing
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import list_head, numbered
from fingerpost.pages.page import Page
from fingerpost.pages.paging import on_page, page_links, page_of, pages_of
from fingerpost.pages.therapists import therapist_card
from fingerpost.pages.views.directory import (
    LAW,
    Choices,
    CountedLink,
    DirectoryView,
    LawView,
    ShortlistView,
)
from fingerpost.pages.views.frame import Link

if TYPE_CHECKING:
    from fingerpost.clinical.library import Filed
    from fingerpost.clinical.place import Place


def directory_page(edition: Edition, path: str, number: int) -> Page:
    """One page of one list, counted from 1."""
    listing = Listing.at(path)
    filed = edition.library.on_list(path)
    shown = on_page(filed, number)
    view = _view(edition, listing, filed, shown, number)
    head = list_head(
        edition,
        numbered(edition, view.title, number),
        view.lede,
        edition.routes.directory(path, number),
        _trail(edition, listing, number),
        canonical=_canonical(edition, listing, filed, number),
        noindex=bool(view.therapists) and all(card.sample for card in view.therapists) and (path, number) != ("", 1),
    )
    return Page(edition.routes.directory(path, number), "pages/directory.html", head, view)


def _view(
    edition: Edition, listing: Listing, filed: tuple[Filed, ...], shown: Sequence[Filed], number: int
) -> DirectoryView:
    _ = edition.strings.gettext
    return DirectoryView(
        title=title_of(edition, listing),
        lede=_lede(edition, listing),
        how_many=edition.strings.plural("%(count)s therapist", "%(count)s therapists", len(filed)),
        about=tuple(_about(edition, listing)),
        directory=edition.routes.section("therapists"),
        filters=_filters(listing),
        shortlist=edition.routes.shortlist,
        data=edition.routes.directory_data if listing == Listing() and number == 1 else "",
        letters=_letters(edition, filed) if listing == Listing() else (),
        therapists=tuple(therapist_card(edition, each.id) for each in shown),
        empty=_("Nobody is listed here yet."),
        pages=page_links(number, len(filed), partial(edition.routes.directory, listing.path)),
        law=_law(edition, listing) if number == 1 else None,
        choices=tuple(each for each in _choices(edition, listing) if each.links) if number == 1 else (),
    )


def shortlist_page(edition: Edition) -> Page:
    """The page of those whom a visitor keeps, which a script fills."""
    _, routes = edition.strings.gettext, edition.routes
    title = _("Your shortlist")
    lede = _("The therapists you kept, side by side. The list is on this device alone: no account, nothing sent.")
    view = ShortlistView(
        title, lede, routes.directory_data, Link(title_of(edition, Listing()), routes.section("therapists"))
    )
    trail = (Link(title_of(edition, Listing()), routes.section("therapists")),)
    head = list_head(edition, title, lede, routes.shortlist, trail, routes.shortlist, noindex=True)
    return Page(routes.shortlist, "pages/shortlist.html", head, view)


def title_of(edition: Edition, listing: Listing) -> str:
    """What a list is called."""
    _, library = edition.strings.gettext, edition.library
    named = library.modalities.get(listing.modality) or library.concerns.get(listing.concern)
    where = _where(edition, listing)
    if named and where:
        return _("%(name)s: therapists in %(place)s") % {"name": named.name, "place": where}
    if named:
        return _("%(name)s: therapists") % {"name": named.name}
    if where:
        return _("Therapists in %(place)s") % {"place": where}
    return _(labels.SECTION_TITLES["therapists"])


def _where(edition: Edition, listing: Listing) -> str:
    if not listing.province:
        return ""
    region = edition.strings.region(listing.province)
    return f"{_city(edition, listing)}, {region}" if listing.city else region


def _city(edition: Edition, listing: Listing) -> str:
    """The city as it is written, which its address does not tell."""
    return next(city for city in edition.library.cities(listing.province) if slugify(city) == listing.city)


def _lede(edition: Edition, listing: Listing) -> str:
    _, library = edition.strings.gettext, edition.library
    named = library.modalities.get(listing.modality) or library.concerns.get(listing.concern)
    if named:
        return str(named.entry.summary)
    if listing.city:
        return _("People with a room in %(place)s.") % {"place": _where(edition, listing)}
    if listing.province:
        place = place_record(edition, listing.province)
        if place:
            return str(place.entry.summary)
        return _("People with a room in %(place)s, or with a licence to see people there online.") % {
            "place": _where(edition, listing)
        }
    return _(labels.SECTION_LEDES["therapists"])


def place_record(edition: Edition, region: str) -> Record[Place] | None:
    """The record of a province, if there is one: it bears the province's name in addresses."""
    return edition.library.places.get(SLUGS[region])


def _about(edition: Edition, listing: Listing) -> Iterator[Link]:
    """What explains the approach or the concern."""
    _, library = edition.strings.gettext, edition.library
    for record in (library.modalities.get(listing.modality), library.concerns.get(listing.concern)):
        if record:
            yield Link(_("About %(name)s") % {"name": record.name}, edition.url(record))


def _filters(listing: Listing) -> str:
    """The list as a state of the filters, as the fragment of the directory's address has it."""
    city = f"{listing.province}_{listing.city}" if listing.city else ""
    state = {
        "modality": listing.modality,
        "concern": listing.concern,
        "province": "" if city else listing.province,
        "city": city,
    }
    return f"?{urlencode({key: value for key, value in state.items() if value})}"


def _letters(edition: Edition, filed: tuple[Filed, ...]) -> tuple[Link, ...]:
    """The first therapist of each letter, on whatever page that is."""
    numbered = ((each.under[:1].upper(), place) for place, each in enumerate(filed))
    found = []
    for letter, group in groupby(numbered, key=lambda each: each[0]):
        place = next(group)[1]
        found.append(Link(letter, f"{edition.routes.directory('', page_of(place))}#{filed[place].id}"))
    return tuple(found) if pages_of(len(filed)) > 1 else ()


def _law(edition: Edition, listing: Listing) -> LawView | None:
    if not listing.province or listing.city or listing.modality:
        return None
    place = place_record(edition, listing.province)
    if place is None:
        return None
    heading = edition.strings.gettext("Who may use which title in %(place)s")
    return LawView(
        id=LAW,
        title=heading % {"place": place.name},
        text=place.entry.titles.text(edition.routes.language),
        unconfirmed=place.entry.unconfirmed,
        sources=tuple(Link(url, url) for url in place.entry.source),
        as_of=place.entry.as_of,
    )


def _trail(edition: Edition, listing: Listing, number: int) -> tuple[Link, ...]:
    """The lists that hold this one, from the whole directory down."""
    found = [listing] if number > 1 else []
    above = listing.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return tuple(Link(title_of(edition, each), edition.routes.directory(each.path)) for each in reversed(found))


def _canonical(edition: Edition, listing: Listing, filed: tuple[Filed, ...], number: int) -> str:
    """A list of the very people of the list that holds it is the same page to a search engine."""
    while listing.parent is not None and edition.library.on_list(listing.parent.path) == filed:
        listing = listing.parent
    return edition.routes.directory(listing.path, number)


# Where a list leads on


def _choices(edition: Edition, listing: Listing) -> Iterator[Choices]:
    _, library = edition.strings.gettext, edition.library
    if listing.city:
        yield _cities(edition, listing, _("Other cities"))
    elif listing.modality and listing.province:
        yield Choices(_("Related approaches"), "site-related", _related(edition, listing))
        yield Choices(_("Neighbouring places"), "site-near", _neighbours(edition, listing))
    elif listing.province:
        yield _cities(edition, listing, _("Cities"))
        yield Choices(_("Approaches"), "site-approaches", _modalities(edition, listing, library.modalities))
        yield Choices(_("Neighbouring places"), "site-near", _neighbours(edition, listing))
    elif listing.modality:
        yield Choices(_("Provinces and territories"), "site-places", _provinces(edition, listing))
        yield Choices(_("Related approaches"), "site-related", _related(edition, listing))
    elif listing.concern:
        record = library.concerns.get(listing.concern)
        named = record.entry.modalities if record else ()
        yield Choices(_("Approaches"), "site-approaches", _modalities(edition, Listing(), named))
        yield Choices(_("Provinces and territories"), "site-places", _provinces(edition, Listing()))
    else:
        yield Choices(_("Provinces and territories"), "site-places", _provinces(edition, listing))
        yield Choices(_("Approaches"), "site-approaches", _modalities(edition, listing, library.modalities))
        yield Choices(_("Concerns"), "site-concerns", _concerns(edition))


def _counted(edition: Edition, listings: Iterable[tuple[str, Listing, str]]) -> tuple[CountedLink, ...]:
    """Links to those lists that have somebody on them."""
    counts = ((title, each, note, len(edition.library.on_list(each.path))) for title, each, note in listings)
    return tuple(
        CountedLink(title, edition.routes.directory(each.path), edition.strings.number(count), note)
        for title, each, note, count in counts
        if count
    )


def _modalities(edition: Edition, listing: Listing, ids: Iterable[str]) -> tuple[CountedLink, ...]:
    found = (edition.library.modalities.get(id) for id in ids)
    named = sorted((record.name, record.id) for record in found if record)
    return _counted(edition, ((name, listing._replace(modality=id), "") for name, id in named))


def _concerns(edition: Edition) -> tuple[CountedLink, ...]:
    named = sorted((record.name, record.id) for record in edition.library.concerns.every())
    return _counted(edition, ((name, Listing(concern=id), "") for name, id in named))


def _provinces(edition: Edition, listing: Listing) -> tuple[CountedLink, ...]:
    named = sorted((edition.strings.region(code), code) for code in PROVINCES.values())
    return _counted(edition, ((name, listing._replace(province=code), "") for name, code in named))


def _cities(edition: Edition, listing: Listing, title: str) -> Choices:
    cities = ((city, listing._replace(city=slugify(city))) for city in edition.library.cities(listing.province))
    others = ((city, each, "") for city, each in cities if each != listing)
    return Choices(title, "site-cities", _counted(edition, others))


def _neighbours(edition: Edition, listing: Listing) -> tuple[CountedLink, ...]:
    place = place_record(edition, listing.province)
    near = place.entry.neighbours if place else ()
    return _counted(edition, ((edition.strings.region(code), listing._replace(province=code), "") for code in near))


def _related(edition: Edition, listing: Listing) -> tuple[CountedLink, ...]:
    """Approaches that are related to this one, and how."""
    _ = edition.strings.gettext
    related = edition.library.related(listing.modality)
    return _counted(
        edition,
        (
            (each.record.name, listing._replace(modality=each.record.id), _(labels.RELATIONS[each.type]))
            for each in related
        ),
    )
