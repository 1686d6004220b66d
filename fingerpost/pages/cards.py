"""Cards: how a record of any kind shows in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fingerpost.clinical.directory import is_listed
from fingerpost.clinical.record import Record
from fingerpost.engine.bibliography import label
from fingerpost.pages import labels
from fingerpost.pages.availability import availability_state
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card

if TYPE_CHECKING:
    from fingerpost.clinical.therapist import Therapist

MOST_THERAPISTS = 6


def card(edition: Edition, record: Record[Any], note: str = "") -> Card:
    """The card of a record; `note` is one quiet line of the editor's."""
    own = edition.once(_card, record)
    return own._replace(note=note) if note else own


def _card(edition: Edition, record: Record[Any]) -> Card:
    return Card(
        title=record.name,
        url=edition.url(record),
        summary=_summary(edition, record),
        label=_label(edition, record),
        note=_note(edition, record),
        sample=record.is_sample,
    )


def cards(edition: Edition, records: Iterable[Record[Any]]) -> tuple[Card, ...]:
    """The cards of several records, in their order."""
    return tuple(card(edition, record) for record in records)


def cards_of(edition: Edition, kind: str, ids: Iterable[str]) -> tuple[Card, ...]:
    """Cards of those ids that are published."""
    found = (edition.library.get(kind, id) for id in ids)
    return tuple(card(edition, record) for record in found if record)


def link_to(edition: Edition, record: Record[Any]) -> Link:
    """A link to the page of a record, by its name."""
    return edition.once(_link, record)


def _link(edition: Edition, record: Record[Any]) -> Link:
    return Link(record.name, edition.url(record))


def has_page(record: Record[Any]) -> bool:
    """Whether the record has a page of its own: not places, nor therapists who did not agree to that or have left."""
    return record.kind != "place" and (record.kind != "therapist" or is_listed(record.entry))


def _summary(edition: Edition, record: Record[Any]) -> str:
    for field in ("summary", "dek", "definition", "for_whom", "role"):
        value = record.get(field)
        if value:
            return value if isinstance(value, str) else str(value.text(edition.routes.language))
    return ""


def _label(edition: Edition, record: Record[Any]) -> str:
    _ = edition.strings.gettext
    entry = record.entry
    if record.kind == "modality":
        return _(labels.MODALITY_KINDS[entry.kind])
    if record.kind == "article":
        return _(labels.AUDIENCES[entry.audience])
    if record.kind == "therapist":
        return str(entry.title)
    return _(labels.KINDS[record.kind])


def _note(edition: Edition, record: Record[Any]) -> str:
    entry = record.entry
    if record.kind == "therapist":
        return " · ".join(part for part in (_where(edition, entry), _open(edition, entry)) if part)
    if record.kind == "concern":
        return entry.plain_name if entry.plain_name.casefold() != entry.title.casefold() else ""
    if record.kind == "regulator":
        return ", ".join(edition.strings.region(code) for code in entry.jurisdictions)
    if record.kind == "citation":
        work = edition.work(record.id)
        return label(work) if work else ""
    if record.kind == "person":
        return ", ".join(entry.post_nominals)
    return edition.strings.day(entry.published_on) if record.kind == "article" else ""


def _where(edition: Edition, entry: Therapist) -> str:
    cities = [f"{place.city}, {edition.strings.region(place.region)}" for place in entry.locations]
    return cities[0] if cities else ""


def _open(edition: Edition, entry: Therapist) -> str:
    state = availability_state(entry.availability, edition.today)
    return edition.strings.gettext(labels.AVAILABILITY[state])
