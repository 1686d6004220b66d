"""What search knows of each page: title, summary, text, and the other names people use for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fingerpost.clinical.record import Record
from fingerpost.pages.cards import card, has_page
from fingerpost.pages.edition import Edition
from fingerpost.pages.routes import HOME_PAGE
from fingerpost.pages.search import SearchDocument

if TYPE_CHECKING:
    from fingerpost.clinical.crisis import CrisisResource
    from fingerpost.clinical.therapist import Therapist

SEARCHED = ("crisis", "modality", "concern", "article", "page", "worksheet", "therapist", "term", "regulator")


def search_document(edition: Edition, record: Record[Any]) -> SearchDocument | None:
    """The document of a record's page, or None for pages that search does not show."""
    if record.kind not in SEARCHED or not has_page(record) or (record.kind, record.id) == ("page", HOME_PAGE):
        return None
    return _document(edition, record)


def in_search_order(kind: str, id: str) -> tuple[int, str]:
    """Sorts documents by kind and id: a document's number in the index is its place."""
    return SEARCHED.index(kind), id


def _document(edition: Edition, record: Record[Any]) -> SearchDocument:
    url = edition.url(record).removeprefix(edition.routes.base_path)
    return SearchDocument(
        url=url,
        title=record.name,
        summary=card(edition, record).summary,
        kind=record.kind,
        body=_body(edition, record),
        keywords=" ".join(_keywords(edition, record)),
    )


def _body(edition: Edition, record: Record[Any]) -> str:
    if record.path in edition.bodies:
        return edition.bodies[record.path].text
    entry, language = record.entry, edition.routes.language
    if record.kind == "therapist":
        answers = [answer.text(language) for _, answer in entry.answers if answer]
        return "\n".join((entry.bio.text(language), *answers))
    return ""


def _keywords(edition: Edition, record: Record[Any]) -> Iterator[str]:
    entry = record.entry
    yield from getattr(entry, "also_known_as", ())
    if plain := getattr(entry, "plain_name", ""):
        yield plain
    for id in getattr(entry, "authors", ()):
        yield edition.library.people[id].name
    if record.kind == "crisis":
        yield from _crisis_keywords(edition, entry)
    if record.kind == "therapist":
        yield from _therapist_keywords(edition, entry)


def _crisis_keywords(edition: Edition, entry: CrisisResource) -> Iterator[str]:
    """Numbers as people type them: 988 for 9-8-8."""
    for number in (entry.phone, entry.phone_as_words, entry.sms.number if entry.sms else None):
        if number:
            yield f"{number} {number.replace('-', '')}"
    yield from (edition.strings.region(code) for code in entry.regions)
    yield edition.strings.gettext("crisis suicide emergency help line")


def _therapist_keywords(edition: Edition, entry: Therapist) -> Iterator[str]:
    strings, library = edition.strings, edition.library
    yield entry.title
    for place in entry.locations:
        yield f"{place.city} {strings.region(place.region)}"
    yield from (strings.region(code) for code in entry.serves)
    yield from (strings.language_name(tag) for tag in entry.languages)
    for practised in entry.modalities:
        modality = library.modalities.get(practised.ref)
        if modality:
            yield from (modality.name, *modality.entry.also_known_as)
    yield from (library.concerns[id].name for id in entry.focus_areas if id in library.concerns)
