"""Cards: how a record of any kind shows in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fingerpost.clinical.article import Article
from fingerpost.clinical.citation import Citation
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.library import Library
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.person import Person
from fingerpost.clinical.record import Record
from fingerpost.clinical.regulator import Regulator
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.bibliography import label
from fingerpost.pages import labels
from fingerpost.pages.availability import availability_state
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.parts import Card

MOST_THERAPISTS = 6


def card(edition: Edition, record: Record[Any], note: str = "") -> Card:
    """The card of a record; `note` is one quiet line of the editor's."""
    return Card(
        title=record.name,
        url=edition.url(record),
        summary=_summary(edition, record),
        label=_label(edition, record),
        note=note or _note(edition, record),
        sample=bool(getattr(record.entry, "sample", False)) and record.kind != "citation",
    )


def cards(edition: Edition, records: Iterable[Record[Any]]) -> tuple[Card, ...]:
    """The cards of several records, in their order."""
    return tuple(card(edition, record) for record in records)


def cards_of(edition: Edition, kind: str, ids: Iterable[str]) -> tuple[Card, ...]:
    """Cards of those ids that are published."""
    found = (edition.library.get(kind, id) for id in ids)
    return tuple(card(edition, record) for record in found if record)


def listed_therapists(library: Library) -> tuple[Record[Therapist], ...]:
    """Therapists who agreed to be listed and have not left, by sort name."""
    listed = [each for each in library.therapists.values() if is_listed(each)]
    return tuple(sorted(listed, key=lambda each: (each.entry.sort_name.casefold(), each.id)))


def is_listed(record: Record[Any]) -> bool:
    """Whether the record has a page of its own: all but therapists who did not agree to that, or have left."""
    entry = record.entry
    return not isinstance(entry, Therapist) or (entry.consent_to_list and entry.status != "archived")


def _summary(edition: Edition, record: Record[Any]) -> str:
    entry = record.entry
    for field in ("summary", "dek", "definition", "for_whom", "role"):
        value = getattr(entry, field, None)
        if value:
            return value if isinstance(value, str) else str(value.text(edition.routes.language))
    return ""


def _label(edition: Edition, record: Record[Any]) -> str:
    _ = edition.strings.gettext
    entry = record.entry
    if isinstance(entry, Modality):
        return _(labels.MODALITY_KINDS[entry.kind])
    if isinstance(entry, Article):
        return _(labels.AUDIENCES[entry.audience])
    if isinstance(entry, Therapist):
        return entry.title
    return _(labels.KINDS[record.kind])


def _note(edition: Edition, record: Record[Any]) -> str:
    entry = record.entry
    if isinstance(entry, Therapist):
        return " · ".join(part for part in (_where(edition, entry), _open(edition, entry)) if part)
    if isinstance(entry, Concern):
        return entry.plain_name if entry.plain_name.casefold() != entry.title.casefold() else ""
    if isinstance(entry, Regulator):
        return ", ".join(edition.strings.region(code) for code in entry.jurisdictions)
    if isinstance(entry, Citation):
        return label(edition.works[record.id])
    if isinstance(entry, Person):
        return ", ".join(entry.post_nominals)
    return edition.strings.day(entry.published_on) if isinstance(entry, Article) else ""


def _where(edition: Edition, entry: Therapist) -> str:
    cities = [f"{place.city}, {edition.strings.region(place.region)}" for place in entry.locations]
    return cities[0] if cities else ""


def _open(edition: Edition, entry: Therapist) -> str:
    state = availability_state(entry.availability, edition.today)
    return edition.strings.gettext(labels.AVAILABILITY[state])
