"""One view per page kind: all that its template may see, and nothing else. `modality.html` shows `ModalityView`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import (
    Card,
    CardGroup,
    CareCardView,
    CautionView,
    CiteLink,
    CorrectionView,
    Fact,
    Prose,
    Reference,
)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The evidence for one concern: the level in words, what that level means, the works, and as of when."""

    concern: Link
    level: str
    level_label: str
    meaning: str
    citations: tuple[CiteLink, ...]
    as_of: date
    note: str


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Modalities related in one way: "Part of", "Often combined with". Card.note holds the editor's note."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ModalityView:
    title: str
    summary: str
    kind_label: str
    also_known_as: tuple[str, ...]
    prose: Prose
    evidence: tuple[EvidenceRow, ...]
    cautions: tuple[CautionView, ...]
    no_known_cautions: tuple[CiteLink, ...]
    techniques: tuple[str, ...]
    concerns: tuple[Card, ...]
    related: tuple[RelatedGroup, ...]
    therapists: tuple[Card, ...]
    therapists_more: Link | None
    articles: tuple[Card, ...]
    worksheets: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ConcernModality:
    """A modality for a concern, with the evidence level for it when one is recorded."""

    card: Card
    level: str
    level_label: str


@dataclass(frozen=True, slots=True)
class ConcernView:
    title: str
    plain_name: str
    summary: str
    also_known_as: tuple[str, ...]
    prose: Prose
    care_cards: tuple[CareCardView, ...]
    modalities: tuple[ConcernModality, ...]
    therapists: tuple[Card, ...]
    therapists_more: Link | None
    articles: tuple[Card, ...]
    worksheets: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AuthorView:
    """An author or reviewer in a box. `sample` people are made up, and the box says so."""

    name: str
    url: str
    post_nominals: str
    role: str
    bio: str
    sample: bool


@dataclass(frozen=True, slots=True)
class CiteThisPage:
    """How to cite an article, in three forms."""

    apa: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    title: str
    dek: str
    audience_label: str
    authors: tuple[AuthorView, ...]
    key_points: tuple[str, ...]
    prose: Prose
    disclosures: str
    modalities: tuple[Card, ...]
    concerns: tuple[Card, ...]
    cite: CiteThisPage
    related: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SitePageView:
    title: str
    summary: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class WorksheetView:
    title: str
    summary: str
    version: str
    address: str
    prose: Prose
    modalities: tuple[Card, ...]
    concerns: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class LicenceView:
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


@dataclass(frozen=True, slots=True)
class PractisedModality:
    """A modality that a therapist works with, and the training for it."""

    title: str
    url: str
    training: str


@dataclass(frozen=True, slots=True)
class LocationView:
    """A place of practice. A home office shows its city alone."""

    place: str
    address: str
    step_free: str
    home_office: bool


@dataclass(frozen=True, slots=True)
class FeeView:
    """A service, how long, and the amount as it is written in the page's language."""

    service: str
    duration: str
    amount: str


@dataclass(frozen=True, slots=True)
class AvailabilityView:
    """`state` is yes, no, waitlist or ask; older than 60 days always reads ask."""

    state: str
    label: str
    as_of: date
    note: str


@dataclass(frozen=True, slots=True)
class VideoView:
    """An introduction. `src` is a file of ours; else `host` and `host_url` say where a click leads."""

    src: str
    captions: str
    poster: str
    host: str
    host_url: str
    transcript: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ImageView:
    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class TherapistView:
    name: str
    initials: str
    pronouns: str
    title: str
    summary: str
    sample: bool
    status: str
    status_note: str
    photo: ImageView | None
    licences: tuple[LicenceView, ...]
    unregulated: str
    unregulated_source: Link | None
    other_credentials: tuple[str, ...]
    availability: AvailabilityView
    modalities: tuple[PractisedModality, ...]
    focus_areas: tuple[Link, ...]
    facts: tuple[Fact, ...]
    locations: tuple[LocationView, ...]
    fees: tuple[FeeView, ...]
    fees_as_of: date | None
    sliding_scale: str
    insurance: tuple[str, ...]
    free_consultation: str
    video: VideoView | None
    bio: tuple[str, ...]
    answers: tuple[Answer, ...]
    contacts: tuple[Fact, ...]
    disclosures: str
    updated_on: date


@dataclass(frozen=True, slots=True)
class PersonView:
    name: str
    post_nominals: str
    role: str
    bio: tuple[str, ...]
    sample: bool
    facts: tuple[Fact, ...]
    disclosures: str
    no_licence_because: str
    articles: tuple[Card, ...]
    reviewed: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class RegulatorView:
    name: str
    kind_label: str
    facts: tuple[Fact, ...]
    note: str
    advertising_rules: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    sources: tuple[Link, ...]
    as_of: date
    therapists: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    """A work: the APA reference, what it found and its limits in plain words, and the pages that rely on it."""

    title: str
    reference: str
    facts: tuple[Fact, ...]
    findings: tuple[str, ...]
    limits: str
    incomplete: bool
    retracted: str
    bibtex: str
    ris: str
    relied_on_by: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CrisisView:
    """A crisis line. `contacts` are the ways to reach it, the first one first."""

    name: str
    url: str
    for_whom: str
    contacts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    note: str
    verified: str
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CrisisListingView:
    title: str
    lede: str
    emergency: str
    resources: tuple[CrisisView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    term: str
    url: str
    also_known_as: tuple[str, ...]
    definition: str
    see_also: tuple[Link, ...]
    modalities: tuple[Link, ...]
    references: tuple[Reference, ...]


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
