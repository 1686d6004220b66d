"""Plain values into models, and pydantic's errors into problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fingerpost.engine.marks import Location, Marks
from fingerpost.engine.problems import Problem, Span, did_you_mean
from fingerpost.engine.schema import Model
from fingerpost.engine.yamltree import Tree

M = TypeVar("M", bound=Model)


def validate(tree: Tree, model: type[M]) -> M | tuple[Problem, ...]:
    """The model that the tree describes, or every fault in it, each once and each at its place."""
    try:
        return model.model_validate(tree.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return tuple(_problem(each, tree.marks, model) for each in _one_per_fault(details, model))


def _one_per_fault(details: list[ErrorDetails], model: type[Model]) -> Iterable[ErrorDetails]:
    """Without the echo of a fault.

    A misspelt key is unknown, and the right one missing; an element that fails is not counted in its list.
    """
    missing = {each["loc"] for each in details if each["type"] == "missing"}
    explained = set()
    for each in details:
        if each["type"] == "extra_forbidden":
            close = re.match(r'did you mean "([^"]+)"', did_you_mean(str(each["loc"][-1]), _keys(model, each["loc"])))
            if close and (*each["loc"][:-1], close[1]) in missing:
                explained.add((*each["loc"][:-1], close[1]))
    faulty = {each["loc"][:-1] for each in details}
    return [
        each
        for each in details
        if not (each["type"] == "missing" and each["loc"] in explained)
        and not (each["type"] == "too_short" and each["loc"] in faulty)
    ]


def _problem(error: ErrorDetails, marks: Marks, model: type[Model]) -> Problem:
    at: Location = error["loc"]
    name = next((key for key in reversed(at) if isinstance(key, str)), "")
    kind = error["type"]
    given: dict[str, Any] = error.get("ctx", {})
    if kind == "missing":
        return Problem("missing-key", f"`{name}` is missing", marks.key(at[:-1]), f"add a line `{name}: …`")
    if kind == "extra_forbidden":
        known = _keys(model, at)
        hint = did_you_mean(name, known) + f"The keys here are {', '.join(known)}"
        return Problem("unknown-key", f"there is no key `{name}` here", marks.key(at), hint)
    if kind == "literal_error":
        return _unknown_choice(error, name, given, marks)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Problem("not-a-mapping", f"`{name}` holds keys and values of its own", marks.value(at))
    if kind in ("tuple_type", "list_type"):
        return Problem(
            "not-a-list", f"`{name}` is a list", marks.value(at), f"write `{name}: [one, two]`, or `- one` lines"
        )
    if kind in ("too_short", "too_long"):
        return _wrong_count(kind, name, given, marks.key(at))
    sentence = error["msg"]
    subject = f"`{name}` " if name and not sentence.startswith('"') else ""
    return Problem(kind, subject + sentence, marks.value(at))


def _unknown_choice(error: ErrorDetails, name: str, given: dict[str, Any], marks: Marks) -> Problem:
    choices = re.findall(r"'([^']*)'", str(given.get("expected", "")))
    written = error["input"] if isinstance(error["input"], str) else "this"
    help = did_you_mean(written, choices) + f"The choices are {', '.join(choices)}"
    return Problem("unknown-choice", f'"{written}" is no choice for `{name}`', marks.value(error["loc"]), help)


def _wrong_count(kind: str, name: str, given: dict[str, Any], span: Span) -> Problem:
    found = given.get("actual_length")
    few = kind == "too_short"
    wanted = f"at least {given.get('min_length')}" if few else f"at most {given.get('max_length')}"
    return Problem("wrong-count", f"`{name}` has {found}; it needs {wanted}", span)


def _keys(model: type[Model], at: Location) -> list[str]:
    """The keys of the model in which the last step of `at` stands."""
    current: type[Model] = model
    for step in at[:-1]:
        if isinstance(step, str) and step in current.model_fields:
            current = _inner_model(current.model_fields[step].annotation) or current
    return list(current.model_fields)


def _inner_model(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in get_args(annotation):
        found = _inner_model(argument)
        if found:
            return found
    return None
