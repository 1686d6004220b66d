"""Plain values into models, and pydantic's errors into problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from fingerpost.engine.marks import Location, Marks
from fingerpost.engine.problems import Problem, did_you_mean, quoted
from fingerpost.engine.schema import Model, fields_of
from fingerpost.engine.yamltree import Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Model)


def validate(tree: Tree, model: type[M]) -> M | tuple[Problem, ...]:
    """The model that the tree describes, or every fault in it, each once and each at its place."""
    # Loaded with the first record that was not read before.
    from pydantic_core import ValidationError

    try:
        return model.validated(tree.value)
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
    name = _named(at)
    given: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return Problem("missing-key", f"{name} is missing", marks.key(at[:-1]), f"add a line `{at[-1]}: …`")
        case "extra_forbidden":
            known = _keys(model, at)
            help = did_you_mean(str(at[-1]), known) + f"The keys here are {', '.join(known)}"
            return Problem("unknown-key", f"there is no key {name} here", marks.key(at), help)
        case "literal_error":
            return _unknown_choice(error, name, given, marks)
        case "dict_type":
            help = f"write them below it, indented by two spaces; they are {', '.join(_keys(model, (*at, '')))}"
            message = f"{name} needs keys and values, and holds {_kind(error['input'])}"
            return Problem("not-a-mapping", message, marks.value(at), help)
        case "tuple_type":
            help = "write each entry on a line of its own below the key, after a hyphen and a space"
            return Problem(
                "not-a-list", f"{name} needs a list, and holds {_kind(error['input'])}", marks.value(at), help
            )
        case "too_short" | "too_long":
            return _wrong_count(name, given, marks, at)
        case code:
            return _refused(code, name, given, marks, at)


def _named(at: Location) -> str:
    """How a message calls the value at `at`."""
    name = quoted(next((key for key in reversed(at) if isinstance(key, str)), ""), "`")
    return f"an entry of {name}" if at and isinstance(at[-1], int) else name


def _kind(value: object) -> str:
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys and values"


def _refused(code: str, name: str, given: Mapping[str, Any], marks: Marks, at: Location) -> Problem:
    """What `refuse` raised, of a scalar or of a model."""
    message, keys = str(given["message"]), given["keys"]
    if keys is None:
        subject = "" if message.startswith('"') else f"{name} "
        return Problem(code, subject + message, marks.value(at), given["help"])
    written = [(*at, key) for key in keys if (*at, key) in marks.places]
    return Problem(code, message, marks.key(written[0] if written else at), given["help"])


def _unknown_choice(error: ErrorDetails, name: str, given: Mapping[str, Any], marks: Marks) -> Problem:
    choices = re.findall(r"'([^']*)'", str(given["expected"]))
    written = error["input"]
    shown = quoted(written) if isinstance(written, str) else _kind(written)
    close = did_you_mean(written, choices) if isinstance(written, str) else ""
    help = close + f"The choices are {', '.join(choices)}"
    return Problem("unknown-choice", f"{shown} is no choice for {name}", marks.value(error["loc"]), help)


def _wrong_count(name: str, given: Mapping[str, Any], marks: Marks, at: Location) -> Problem:
    found: int = given["actual_length"]
    least, most = given.get("min_length", 0), given.get("max_length", found)
    if found < least:
        counted = f"has {found} of at least {least} entries" if found else "is an empty list"
        return Problem("wrong-count", f"{name} {counted}", marks.key(at), f"add at least {least - found}")
    return Problem(
        "wrong-count", f"{name} has {found} entries; at most {most} fit", marks.key(at), f"remove {found - most}"
    )


def _keys(model: type[Model], at: Location) -> list[str]:
    """The keys of the model in which the last step of `at` stands."""
    current: type[Model] = model
    for step in at[:-1]:
        fields = fields_of(current)
        if isinstance(step, str) and step in fields:
            current = _inner_model(fields[step].annotation) or current
    return list(fields_of(current))


def _inner_model(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in get_args(annotation):
        found = _inner_model(argument)
        if found:
            return found
    return None
