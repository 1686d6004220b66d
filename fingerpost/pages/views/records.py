"""The pages of people, regulators, works, crisis lines and terms.

Each view holds all that its template may see, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card, Fact, Reference


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
class TermView:
    term: str
    url: str
    also_known_as: tuple[str, ...]
    definition: str
    see_also: tuple[Link, ...]
    modalities: tuple[Link, ...]
    references: tuple[Reference, ...]
