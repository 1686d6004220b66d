"""Every field of every kind of record: filled somewhere in the full site, and shown on its page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import html5lib
import pytest

from fingerpost.catalogue import Catalogue
from fingerpost.clinical.kinds import KINDS
from fingerpost.clinical.questions import QUESTIONS
from fingerpost.clinical.record import Record
from fingerpost.clinical.regions import REGIONS
from fingerpost.engine.multilingual import Prose
from fingerpost.engine.reads import Today
from fingerpost.engine.schema import Model, fields_of, references
from fingerpost.pages import labels
from fingerpost.pages.cards import has_page
from fingerpost.pages.publication import Publication
from fingerpost.pages.routes import HOME_PAGE, Routes
from fingerpost.pages.strings import Strings
from tests.building import TODAY, catalogue_of

STRINGS = Strings.of("en")

# Fields that no visitor sees on the record's page, and why.
NOT_SHOWN = {
    "consent_to_list": "decides whether there is a page",
    "draft": "decides whether there is a page",
    "expires_on": "decides until when there is a page (a licence's own is shown: see SHOWN_AT)",
    "is_condition": "says in structured data whether it is a medical condition",
    "priority": "orders the crisis lines",
    "publish_on": "decides from when there is a page",
    "redirect_from": "is an address that leads here",
    "sort_name": "orders the directory",
    "superseded": "is a number that nobody should call any more",
    "topics": "sorts works for editors",
    "container": "is part of the reference, whose whole text the bibliography's goldens pin",
    "sample": "is a banner (see test_made_up_records_say_so)",
    "crisis_level": "sets how the crisis strip shows",
    "quick_exit": "adds a way out to the page's head",
    "reviews.digest": "is what the badge's state is computed from",
    "reviews.scope": "is for editors so far",
    "licences.verified_by": "is for editors: the page says when, and links to the register",
    "licences.supervisor.number": "is for editors: the page names the supervisor and the title",
    "source_copy_date": "is shown where nobody has called: see test_a_line_nobody_called_says_so",
    "identifier": "is a sentence",
    "status": "is a sentence, where there is something to say",
    "locations.home_office": "is a sentence, and hides the address",
    "retracted.status": "is a sentence with its date",
    "sliding_scale.offered": "is a sentence",
    "video.captions": "is published under another name",
    "video.poster": "is published under another name",
    "video.src": "is published under another name",
    "photo.src": "is published under another name",
}

# What the page shows for a value that is one of a few.
CHOICES: dict[str, Mapping[str, str]] = {
    "modality.kind": labels.MODALITY_KINDS,
    "modality.evidence.level": {level: label for level, (label, _) in labels.EVIDENCE.items()},
    "modality.related.type": labels.RELATIONS,
    "concern.when_to_get_help.urgency": labels.URGENCIES,
    "article.audience": labels.AUDIENCES,
    "therapist.client_groups": labels.CLIENT_GROUPS,
    "therapist.ages": labels.AGES,
    "therapist.formats": labels.FORMATS,
    "regulator.kind": labels.REGULATOR_KINDS,
    "citation.study_design": labels.STUDY_DESIGNS,
    "citation.type": dict.fromkeys(("article-journal", "book", "chapter", "report", "webpage"), ""),
}
FLAGS = {
    "therapist.locations.step_free": {True: "Step-free access", False: "No step-free access"},
    "regulator.dr_title_allowed": {True: "Allowed", False: "Not allowed"},
}
REGION_FIELDS = {"jurisdiction", "jurisdictions", "region", "regions", "except_regions", "serves"}


@dataclass(frozen=True)
class Shown:
    """A page's body as a visitor's browser has it: its text, and the values of its attributes."""

    text: str
    attributes: frozenset[str]

    def has(self, wanted: str) -> bool:
        flat = " ".join(wanted.split())
        return flat in self.text or flat in self.attributes


def shown(path: Path) -> Shown:
    document = html5lib.parse(path.read_text("utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    body = next(document.iter("body"))
    words = " ".join("".join(body.itertext()).split())
    return Shown(words, frozenset(value for node in body.iter() for value in node.attrib.values()))


@pytest.fixture(scope="module")
def catalogue(full_site: Path) -> Catalogue:
    return catalogue_of(full_site)


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue, full_output: Path) -> dict[str, tuple[Record[Any], Shown]]:
    """The records that have a page of their own, by path, each with what its page shows."""
    routes = Routes("/", "https://full.example.org", "en", "en")
    publication = Publication(Today(date.fromisoformat(TODAY)), samples=True)
    found = {}
    for path, face in catalogue.faces.items():
        record = catalogue.record(path)
        if publication.includes(face) and has_page(record) and record.id != HOME_PAGE:
            url = routes.record(record.kind, record.id)
            found[path] = (record, shown(full_output / routes.output_path(url)))
    return found


def values(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every plain value inside a model, with the names of the fields that lead to it."""
    if isinstance(value, Model):
        for name in fields_of(type(value)):
            yield from values(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from values(each, at)
    elif value is not None:
        yield at, value


PAUSED = "Not seeing new clients: this listing is paused"


def expected(record: Record[Any], at: tuple[str, ...], value: Any) -> list[str]:
    """The texts of which the page must show one; none where any would do."""
    path = ".".join((record.kind, *at))
    if path in CHOICES:
        return [CHOICES[path][value]]
    if path == "therapist.availability.accepting":
        active = [labels.AVAILABILITY[value], labels.AVAILABILITY["ask"]]
        return active if record.entry.status == "active" else [PAUSED]
    if isinstance(value, bool):
        return [FLAGS[path][value]]
    if isinstance(value, date):
        return [value.isoformat(), STRINGS.day(value)]
    if isinstance(value, Decimal):
        return [STRINGS.dollars(value)]
    if isinstance(value, int):
        return [f"{value:,}", str(value)]
    if at[-1] in REGION_FIELDS:
        return [REGIONS[value]]
    if at[-1] == "languages":
        return [STRINGS.language_name(value)]
    if at[0] == "video":
        return [value, f"https://www.youtube.com/watch?v={value}", f"https://vimeo.com/{value}"]
    return [str(value), html.escape(str(value)), f"https://doi.org/{value}", str(value).replace("-", "–")]


def paragraphs(value: Any) -> list[Any]:
    return re.split(r"\n\n+", value.text("en")) if isinstance(value, Prose) else [value]


def in_list(at: tuple[str, ...], kind: str) -> bool:
    names = {at[-1], ".".join(at)}
    if kind == "therapist" and at == ("licences", "expires_on"):
        return False
    return bool(names & NOT_SHOWN.keys())


def superseded(record: Record[Any]) -> set[object]:
    """Dates that no longer count: of reviews before the last one."""
    reviews = sorted(getattr(record.entry, "reviews", ()), key=lambda each: each.on)
    return {day for review in reviews[:-1] for day in (review.on, review.next_due)}


def test_every_value_of_every_record_is_shown(pages: Mapping[str, tuple[Record[Any], Shown]]) -> None:
    missing = []
    for path, (record, page) in pages.items():
        named = (
            (next(key for key in reversed(at) if isinstance(key, str)), id) for at, _, id in references(record.entry)
        )
        referred = set(named)
        for at, value in values(record.entry):
            if in_list(at, record.kind) or (at[-1], value) in referred or value in superseded(record):
                continue
            for part in paragraphs(value):
                if not any(page.has(text) for text in expected(record, at, part)):
                    missing.append(f"{path}: {'.'.join(at)}: {part}")
    assert not missing, "\n".join(missing)


def test_every_reference_leads_somewhere_on_the_page(pages: Mapping[str, tuple[Record[Any], Shown]]) -> None:
    missing = []
    for path, (record, page) in pages.items():
        latest = max((each.on for each in getattr(record.entry, "reviews", ())), default=None)
        for location, kind, id in references(record.entry):
            if location[0] == "reviews" and record.entry.reviews[location[1]].on != latest:
                continue
            route = Routes("/", "https://full.example.org", "en", "en").record(kind, id)
            if not {route, f"#ref-{id}"} & page.attributes:
                missing.append(f"{path}: {'.'.join(map(str, location))}: {id}")
    assert not missing, "\n".join(missing)


def filled(entry: Model) -> set[str]:
    return {".".join(at) for at, _ in values(entry)}


def fields(model: type[Model], at: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of every field of a model and of the models inside it."""
    for name, field in fields_of(model).items():
        inner = list(_models(field.annotation))
        yield from ([".".join((*at, name))] if not inner else ())
        for each in inner:
            yield from fields(each, (*at, name))


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_full_site_fills_every_field(kind: Any, catalogue: Catalogue) -> None:
    paths = [face.path for face in catalogue.faces.values() if face.kind == kind.name]
    found = {name for path in paths for name in filled(catalogue.record(path).entry)}
    assert set(fields(kind.model)) - found == set()


def test_the_list_of_fields_not_shown_names_real_fields() -> None:
    known = {name for kind in KINDS for name in fields(kind.model)}
    names = known | {name.rpartition(".")[2] for name in known}
    assert NOT_SHOWN.keys() - names == set()


def test_made_up_records_say_so(pages: Mapping[str, tuple[Record[Any], Shown]]) -> None:
    banner = "Sample. This is a made-up record that shows how a page looks."
    for record, page in pages.values():
        if record.kind != "citation":
            assert page.has(banner) == (getattr(record.entry, "sample", False) is True)


def test_every_question_of_the_bank_is_asked_on_a_profile_that_answers_it(
    pages: Mapping[str, tuple[Record[Any], Shown]],
) -> None:
    _, page = pages["content/therapists/rosa-full.yaml"]
    assert all(page.has(question) for question in QUESTIONS.values())


def test_a_line_nobody_called_says_so(pages: Mapping[str, tuple[Record[Any], Shown]]) -> None:
    _, called = pages["content/crisis/example-line.yaml"]
    _, uncalled = pages["content/crisis/text-line.yaml"]
    assert called.has("Confirmed by calling on November 2, 2026, by Ada Example.")
    assert uncalled.has("Not confirmed by calling. The source we used is dated July 1, 2026.")


def test_a_number_that_is_superseded_stands_nowhere(full_output: Path) -> None:
    for path in full_output.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".txt"):
            assert "555-0199" not in path.read_text("utf-8")
