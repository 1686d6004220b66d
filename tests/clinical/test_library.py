"""The library's indexes: who refers to whom, and relations from both sides."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.clinical.face import REFERS, Face, Index
from fingerpost.clinical.glossary import Term
from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.library import Group, Library, nearest
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.record import Record
from fingerpost.clinical.shelf import Shelf
from fingerpost.engine.marks import Marks
from fingerpost.engine.reads import Reads
from fingerpost.engine.schema import Model, references


def library(*records: Record[Model]) -> Library:
    """The library of records that are published; who else refers to them is known by faces alone."""
    by_path = {record.path: record for record in records}
    index = Index()
    index.add(face(record) for record in records)
    reads = Reads()
    shelves: dict[str, Shelf[Model]] = {}
    for kind in KIND:
        paths = {record.id: record.path for record in records if record.kind == kind}
        shelves[kind] = Shelf(kind, dict(sorted(paths.items())), by_path.__getitem__, reads)
    return Library(shelves, index, reads)


def face(record: Record[Model]) -> Face:
    named = [(kind, id, "field") for _, kind, id in references(record.entry)]
    cited = [("citation", id, "text") for id in CITED.get(record.path, ())]
    entries = tuple((f"{REFERS}:{kind}/{id}", how) for kind, id, how in (*cited, *named))
    return Face(record.kind, record.id, "en", record.path, "", entries=entries)


# What the prose of a record cites.
CITED: dict[str, tuple[str, ...]] = {"cites.x": ("work", "work")}


def record(kind: str, id: str, entry: Model) -> Record[Model]:
    return Record(kind, id, "en", f"{id}.x", entry, Marks(f"{id}.x", ""))


def modality(id: str, *related: tuple[str, str, str]) -> Record[Model]:
    values = {
        "title": id.upper(),
        "summary": "S.",
        "kind": "therapy",
        "cautions": [{"text": "C.", "citations": ["work"]}],
        "related": [{"ref": ref, "type": type, "note": note} for ref, type, note in related],
    }
    return record("modality", id, Modality.validated(values))


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
    found = library(modality("cites"), modality("b"), modality("a"))
    assert [each.id for each in found.referring("citation", "work")] == ["a", "b", "cites"]
    assert [each.id for each in found.referring("citation", "other")] == []


def test_what_refers_can_be_of_one_kind() -> None:
    term = Term.validated({"term": "T", "definition": "D.", "citations": ["work"]})
    found = library(modality("a"), record("term", "t", term))
    assert [each.id for each in found.referring("citation", "work", by="term")] == ["t"]


def test_a_record_is_called_by_its_title_term_or_name() -> None:
    term = Term.validated({"term": "A term", "definition": "D."})
    assert record("term", "t", term).name == "A term"
    assert modality("a").name == "A"


def test_whatever_is_asked_for_is_noted_found_or_not() -> None:
    found = library(modality("a", ("b", "part-of", "x")), modality("b"))
    with found.reads.recording() as trace:
        found.related("a")
        found.get("term", "none")
        assert "c" not in found.concerns
    assert trace.keys == {
        "refers:modality/a",
        "record:modality/a",
        "record:modality/b",
        "record:term/none",
        "record:concern/c",
    }


def test_whoever_looks_a_record_up_has_it_from_outside() -> None:
    found = library(modality("a"))
    assert found.modalities["a"].entry.title == "A"
    for record in (found.modalities["a"], *found.modalities.every()):
        with pytest.raises(RuntimeError, match="cautions of Modality is for the page of the record alone"):
            record.get("cautions")


def test_a_key_goes_with_the_last_record_under_it() -> None:
    index = Index()
    faces = [Face("page", id, "en", f"{id}.md", "", entries=(("moved:old/", ""),)) for id in "ab"]
    index.add(faces)
    for gone, left in zip(faces, ([("old/", ["b.md"])], []), strict=True):
        index.remove(gone)
        assert [(key, [*paths]) for key, paths in index.under("moved")] == left


def test_articles_are_listed_as_they_are_everywhere_and_none_is_read_for_it() -> None:
    days = {"old": "2024-02-29", "b": "2026-01-01", "a": "2026-01-01", "hidden": "2026-06-01"}
    found = library(*(record("article", id, Modality()) for id in ("old", "b", "a")))
    found.index.add([Face("article", id, "en", f"{id}.x", "", entries=(("published:", days[id]),)) for id in days])
    with found.reads.recording() as trace:
        assert found.newest_articles() == ("a", "b", "old")
    assert trace.keys == {"published:"}
    assert found.newest_articles() == tuple(
        Group.of({id: date.fromisoformat(days[id]) for id in ("b", "old", "a")}).ages
    )


def test_a_look_at_all_records_of_a_kind_is_noted_as_one() -> None:
    found = library(modality("b"), modality("a"))
    with found.reads.recording() as trace:
        assert [each.id for each in found.modalities.every()] == ["a", "b"]
        assert len(found.terms) == len(list(found.terms)) == 0
    assert trace.keys == {"shelf:modality", "shelf:term"}


SHAME, GRIEF = ("concern", "shame"), ("concern", "grief")


def test_articles_on_the_most_of_several_subjects_come_first_then_the_newest_then_by_id() -> None:
    days = {"old": "2024-02-29", "b": "2026-01-01", "a": "2026-01-01", "hidden": "2026-06-01"}
    found = library(*(record("article", id, Modality()) for id in ("old", "b", "a")))
    on = {id: ("shame", "grief") if id == "old" else ("shame",) for id in days}
    entries = {id: tuple((f"discussed:concern/{each}", days[id]) for each in on[id]) for id in days}
    found.index.add([Face("article", id, "en", f"{id}.x", "", entries=entries[id]) for id in days])
    for _ in range(2):
        with found.reads.recording() as trace:
            assert found.articles_on((SHAME,), 9) == ("a", "b", "old")
            assert found.articles_on((SHAME, GRIEF), 2) == ("old", "a")
        assert trace.keys == {"discussed:concern/shame", "discussed:concern/grief"}
    assert found.articles_on((("concern", "none"),), 2) == found.articles_on((), 2) == ()


DAY = date(2026, 11, 21)
IDS = st.sampled_from("abcdefghijklmno")


@given(days=st.fixed_dictionaries({id: st.integers(0, 3) for id in "abcdefghijklmno"}), data=st.data())
def test_the_nearest_are_the_first_of_all_that_are_ranked(days: dict[str, int], data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.sets(IDS), max_size=5))
    groups = [Group.of({id: DAY + timedelta(days[id]) for id in each}) for each in drawn]
    times = Counter(id for each in drawn for id in each)
    ranked = sorted(times, key=lambda id: (-times[id], -days[id], id))
    for most in (1, 4, 20):
        assert nearest(groups, most) == tuple(ranked[:most])


def test_a_second_look_at_the_index_is_noted_as_the_first() -> None:
    found = library(modality("a"))
    for _ in range(2):
        with found.reads.recording() as trace:
            found.referring("citation", "work")
        assert trace.keys == {"refers:citation/work", "record:modality/a"}


def test_rows_of_records_that_are_not_here_are_passed_over() -> None:
    everything = library(modality("a"), modality("b"))
    everything.index.add([Face("article", "hidden", "en", "hidden.x", "", entries=(("refers:citation/work", "text"),))])
    assert [each.id for each in everything.referring("citation", "work")] == ["a", "b"]
