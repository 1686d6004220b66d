"""The base of every record model, and the search for references and texts inside one.

A model is a plain class: its annotations say what a mapping in a content file may hold. pydantic's core checks mappings
against them, and is loaded when there is something to check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Never, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fingerpost.engine.constraints import Core
from fingerpost.engine.multilingual import Prose
from fingerpost.engine.scalars import Refers
from fingerpost.engine.values import NamedTuple

Location = tuple[str | int, ...]
_Found = list[tuple[Location, str, Any]]
_Search = Callable[[Any, Location, _Found], None]
_Wanted = Callable[[Any], str | None]
_M = TypeVar("_M", bound="Model")


class Field(NamedTuple):
    """A field of a model: its type with its constraints, and what it is where nothing was written."""

    annotation: Any
    required: bool
    default: Any


def rule(method: Callable[[_M], None]) -> Callable[[_M], None]:
    """Marks what must hold among the fields of a model: the method refuses where it does not."""
    method.is_rule = True  # type: ignore[attr-defined]
    return method


class Model:
    """A mapping in a content file. Unknown keys are errors; nothing changes after validation.

    An instance has what was given; fields that were not have their defaults, which are those of the class. Those that
    `own_page` names show on the page of the record alone, and nobody who looks at it `from_outside` can ask for them.
    """

    own_page = frozenset[str]()

    def __init__(self, **given: Any) -> None:
        """A model of values that are known to be sound. What an editor wrote goes through `validated`."""
        vars(self).update(given)

    @classmethod
    def validated(cls, values: Any) -> Self:
        """The model that plain values describe. Raises pydantic's ValidationError with every fault."""
        model: Self = _validator(cast("Any", cls)).validate_python(values)
        return model

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of all fields, as a digest writes them."""
        return tuple(fields_of(cls))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Core:
        return cls._core(handler.generate_schema)

    @classmethod
    def _core(cls, core_of: Callable[[Any], Core]) -> Core:
        from pydantic_core import core_schema

        fields = {
            name: core_schema.typed_dict_field(core_of(field.annotation), required=field.required)
            for name, field in fields_of(cls).items()
        }
        mapping = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(cls._ruled, mapping)

    @classmethod
    def _ruled(cls, given: dict[str, Any]) -> Self:
        model = cls(**given)
        for name in _rules(cast("Any", cls)):
            getattr(model, name)()
        return model

    def from_outside(self) -> Self:
        """The same model without the fields of its own page: to ask for one raises RuntimeError."""
        if not self.own_page:
            return self
        outer: Self = object.__new__(_outer(cast("Any", type(self))))
        # Nothing changes in either.
        object.__setattr__(outer, "__dict__", vars(self))
        return outer

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change: {name}")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """The names and values of all fields."""
        return ((name, getattr(self, name)) for name in fields_of(type(self)))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __repr__(self) -> str:
        given = vars(self)
        shown = (f"{name}={given[name]!r}" for name in fields_of(type(self)) if name in given)
        return f"{type(self).__name__}({', '.join(shown)})"


def fields_of(model: type[Model]) -> Mapping[str, Field]:
    """The fields by name, those of the classes it is built on first."""
    # mypy holds a class for unhashable where its instances are.
    return _fields(cast("Any", model))


@cache
def _fields(model: Any) -> Mapping[str, Field]:
    fields = {}
    for name, hint in get_type_hints(model, include_extras=True).items():
        # A class may require what one it is built on does not.
        own = next(vars(each) for each in model.__mro__ if name in each.__annotations__)
        fields[name] = Field(hint, name not in own, own.get(name))
    return fields


@cache
def _outer(model: Any) -> Any:
    """The class of the model's instances from outside. Its properties come before the values of an instance."""
    refused = {name: property(partial(_refused, name)) for name in model.own_page}
    return type(model.__name__, (model,), {"own_page": frozenset(), **refused})


def _refused(name: str, model: Model) -> Never:
    # No AttributeError: whoever asks with a default at hand would be given that.
    raise RuntimeError(f"{name} of {type(model).__name__} is for the page of the record alone")


@cache
def _rules(model: Any) -> tuple[str, ...]:
    """The names of the methods that are rules, those of the classes it is built on first."""
    classes = reversed(model.__mro__)
    return tuple(name for each in classes for name, method in vars(each).items() if hasattr(method, "is_rule"))


@cache
def _validator(model: Any) -> Any:
    from pydantic_core import SchemaValidator

    return SchemaValidator(core_of(model))


def core_of(annotation: Any) -> Core:
    """The core schema that pydantic makes of an annotation. Raises TypeError for one that no record is written with.

    Records need these few, and to load and to ask all of pydantic takes 0.1 s, four times as long as its core.
    """
    from pydantic_core import core_schema

    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation._core(core_of)
    if annotation is str:
        return core_schema.str_schema()
    if origin is Annotated:
        return _marked(arguments[0], arguments[1:])
    if origin is Literal:
        return core_schema.literal_schema(list(arguments))
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return core_schema.tuple_variable_schema(core_of(arguments[0]))
    if origin in (Union, UnionType) and arguments[1:] == (NoneType,):
        return core_schema.nullable_schema(core_of(arguments[0]))
    raise TypeError(f"{annotation} has no core schema")


def _marked(annotation: Any, markers: tuple[Any, ...]) -> Core:
    """The core schema of an annotation with markers beside it: each wraps those before it."""
    if not markers:
        return core_of(annotation)
    *inner, last = markers
    if not hasattr(last, "__get_pydantic_core_schema__"):
        return _marked(annotation, tuple(inner))
    return last.__get_pydantic_core_schema__(annotation, lambda source: _marked(source, tuple(inner)))


def prepare(model: type[Model]) -> None:
    """Build what checks mappings against the model, which `validated` would do with the first."""
    _validator(cast("Any", model))


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
    _inside(cast("Any", type(model)), wanted)(model, (), found)
    return found


@cache
def _inside(model: Any, wanted: _Wanted) -> _Search:
    """The search through a model: only the fields that can hold what is wanted, which is known of its class."""
    searches = []
    for name, field in fields_of(model).items():
        search = _search(field.annotation, wanted)
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
        return _inside(cast("Any", annotation), wanted)
    searches = (_search(argument, wanted) for argument in get_args(annotation))
    inner = next((search for search in searches if search is not None), None)
    return _through_each(inner) if inner and get_origin(annotation) is tuple else inner


def _through_each(search: _Search) -> _Search:
    def through(value: Any, at: Location, found: _Found) -> None:
        for index, element in enumerate(value):
            search(element, (*at, index), found)

    return through
