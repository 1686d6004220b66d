"""The walk over the references and the texts inside a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import ValidationError

from fingerpost.clinical.kinds import KIND, KINDS, Kind
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Line, Refers, Slug
from fingerpost.engine.schema import Model, proses, references

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
    outer = Outer.model_validate(
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
    assert list(references(Outer.model_validate({"one": "a"}))) == [(("one",), "thing", "a")]


def test_texts_by_language_are_found_with_their_place() -> None:
    outer = Outer.model_validate(
        {"one": "a", "words": "x", "inners": [{"ref": "f"}, {"ref": "g", "said": {"en": "y"}}]}
    )
    assert [(at, prose.text("en")) for at, prose in proses(outer)] == [(("inners", 1, "said"), "y"), (("words",), "x")]


def test_a_model_does_not_change_after_validation() -> None:
    inner = Inner.model_validate({"ref": "a"})
    with pytest.raises(ValidationError):
        inner.ref = "b"


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
        for field in annotation.model_fields.values():
            yield from (each for each in field.metadata if isinstance(each, Refers))
            yield from _refers(field.annotation)
    yield from (each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Refers))
    for argument in get_args(annotation):
        yield from _refers(argument)
