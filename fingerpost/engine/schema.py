"""The base of every record model, and the search for references and texts inside one.

A model is frozen, refuses unknown keys, and holds tuples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from fingerpost.engine.multilingual import Prose
from fingerpost.engine.scalars import Refers

Location = tuple[str | int, ...]
_Found = list[tuple[Location, str, Any]]
_Search = Callable[[Any, Location, _Found], None]
_Wanted = Callable[[Any], str | None]


class Model(BaseModel):
    """A mapping in a content file. Unknown keys are errors; nothing changes after validation."""

    # Validators are built when a model first has something to validate: many a run needs few of them, or none.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def references(model: Model) -> Iterator[tuple[Location, str, str]]:
    """Every reference inside `model`: where it stands, the kind it names, and the id."""
    return iter(_found(model, _kind_named))


def proses(model: Model) -> Iterator[tuple[Location, Prose]]:
    """Every text of `model` that may differ by language, with its place."""
    return ((at, prose) for at, _, prose in _found(model, _prose))


def _kind_named(annotation: Any) -> str | None:
    return next((each.kind for each in get_args(annotation) if isinstance(each, Refers)), None)


def _prose(annotation: Any) -> str | None:
    return "prose" if annotation is Prose else None


def _found(model: Model, wanted: _Wanted) -> _Found:
    found: _Found = []
    _inside(type(model), wanted)(model, (), found)
    return found


@cache
def _inside(model: type[Model], wanted: _Wanted) -> _Search:
    """The search through a model: only the fields that can hold what is wanted, which is known of its class."""
    searches = []
    for name, field in model.model_fields.items():
        annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        search = _search(annotation, wanted)
        if search is not None:
            searches.append((name, search))

    def through(value: Any, at: Location, found: _Found) -> None:
        for name, search in searches:
            inner = getattr(value, name)
            if inner:
                search(inner, (*at, name), found)

    return through


def _search(annotation: Any, wanted: _Wanted) -> _Search | None:
    """The search through values of one annotation, looking through Annotated and optional; None for a vain one."""
    label = wanted(annotation)
    if label is not None:
        return lambda value, at, found: found.append((at, label, value))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _inside(annotation, wanted)
    searches = (_search(argument, wanted) for argument in get_args(annotation))
    inner = next((search for search in searches if search is not None), None)
    return _through_each(inner) if inner and get_origin(annotation) is tuple else inner


def _through_each(search: _Search) -> _Search:
    def through(value: Any, at: Location, found: _Found) -> None:
        for index, element in enumerate(value):
            search(element, (*at, index), found)

    return through
