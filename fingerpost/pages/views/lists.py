"""Pages that lead on: the home page, sections, the glossary, search, and addresses that have moved or are not there.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, CardGroup, CorrectionView
from fingerpost.pages.views.records import CrisisView, TermView


class PageLink(NamedTuple):
    """One page of a list that has several."""

    number: int
    url: str
    current: bool


class Pages(NamedTuple):
    """All pages of a list, of which `shown` are named; None in it stands for those left out."""

    previous: str
    next: str
    shown: tuple[PageLink | None, ...]


class CrisisListingView(NamedTuple):
    title: str
    lede: str
    emergency: Link | None
    resources: tuple[CrisisView, ...]


class GlossaryView(NamedTuple):
    """All terms by first letter."""

    title: str
    lede: str
    letters: tuple[tuple[str, tuple[TermView, ...]], ...]


class ListingView(NamedTuple):
    """A section's list of pages, in one group or several. `empty` is shown when there is nothing yet."""

    title: str
    lede: str
    groups: tuple[CardGroup, ...]
    empty: str = ""
    pages: Pages | None = None


class Way(NamedTuple):
    """One of the three ways in from the home page."""

    title: str
    summary: str
    link: Link
    icon: str
    more: tuple[Link, ...] = ()


class HomeView(NamedTuple):
    title: str
    lede: str
    html: str
    ways: tuple[Way, ...]
    modalities: tuple[Card, ...]
    concerns: tuple[Card, ...]
    articles: tuple[Card, ...]


class CorrectionsLogView(NamedTuple):
    title: str
    lede: str
    corrections: tuple[CorrectionView, ...]


class SearchView(NamedTuple):
    """The search page. Without JavaScript it offers `ways` instead of a box."""

    title: str
    lede: str
    ways: tuple[Link, ...]
    kinds: tuple[tuple[str, str], ...]


class Contacted(NamedTuple):
    """Another company that a press on a video leads to, and how many pages have such a video."""

    name: str
    host: str
    pages: str


class Stored(NamedTuple):
    """What is kept on the visitor's device, by the name that the browser shows it under."""

    key: str
    what: str


class PrivacyView(NamedTuple):
    """The receipt. `policy` is the Content-Security-Policy that holds the site to it."""

    title: str
    lede: str
    contacted: tuple[Contacted, ...]
    stored: tuple[Stored, ...]
    policy: str


class NotFoundView(NamedTuple):
    title: str
    ways: tuple[Link, ...]


class RedirectView(NamedTuple):
    """An old address that leads to a new one without JavaScript."""

    title: str
    target: str
