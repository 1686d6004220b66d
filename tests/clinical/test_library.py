"""The library's indexes: who refers to whom, and relations from both sides."""

from __future__ import annotations

from collections import defaultdict

from fingerpost.clinical.glossary import Term
from fingerpost.clinical.library import Library
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.record import Mention, Record
from fingerpost.engine.marks import Mark, Marks
from fingerpost.engine.problems import Span
from fingerpost.engine.schema import Model


def library(*records: Record[Model]) -> Library:
    shelves: dict[str, dict[str, Record[Model]]] = defaultdict(dict)
    for record in records:
        shelves[record.kind][record.id] = record
    return Library(shelves)


def record(kind: str, id: str, entry: Model, *cited: str) -> Record[Model]:
    span = Span(f"{id}.x", 1, 1)
    return Record(kind, id, "en", f"{id}.x", entry, Marks({(): Mark(span)}), tuple(Mention(key, span) for key in cited))


def modality(id: str, *related: tuple[str, str, str], cited: tuple[str, ...] = ()) -> Record[Model]:
    values = {
        "title": id.upper(),
        "summary": "S.",
        "kind": "therapy",
        "cautions": [{"text": "C.", "citations": ["work"]}],
        "related": [{"ref": ref, "type": type, "note": note} for ref, type, note in related],
    }
    return record("modality", id, Modality.model_validate(values), *cited)


def related(found: Library, id: str) -> list[tuple[str, str, str]]:
    return [(each.record.id, each.type, each.note) for each in found.related(id)]


def test_a_relation_has_an_inverse_with_the_same_note() -> None:
    found = library(modality("a", ("b", "part-of", "note")), modality("b"))
    assert related(found, "a") == [("b", "part-of", "note")]
    assert related(found, "b") == [("a", "has-part", "note")]


def test_a_relation_written_on_both_sides_is_shown_once_with_its_own_note() -> None:
    found = library(modality("a", ("b", "often-combined", "from a")), modality("b", ("a", "often-combined", "from b")))
    assert related(found, "a") == [("b", "often-combined", "from a")]
    assert len(related(found, "b")) == 1


def test_two_relations_between_the_same_two_are_both_shown() -> None:
    found = library(modality("a", ("b", "part-of", "x"), ("b", "shares-technique", "y")), modality("b"))
    assert related(found, "b") == [("a", "has-part", "x"), ("a", "shares-technique", "y")]


def test_a_relation_to_what_is_not_published_is_left_out() -> None:
    assert related(library(modality("a", ("b", "part-of", "x"))), "a") == []


def test_what_refers_to_a_record_is_found_once_in_fields_and_in_prose() -> None:
    found = library(modality("a", cited=("work", "work")), modality("b"))
    assert [each.id for each in found.referring("citation", "work")] == ["a", "b"]
    assert [each.id for each in found.referring("citation", "other")] == []


def test_what_refers_can_be_of_one_kind() -> None:
    term = Term.model_validate({"term": "T", "definition": "D.", "citations": ["work"]})
    found = library(modality("a"), record("term", "t", term))
    assert [each.id for each in found.referring("citation", "work", by="term")] == ["t"]


def test_a_record_is_called_by_its_title_term_or_name() -> None:
    term = Term.model_validate({"term": "A term", "definition": "D."})
    assert record("term", "t", term).name == "A term"
    assert modality("a").name == "A"
