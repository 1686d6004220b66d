"""What must hold between records."""

from __future__ import annotations

from collections.abc import Iterable

from fingerpost.clinical.checks import false_relations, shared_names, unresolved
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.glossary import Term
from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.record import Mention, Record
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.schema import Model


def record(kind: str, id: str, entry: Model, language: str = "en") -> Record[Model]:
    path = f"content/{KIND[kind].folder}/{id}.x"
    return Record(kind, id, language, path, entry, Marks(path, ""))


def modality(
    id: str, *related: tuple[str, str], title: str = "", names: Iterable[str] = (), language: str = "en"
) -> Record[Model]:
    values = {
        "title": title or f"Modality {id}",
        "summary": "S.",
        "kind": "therapy",
        "cautions": [{"text": "C."}],
        "also_known_as": list(names),
        "related": [{"ref": ref, "type": type} for ref, type in related],
    }
    return record("modality", id, Modality.validated(values), language)


def problems(*records: Record[Model], ids: dict[str, set[str]] | None = None) -> list[Problem]:
    known: dict[str, set[str]] = {kind: set() for kind in KIND}
    for each in records:
        known[each.kind].add(each.id)
    for kind, more in (ids or {}).items():
        known[kind] |= more
    modalities = [each for each in records if isinstance(each.entry, Modality)]
    found = [problem for each in records for problem in unresolved(each, (), known)]
    return [*found, *shared_names(records), *false_relations(modalities)]  # type: ignore[arg-type]


def codes(*records: Record[Model]) -> list[tuple[str, str]]:
    return [(each.code, each.span.path) for each in problems(*records)]


def test_what_fits_together_is_no_problem() -> None:
    assert (
        codes(
            modality("a", ("b", "part-of"), ("c", "often-combined")),
            modality("b"),
            modality("c", ("a", "alternative-to")),
        )
        == []
    )


def test_a_reference_to_a_file_with_a_fault_of_its_own_is_no_second_fault() -> None:
    assert problems(modality("a", ("b", "part-of")), ids={"modality": {"b"}}) == []
    assert [each.code for each in problems(modality("a", ("b", "part-of")))] == ["unknown-modality"]


def test_a_work_cited_in_prose_must_exist() -> None:
    term = Term.validated({"term": "T", "definition": "D."})
    mention = Mention("smith2020", Span("content/glossary/t.x", 9, 4, 9))
    (found,) = unresolved(record("term", "t", term), (mention,), {"citation": {"smyth2020"}})
    assert (found.code, found.span.line, found.span.length) == ("unknown-citation", 9, 9)
    assert found.help.startswith('did you mean "smyth2020"? ')


def test_a_ring_of_parts_is_told_once() -> None:
    ring = [modality("c", ("a", "part-of")), modality("a", ("b", "part-of")), modality("b", ("c", "part-of"))]
    assert codes(*ring) == [("part-of-cycle", "content/modalities/a.x")]


def test_two_rings_are_told_each() -> None:
    first = [modality("a", ("b", "part-of")), modality("b", ("a", "part-of"))]
    second = [modality("c", ("d", "part-of")), modality("d", ("c", "part-of"))]
    assert codes(*first, *second) == [
        ("part-of-cycle", "content/modalities/a.x"),
        ("part-of-cycle", "content/modalities/c.x"),
    ]


def test_a_part_of_two_wholes_of_one_whole_is_no_ring() -> None:
    assert (
        codes(
            modality("a", ("b", "part-of"), ("c", "part-of")),
            modality("b", ("d", "part-of")),
            modality("c", ("d", "part-of")),
            modality("d"),
        )
        == []
    )


def test_what_leads_into_a_ring_is_not_in_it() -> None:
    ring = [modality("b", ("c", "part-of")), modality("c", ("b", "part-of"))]
    assert codes(modality("a", ("b", "part-of")), *ring) == [("part-of-cycle", "content/modalities/b.x")]


def test_other_relations_may_go_round() -> None:
    assert codes(modality("a", ("b", "often-combined")), modality("b", ("a", "often-combined"))) == []


def test_nothing_is_related_to_itself() -> None:
    assert codes(modality("a", ("a", "part-of"))) == [("related-to-itself", "content/modalities/a.x")]


def test_a_name_belongs_to_one_page_whatever_its_case() -> None:
    concern = Concern.validated({"title": "Sitting still", "plain_name": "P", "summary": "S.", "is_condition": "false"})
    records = [modality("a", names=["SITTING still"]), record("concern", "b", concern)]
    assert codes(*records) == [("name-claimed-twice", "content/modalities/a.x")]
    assert codes(modality("a", names=["QS"]), modality("b", names=["qs"])) == [
        ("name-claimed-twice", "content/modalities/b.x")
    ]


def test_a_translation_may_keep_a_name() -> None:
    assert codes(modality("a", names=["QS"]), modality("a", names=["QS"], language="fr")) == []


def test_a_record_may_repeat_its_own_name() -> None:
    assert codes(modality("a", title="QS", names=["QS"])) == []
