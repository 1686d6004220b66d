"""What search knows of each page: title, summary, text, and the other names people use for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fingerpost.clinical.directory import Listing
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.cards import card, has_page
from fingerpost.pages.edition import Edition
from fingerpost.pages.routes import HOME_PAGE
from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.counting import Row

if TYPE_CHECKING:
    from fingerpost.clinical.citation import Citation
    from fingerpost.clinical.crisis import CrisisResource
    from fingerpost.clinical.regulator import Regulator
    from fingerpost.clinical.therapist import Therapist
    from fingerpost.pages.page import Page

# In the order in which search numbers their documents. A list is one of the directory's.
SEARCHED = (
    "crisis",
    "modality",
    "concern",
    "article",
    "page",
    "worksheet",
    "list",
    "therapist",
    "person",
    "term",
    "regulator",
    "citation",
)


def search_document(edition: Edition, record: Record[Any]) -> SearchDocument | None:
    """The document of a record's page, or None for pages that search does not show."""
    if record.kind not in SEARCHED or not has_page(record) or (record.kind, record.id) == ("page", HOME_PAGE):
        return None
    return _document(edition, record)


def section_document(edition: Edition, section: str, page: Page) -> SearchDocument:
    """The document of a section's page."""
    if section == "crisis":
        return _page_document(edition, page, "crisis", _help_words(edition))
    return _page_document(edition, page, "page", "")


def list_document(edition: Edition, path: str, page: Page) -> SearchDocument:
    """The document of a list of the directory."""
    listing, library = Listing.at(path), edition.library
    named = (library.modalities.get(listing.modality), library.concerns.get(listing.concern))
    others = (name for record in named if record for name in record.entry.also_known_as)
    found_by = edition.strings.gettext("find therapist counsellor psychologist psychotherapist social worker near me")
    return _page_document(edition, page, "list", " ".join((found_by, *others)))


def _page_document(edition: Edition, page: Page, kind: str, keywords: str) -> SearchDocument:
    url = page.url.removeprefix(edition.routes.base_path)
    return SearchDocument(url, page.view.title, page.view.lede, kind, keywords=keywords)


def in_search_order(row: Row) -> tuple[int, str]:
    """Sorts what results show by kind and id: a document's number in the index is its place."""
    url, _, _, kind = row
    return SEARCHED.index(kind), url.rstrip("/")


def _document(edition: Edition, record: Record[Any]) -> SearchDocument:
    url = edition.url(record).removeprefix(edition.routes.base_path)
    return SearchDocument(
        url=url,
        title=record.name,
        summary=card(edition, record).summary,
        kind=record.kind,
        body="\n".join(_texts(edition, record)),
        keywords=" ".join(_keywords(edition, record)),
        headings="\n".join(_headings(edition, record)),
    )


def _headings(edition: Edition, record: Record[Any]) -> Iterator[str]:
    if record.path in edition.bodies:
        yield from (section.title for section in edition.bodies[record.path].sections if section.title)


def _texts(edition: Edition, record: Record[Any]) -> Iterator[str]:
    if record.path in edition.bodies:
        yield from (section.text for section in edition.bodies[record.path].sections)
    elif record.kind == "therapist":
        yield from _therapist_texts(edition, record.entry)
    elif record.kind == "crisis":
        yield from _crisis_texts(edition, record.entry)
    elif record.kind == "person":
        yield record.entry.bio.text(edition.routes.language)
    elif record.kind == "citation":
        yield from record.entry.findings
        yield record.entry.limits or ""


def _therapist_texts(edition: Edition, entry: Therapist) -> Iterator[str]:
    """What the page says in words beside the names that are keywords."""
    language, _ = edition.routes.language, edition.strings.gettext
    yield entry.bio.text(language)
    yield from (answer.text(language) for _question, answer in entry.answers if answer)
    for licence in entry.licences:
        yield f"{licence.title} {licence.licence_class or ''} {licence.number}"
        yield edition.library.regulators[licence.regulator].name
    yield from entry.other_credentials
    yield from (each.training for each in entry.modalities if each.training)
    yield from (place.address for place in entry.locations if place.address)
    yield from (_(labels.CLIENT_GROUPS[each]) for each in entry.client_groups)
    yield from (_(labels.AGES[each]) for each in entry.ages)
    yield from (_(labels.FORMATS[each]) for each in entry.formats)
    yield from (*entry.communities_served, *entry.insurance, *(fee.service for fee in entry.fees))
    yield from filter(None, (entry.free_consultation, entry.availability.note, entry.disclosures, entry.phone))
    yield entry.video.transcript if entry.video else ""


def _crisis_texts(edition: Edition, entry: CrisisResource) -> Iterator[str]:
    language = edition.routes.language
    yield from (text.text(language) for text in (entry.hours, entry.more_languages, entry.note) if text)
    yield from (edition.strings.language_name(tag) for tag in entry.languages)
    yield (entry.sms.word or "") if entry.sms else ""


def _keywords(edition: Edition, record: Record[Any]) -> Iterator[str]:
    entry = record.entry
    yield from getattr(entry, "also_known_as", ())
    if plain := getattr(entry, "plain_name", ""):
        yield plain
    for id in getattr(entry, "authors", ()):
        yield edition.library.people[id].name
    if record.kind == "citation":
        yield from _citation_keywords(entry)
    if record.kind == "regulator":
        yield from _regulator_keywords(edition, entry)
    if record.kind == "crisis":
        yield from _crisis_keywords(edition, entry)
    if record.kind == "therapist":
        yield from _therapist_keywords(edition, entry)


def _citation_keywords(entry: Citation) -> Iterator[str]:
    yield from (author.literal or author.family or "" for author in entry.author)
    yield str(entry.year)
    yield from filter(None, (entry.container, entry.doi, entry.pmid))


def _regulator_keywords(edition: Edition, entry: Regulator) -> Iterator[str]:
    yield entry.short_name or ""
    yield from (edition.strings.region(code) for code in entry.jurisdictions)
    yield from entry.protected_titles
    yield edition.strings.gettext("college order regulator register licence complaint")


def _crisis_keywords(edition: Edition, entry: CrisisResource) -> Iterator[str]:
    """Numbers as people type them: 988 for 9-8-8."""
    for number in (entry.phone, entry.phone_as_words, entry.sms.number if entry.sms else None):
        if number:
            yield f"{number} {number.replace('-', '')}"
    yield from (edition.strings.region(code) for code in entry.regions)
    yield _help_words(edition)


def _help_words(edition: Edition) -> str:
    """What somebody in danger may type."""
    return edition.strings.gettext(
        "crisis suicide emergency help line hotline suicidal want to die kill end my life self-harm hurt overdose"
    )


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
