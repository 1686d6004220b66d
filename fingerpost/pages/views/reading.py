"""Pages that are read: modalities, concerns, articles, plain pages and worksheets.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from datetime import date

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, CareCardView, CautionView, CiteLink, Prose


class EvidenceRow(NamedTuple):
    """The evidence for one concern: the level in words, what that level means, the works, and as of when."""

    concern: Link
    level: str
    level_label: str
    meaning: str
    citations: tuple[CiteLink, ...]
    as_of: date
    note: str


class RelatedGroup(NamedTuple):
    """Modalities related in one way: "Part of", "Often combined with". Card.note holds the editor's note."""

    title: str
    cards: tuple[Card, ...]


class ModalityView(NamedTuple):
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


class ConcernModality(NamedTuple):
    """A modality for a concern, with the evidence level for it when one is recorded."""

    card: Card
    level: str
    level_label: str


class ConcernView(NamedTuple):
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


class AuthorView(NamedTuple):
    """An author or reviewer in a box. `sample` people are made up, and the box says so."""

    name: str
    url: str
    post_nominals: str
    role: str
    bio: str
    sample: bool


class CiteThisPage(NamedTuple):
    """How to cite an article, in three forms."""

    apa: str
    bibtex: str
    ris: str


class ArticleView(NamedTuple):
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


class SitePageView(NamedTuple):
    title: str
    summary: str
    prose: Prose


class WorksheetView(NamedTuple):
    title: str
    summary: str
    version: str
    address: str
    prose: Prose
    modalities: tuple[Card, ...]
    concerns: tuple[Card, ...]
