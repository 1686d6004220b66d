"""Pages that are read: modalities, concerns, articles, plain pages and worksheets.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, CareCardView, CautionView, CiteLink, Prose


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
