"""The walk over the references and the texts inside a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from fingerpost.clinical.kinds import KIND, KINDS, Kind
from fingerpost.engine.constraints import refuse
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Line, Refers, Slug
from fingerpost.engine.schema import Model, core_of, fields_of, proses, references, rule

Ref = Annotated[Slug, Refers("thing")]


class Inner(Model):
    ref: Ref
    other: Line | None = None
    said: ProseText | None = None


class Outer(Model):
    one: Ref
    maybe: Ref | None = None
    many: tuple[Ref, ...] = ()
    plain: tuple[Slug, ...] = ()
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    words: ProseText | None = None


def test_references_are_found_at_every_depth_with_their_place() -> None:
    outer = Outer.validated(
        {
            "one": "a",
            "maybe": "b",
            "many": ["c", "d"],
            "plain": ["not-a-reference"],
            "inner": {"ref": "e"},
            "inners": [{"ref": "f"}, {"ref": "g", "other": "h"}],
        }
    )
    assert list(references(outer)) == [
        (("one",), "thing", "a"),
        (("maybe",), "thing", "b"),
        (("many", 0), "thing", "c"),
        (("many", 1), "thing", "d"),
        (("inner", "ref"), "thing", "e"),
        (("inners", 0, "ref"), "thing", "f"),
        (("inners", 1, "ref"), "thing", "g"),
    ]


def test_what_is_left_out_refers_to_nothing() -> None:
    assert list(references(Outer.validated({"one": "a"}))) == [(("one",), "thing", "a")]


def test_texts_by_language_are_found_with_their_place() -> None:
    outer = Outer.validated({"one": "a", "words": "x", "inners": [{"ref": "f"}, {"ref": "g", "said": {"en": "y"}}]})
    assert [(at, prose.text("en")) for at, prose in proses(outer)] == [(("inners", 1, "said"), "y"), (("words",), "x")]


def test_a_model_does_not_change_after_validation() -> None:
    inner = Inner.validated({"ref": "a"})
    with pytest.raises(AttributeError, match="Inner does not change: ref"):
        inner.ref = "b"


class Stricter(Inner):
    other: Line
    more: Line = "more"


def test_fields_come_from_the_classes_a_model_is_built_on_and_may_be_required_anew() -> None:
    required = {name: field.required for name, field in fields_of(Stricter).items()}
    assert required == {"ref": True, "other": True, "said": False, "more": False}
    with pytest.raises(ValidationError, match="other"):
        Stricter.validated({"ref": "a"})


def test_what_was_not_given_has_its_default_and_does_not_count_as_given() -> None:
    model = Stricter.validated({"ref": "a", "other": "b"})
    assert dict(model) == {"ref": "a", "other": "b", "said": None, "more": "more"}
    assert model != Stricter.validated({"ref": "a", "other": "b", "more": "more"})
    assert repr(model) == "Stricter(ref='a', other='b')"


class WithPage(Inner):
    own_page = frozenset(("other", "said"))


def test_from_outside_a_field_of_the_own_page_cannot_be_had() -> None:
    whole = WithPage.validated({"ref": "a", "other": "b"})
    outer = whole.from_outside()
    assert isinstance(outer, WithPage)
    assert (outer.ref, whole.other) == ("a", "b")
    assert outer == whole.from_outside() != whole
    assert outer.from_outside() is outer
    # Whether it was given or not, and even by those who would do with a default.
    for name in ("other", "said"):
        with pytest.raises(RuntimeError, match=f"{name} of WithPage is for the page of the record alone"):
            getattr(outer, name, None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_for_the_own_page_of_a_record_are_fields_of_it(kind: Kind) -> None:
    assert kind.model.own_page <= fields_of(kind.model).keys()


class Ruled(Inner):
    @rule
    def _first(self) -> None:
        if self.ref == "a":
            refuse("first", "was refused first", "")


class RuledTwice(Ruled):
    @rule
    def _second(self) -> None:
        refuse("second", "was refused second", "")


@pytest.mark.parametrize(("ref", "code"), [("a", "first"), ("b", "second")])
def test_rules_are_asked_in_the_order_of_the_classes_until_one_refuses(ref: str, code: str) -> None:
    with pytest.raises(ValidationError) as told:
        RuledTwice.validated({"ref": ref})
    assert [each["type"] for each in told.value.errors()] == [code]


def test_a_model_can_be_told_in_json_schema() -> None:
    told = TypeAdapter(Outer).json_schema()
    assert told["required"] == ["one"]
    assert told["properties"]["many"]["items"]["type"] == "string"
    assert told["additionalProperties"] is False


def checks(core: Any) -> Any:
    """What a core schema checks: without what pydantic notes beside it for JSON Schema."""
    if isinstance(core, dict):
        return {name: checks(value) for name, value in core.items() if name not in ("metadata", "ref", "serialization")}
    # The methods of a class are bound anew each time.
    return [checks(each) for each in core] if isinstance(core, list) else repr(core)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_model_is_checked_as_pydantic_reads_it(kind: Kind) -> None:
    assert checks(core_of(kind.model)) == checks(TypeAdapter(kind.model).core_schema)


@pytest.mark.parametrize("annotation", [int, float, list[str], dict[str, str], str | int, tuple[str, str]])
def test_an_annotation_that_no_record_is_written_with_is_refused(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no core schema"):
        core_of(annotation)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_reference_of_a_model_names_a_kind(kind: Kind) -> None:
    assert {each.kind for each in _refers(kind.model)} <= KIND.keys()


def test_the_models_refer_to_each_other() -> None:
    assert {each.kind for kind in KINDS for each in _refers(kind.model)} == {
        "citation", "concern", "modality", "person", "regulator", "term",
    }  # fmt: skip


def _refers(annotation: Any) -> Iterator[Refers]:
    """The marks of references anywhere inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        for field in fields_of(annotation).values():
            yield from _refers(field.annotation)
    yield from (each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Refers))
    for argument in get_args(annotation):
        yield from _refers(argument)
