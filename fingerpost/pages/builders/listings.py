"""Section pages: the lists that lead to every record, so that no page is an orphan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.cards import cards, cards_of, link_to
from fingerpost.pages.edition import Edition
from fingerpost.pages.paging import on_page, page_links
from fingerpost.pages.routes import ARTICLES
from fingerpost.pages.views.lists import CorrectionsLogView, ListingView
from fingerpost.pages.views.parts import CardGroup, CorrectionView


def listing_view(edition: Edition, section: str) -> ListingView:
    """A section's page: its records in groups, without empty ones."""
    return _view(edition, section, _GROUPS.get(section, _in_one)(edition, section))


def articles_view(edition: Edition, number: int) -> ListingView:
    """One page of all articles, counted from 1: the newest first."""
    ids = edition.library.newest_articles()
    group = CardGroup("", "all", cards_of(edition, "article", on_page(ids, number)))
    pages = page_links(number, len(ids), partial(edition.routes.section, ARTICLES))
    return _view(edition, ARTICLES, (group,))._replace(pages=pages)


def _view(edition: Edition, section: str, groups: Sequence[CardGroup]) -> ListingView:
    _ = edition.strings.gettext
    return ListingView(
        title=_(labels.SECTION_TITLES[section]),
        lede=_(labels.SECTION_LEDES[section]),
        groups=tuple(group for group in groups if group.cards),
        empty=_("There is nothing here yet."),
    )


def _by_name(edition: Edition, section: str) -> Sequence[Record[Any]]:
    """The records that a section lists, by name."""
    library = edition.library
    shelves: dict[str, Any] = {
        "modalities": library.modalities,
        "concerns": library.concerns,
        "worksheets": library.worksheets,
        "people": library.people,
        "regulators": library.regulators,
        "references": library.citations,
    }
    return sorted(shelves[section].every(), key=lambda each: (each.name.casefold(), each.id))


def _in_one(edition: Edition, section: str) -> tuple[CardGroup, ...]:
    return (CardGroup("", "all", cards(edition, _by_name(edition, section))),)


def _modalities(edition: Edition, section: str) -> tuple[CardGroup, ...]:
    _, found = edition.strings.gettext, _by_name(edition, section)
    titles = {
        "umbrella": _("Families of therapies"),
        "therapy": _("Therapies"),
        "framework": _("Frameworks"),
        "technique": _("Techniques"),
    }
    return tuple(
        CardGroup(title, kind, cards(edition, [each for each in found if each.entry.kind == kind]))
        for kind, title in titles.items()
    )


def _references(edition: Edition, section: str) -> tuple[CardGroup, ...]:
    """By year, newest first, with authors as the label."""
    by_year: dict[int, list[Record[Any]]] = {}
    for record in _by_name(edition, section):
        by_year.setdefault(record.entry.year, []).append(record)
    return tuple(
        CardGroup(str(year), f"year-{year}", cards(edition, by_year[year])) for year in sorted(by_year, reverse=True)
    )


_GROUPS = {"modalities": _modalities, "references": _references}


def corrections_view(edition: Edition) -> CorrectionsLogView:
    """Every correction on the site, newest first."""
    _ = edition.strings.gettext
    found = [
        CorrectionView(each.on, each.text, link_to(edition, record))
        for record in edition.library.corrected()
        for each in record.entry.corrections
    ]
    return CorrectionsLogView(
        title=_(labels.SECTION_TITLES["corrections"]),
        lede=_(labels.SECTION_LEDES["corrections"]),
        corrections=tuple(sorted(found, key=lambda each: (-each.on.toordinal(), each.text))),
    )
