"""The page of a therapist, and the parts it is made of.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from datetime import date

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact


class LicenceView(NamedTuple):
    """The licence badge. `state` is sample, verified, unverified or lapsed; `label` says it in words."""

    state: str
    label: str
    title: str
    licence_class: str
    regulator: Link
    jurisdiction: str
    number: str
    register: Link | None
    verified_on: date | None
    expires_on: date | None
    supervisor: str


class PractisedModality(NamedTuple):
    """A modality that a therapist works with, and the training for it."""

    title: str
    url: str
    training: str


class UnregulatedView(NamedTuple):
    """That no college regulates a title somewhere. `law` leads to what the site says of that place, as of a day."""

    text: str
    as_of: date | None
    source: Link
    law: Link | None


class LocationView(NamedTuple):
    """A place of practice. `note` is its address, or why there is none: a home office shows its city alone."""

    place: str
    note: str
    step_free: str = ""


class FeeView(NamedTuple):
    """A service, how long, and the amount as it is written in the page's language."""

    service: str
    duration: str
    amount: str


class AvailabilityView(NamedTuple):
    """`state` is yes, no, waitlist or ask; older than 60 days always reads ask."""

    state: str
    label: str
    as_of: date
    note: str


class ImageView(NamedTuple):
    """A picture with its size in pixels. `srcset` and `webp` hold it in several widths, '' where there is one alone."""

    src: str
    alt: str
    width: int
    height: int
    srcset: str = ""
    webp: str = ""


class VideoView(NamedTuple):
    """An introduction. `src` is a file of ours; else `host_url` leads to it, and a press loads `player` here."""

    src: str
    captions: str
    poster: ImageView | None
    host: str
    host_url: str
    player: str
    transcript: str
    recorded_on: date


class Answer(NamedTuple):
    question: str
    answer: str


class TherapistView(NamedTuple):
    id: str
    shortlist: str
    name: str
    initials: str
    pronouns: str
    title: str
    summary: str
    sample: bool
    status_note: str
    photo: ImageView | None
    licences: tuple[LicenceView, ...]
    unregulated: UnregulatedView | None
    other_credentials: tuple[str, ...]
    availability: AvailabilityView
    modalities: tuple[PractisedModality, ...]
    focus_areas: tuple[Link, ...]
    facts: tuple[Fact, ...]
    locations: tuple[LocationView, ...]
    fees: tuple[FeeView, ...]
    fees_as_of: date | None
    fees_note: str
    sliding_scale: str
    insurance: tuple[str, ...]
    free_consultation: str
    video: VideoView | None
    bio: tuple[str, ...]
    answers: tuple[Answer, ...]
    contacts: tuple[Fact, ...]
    disclosures: str
    updated_on: date
