"""The pages of people, regulators, works, crisis lines and terms.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from datetime import date

from fingerpost.engine.values import NamedTuple
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, Fact, Reference


class PersonView(NamedTuple):
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


class RegulatorView(NamedTuple):
    name: str
    kind_label: str
    facts: tuple[Fact, ...]
    note: str
    advertising_rules: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    sources: tuple[Link, ...]
    as_of: date
    therapists: tuple[Card, ...]
    therapists_more: Link | None


class CitationView(NamedTuple):
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


class CrisisView(NamedTuple):
    """A crisis line. `contacts` are the ways to reach it, the first one first."""

    name: str
    url: str
    for_whom: str
    contacts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    note: str
    verified: str
    sources: tuple[Link, ...]


class TermView(NamedTuple):
    term: str
    url: str
    also_known_as: tuple[str, ...]
    definition: str
    see_also: tuple[Link, ...]
    modalities: tuple[Link, ...]
    references: tuple[Reference, ...]
