"""The directory of therapists: its lists, as pages that need no script.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from datetime import date

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.lists import Pages
from fingerpost.pages.views.therapist import AvailabilityView, ImageView

LAW = "site-law"
"""The id of what a province's law says, on the page that lists who is there."""


class TherapistCard(NamedTuple):
    """A therapist in a list. `licence` and `fee` are one short line each, '' where there is nothing to say.

    `licence_state` is sample, verified, unverified, lapsed or unregulated, and picks the icon.
    """

    id: str
    name: str
    url: str
    initials: str
    photo: ImageView | None
    title: str
    summary: str
    where: str
    formats: str
    licence: str
    licence_state: str
    availability: AvailabilityView
    fee: str
    video: bool
    sample: bool


class CountedLink(NamedTuple):
    """A list that leads on, with how many therapists are on it, and how it is related to this one."""

    title: str
    url: str
    people: str
    note: str = ""


class Choices(NamedTuple):
    """Lists that lead on, under a heading."""

    title: str
    id: str
    links: tuple[CountedLink, ...]


class LawView(NamedTuple):
    """What the law of a province says of titles, where that comes from, and what is not certain of it."""

    id: str
    title: str
    text: str
    unconfirmed: tuple[str, ...]
    sources: tuple[Link, ...]
    as_of: date


class DirectoryView(NamedTuple):
    """One page of one list. `letters` lead to where each begins; `filters` is the list as a fragment of `directory`."""

    title: str
    lede: str
    how_many: str
    about: tuple[Link, ...]
    directory: str
    filters: str
    shortlist: str
    data: str
    letters: tuple[Link, ...]
    therapists: tuple[TherapistCard, ...]
    empty: str
    pages: Pages | None
    law: LawView | None
    choices: tuple[Choices, ...]


class ShortlistView(NamedTuple):
    """The page that compares those whom a visitor keeps. `data` is the directory's file."""

    title: str
    lede: str
    data: str
    directory: Link


class DirectoryData(NamedTuple):
    """What the filters work on, as JSON."""

    json: str
