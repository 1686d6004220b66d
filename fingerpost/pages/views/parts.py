"""The parts that pages are made of: cards, contents, references, review badges, care cards."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link

ReviewState = Literal["none", "current", "due-soon", "overdue", "edited"]


class ContentsEntry(NamedTuple):
    """A heading of the page, with the headings under it."""

    title: str
    id: str
    children: tuple[ContentsEntry, ...] = ()


class Card(NamedTuple):
    """A page in a list: `label` is its kind or type, `note` one quiet line under the summary."""

    title: str
    url: str
    summary: str = ""
    label: str = ""
    note: str = ""
    sample: bool = False


class CardGroup(NamedTuple):
    """Cards under a heading. A group without a title stands alone."""

    title: str
    id: str
    cards: tuple[Card, ...]


class CiteLink(NamedTuple):
    """A numbered citation on a page: links to the reference list there; `label` reads "Weng et al., 2013"."""

    number: int
    label: str
    href: str


class Reference(NamedTuple):
    """One entry of a reference list. `html` is the APA reference; `url` leads to the work's own page here.

    `retracted` is a sentence when the work is known to be retracted.
    """

    key: str
    number: int
    html: str
    url: str
    retracted: str = ""


class ReviewBadge(NamedTuple):
    """What the page says of its clinical review. `state` picks the icon; the words say it all."""

    state: ReviewState
    label: str
    detail: str
    reviewer: Link | None = None
    reviewed_on: date | None = None
    next_due: date | None = None
    scope: str = ""


class CareCardView(NamedTuple):
    """When to get help. `urgency` is emergency, urgent or non-urgent; `urgency_label` says so in words."""

    urgency: str
    urgency_label: str
    title: str
    points: tuple[str, ...]
    action: str


class CautionView(NamedTuple):
    """A caution and the works behind it."""

    text: str
    citations: tuple[CiteLink, ...]


class CorrectionView(NamedTuple):
    """A correction: when, what, and (in the log of all corrections) on which page."""

    on: date
    text: str
    page: Link | None = None


class Stamp(NamedTuple):
    """Dates of a page of prose, and the time it takes to read in minutes."""

    published_on: date | None
    updated_on: date | None
    minutes: int


class Fact(NamedTuple):
    """A label and its value, with a link where there is one. Several values are listed."""

    label: str
    values: tuple[Link, ...]


class Prose(NamedTuple):
    """The shared parts of a page of prose. `html` is safe: it was sanitised when it was converted.

    `draft`, `scheduled_for` and `expired_on` say why the page is not published. They are set in previews alone.
    """

    html: str
    contents: tuple[ContentsEntry, ...]
    stamp: Stamp
    review: ReviewBadge
    content_note: str
    corrections: tuple[CorrectionView, ...]
    references: tuple[Reference, ...]
    sample: bool = False
    draft: bool = False
    scheduled_for: date | None = None
    expired_on: date | None = None
