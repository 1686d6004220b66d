"""The base of every record model, and the walk over the references inside one.

A model is frozen, refuses unknown keys, and holds tuples.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from fingerpost.engine.multilingual import Prose
from fingerpost.engine.scalars import Refers

Location = tuple[str | int, ...]


class Model(BaseModel):
    """A mapping in a content file. Unknown keys are errors; nothing changes after validation."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def references(model: Model) -> Iterator[tuple[Location, str, str]]:
    """Every reference inside `model`: where it stands, the kind it names, and the id."""
    for name, field in type(model).model_fields.items():
        annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        yield from _references(getattr(model, name), annotation, (name,))


def _references(value: Any, annotation: Any, at: Location) -> Iterator[tuple[Location, str, str]]:
    if isinstance(value, Model):
        for location, kind, reference in references(value):
            yield (*at, *location), kind, reference
    elif isinstance(value, tuple):
        inner = _element(annotation)
        for index, element in enumerate(value):
            yield from _references(element, inner, (*at, index))
    elif isinstance(value, str):
        named = _kind_named(annotation)
        if named:
            yield at, named, value


def _element(annotation: Any) -> Any:
    """The element's annotation of a `tuple[X, ...]`, looking through Annotated and optional."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    for argument in get_args(annotation):
        found = _element(argument)
        if found is not None:
            return found
    return None


def _kind_named(annotation: Any) -> str | None:
    for argument in get_args(annotation):
        if isinstance(argument, Refers):
            return argument.kind
        found = _kind_named(argument) if get_args(argument) else None
        if found:
            return found
    return None


def proses(model: Model) -> Iterator[tuple[Location, Prose]]:
    """Every text of `model` that may differ by language, with its place."""
    for name in type(model).model_fields:
        yield from _proses(getattr(model, name), (name,))


def _proses(value: Any, at: Location) -> Iterator[tuple[Location, Prose]]:
    if isinstance(value, Prose):
        yield at, value
    elif isinstance(value, Model):
        for location, prose in proses(value):
            yield (*at, *location), prose
    elif isinstance(value, tuple):
        for index, element in enumerate(value):
            yield from _proses(element, (*at, index))
