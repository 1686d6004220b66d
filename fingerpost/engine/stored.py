"""Validated models as plain JSON and back, without YAML, marks or validators.

Knows the types that models are made of. Refuses to check anything: what was stored had passed, and whoever keeps it
names it so that another version of the models never reads it.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fingerpost.engine.schema import Model, fields_of
from fingerpost.engine.values import dataclass

T = TypeVar("T")
# What JSON holds. A recursive type would only move the casts to every caller.
Plain = Any
_Step = Callable[[Any], Any]


def dump(value: object) -> Plain:
    """The model or dataclass in what JSON can hold. Of a model, fields that were not given are left out.

    Raises TypeError for a field of a type that has no stored form.
    """
    return _form(cast("Any", type(value))).dump(value)


def load(kind: type[T], stored: Plain) -> T:
    """The value of type `kind` that `dump` stored: equal, with an equal digest, and with the same fields given."""
    return cast("T", _form(cast("Any", kind)).load(stored))


@dataclass(frozen=True, slots=True)
class _Form:
    """The way of one type into JSON and back. A `plain` one has nothing to do in either direction."""

    dump: _Step
    load: _Step
    plain: bool = False


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN = _Form(_as_it_is, _as_it_is, plain=True)
_SCALARS: dict[Any, _Form] = {
    **dict.fromkeys((str, int, bool, float, type(None)), _PLAIN),
    date: _Form(date.isoformat, date.fromisoformat),
    Decimal: _Form(str, Decimal),
}


@cache
def _form(annotation: Any) -> _Form:
    """The form of every value of this annotation."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _model(annotation)
    if is_dataclass(annotation):
        return _dataclass(cast("type", annotation))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form(arguments[0])
    if origin is Literal and all(type(each) in (str, int, bool) for each in arguments):
        return _PLAIN
    if origin is tuple:
        return _tuple(arguments)
    if origin in (Union, types.UnionType):
        return _optional(annotation)
    raise TypeError(f"{annotation} has no stored form")


def _optional(annotation: Any) -> _Form:
    """A type or None. A union of two types would have to store which of them it is, and no record has one."""
    present = [each for each in get_args(annotation) if each is not type(None)]
    if len(present) > 1:
        raise TypeError(f"{annotation} has no stored form")
    form = _form(present[0])
    if form.plain:
        return form
    dump, load = form.dump, form.load
    return _Form(
        lambda value: None if value is None else dump(value), lambda stored: None if stored is None else load(stored)
    )


def _tuple(arguments: tuple[Any, ...]) -> _Form:
    """A tuple of any length, or one of a fixed length with a form for each place."""
    if arguments[1:] == (Ellipsis,):
        form = _form(arguments[0])
        if form.plain:
            return _Form(list, tuple)
        dump, load = form.dump, form.load
        return _Form(
            lambda value: [dump(each) for each in value], lambda stored: tuple([load(each) for each in stored])
        )
    forms = tuple(map(_form, arguments))
    if all(form.plain for form in forms):
        return _Form(list, tuple)
    return _Form(
        lambda value: [form.dump(each) for form, each in zip(forms, value, strict=True)],
        lambda stored: tuple([form.load(each) for form, each in zip(forms, stored, strict=True)]),
    )


def _dataclass(kind: Any) -> _Form:
    """The values of the fields, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    names = tuple(field.name for field in fields(kind))
    form = _tuple(tuple(hints[name] for name in names))
    return _Form(
        lambda value: form.dump([getattr(value, name) for name in names]), lambda stored: kind(*form.load(stored))
    )


def _model(kind: type[Model]) -> _Form:
    """The fields that were given, by name: the others have their defaults."""
    forms = {name: _form(cast("Any", field.annotation)) for name, field in fields_of(kind).items()}
    dumps = [(name, form.dump) for name, form in forms.items()]
    loads = [(name, form.load) for name, form in forms.items() if not form.plain]

    def dump(value: Any) -> Plain:
        given = vars(value)
        return {name: step(given[name]) for name, step in dumps if name in given}

    def load(stored: Plain) -> Any:
        given = dict(stored)
        for name, step in loads:
            if name in given:
                given[name] = step(given[name])
        return kind(**given)

    return _Form(dump, load)
