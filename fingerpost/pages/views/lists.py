"""Pages that lead on: the home page, sections, the glossary, search, and addresses that have moved or are not there.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, CardGroup, CorrectionView
from fingerpost.pages.views.records import CrisisView, TermView


@dataclass(frozen=True, slots=True)
class CrisisListingView:
    title: str
    lede: str
    emergency: Link | None
    resources: tuple[CrisisView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All terms by first letter."""

    title: str
    lede: str
    letters: tuple[tuple[str, tuple[TermView, ...]], ...]


@dataclass(frozen=True, slots=True)
class ListingView:
    """A section's list of pages, in one group or several. `empty` is shown when there is nothing yet."""

    title: str
    lede: str
    groups: tuple[CardGroup, ...]
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One of the three ways in from the home page."""

    title: str
    summary: str
    link: Link
    icon: str
    more: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeView:
    title: str
    lede: str
    html: str
    ways: tuple[Way, ...]
    modalities: tuple[Card, ...]
    concerns: tuple[Card, ...]
    articles: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsLogView:
    title: str
    lede: str
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page. Without JavaScript it offers `ways` instead of a box."""

    title: str
    lede: str
    ways: tuple[Link, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    title: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address that leads to a new one without JavaScript."""

    title: str
    target: str
