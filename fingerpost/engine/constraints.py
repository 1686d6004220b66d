"""What a value must be, written beside its type in `Annotated`; pydantic reads it when something is to be validated.

pydantic's own markers would load all of pydantic with the first model, and most runs validate nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, NoReturn

from fingerpost.engine.values import dataclass

# pydantic's core schemas are dictionaries, and its handler makes the one of the type that a marker stands beside.
Core = Any
Handler = Callable[[Any], Core]


def refuse(code: str, message: str, help: str, keys: tuple[str, ...] | None = None) -> NoReturn:
    """Raise the one error that pydantic carries home with a code of ours.

    Of a scalar, `message` completes the sentence that begins with its key, unless it quotes what was written.
    Of a model, `keys` are those at fault: the caret stands at the first that was written, else at the model.
    """
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError(code, "{message}", {"message": message, "help": help, "keys": keys})


@dataclass(frozen=True, slots=True)
class Before:
    """The function makes of what was written what the type then checks."""

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Core:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.function, handler(source))


@dataclass(frozen=True, slots=True)
class After:
    """The function checks what the type let pass, and may change it."""

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Core:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.function, handler(source))


@dataclass(frozen=True, slots=True)
class Instead:
    """The function makes the value, whatever the type. `json` says in JSON Schema what it takes."""

    function: Callable[[Any], Any]
    json: dict[str, Any] = field(compare=False)

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Core:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.function)

    def __get_pydantic_json_schema__(self, core: Core, handler: Handler) -> dict[str, Any]:
        return self.json


@dataclass(frozen=True, slots=True)
class Count:
    """A list has at least and at most so many entries."""

    least: int
    most: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Core:
        counted = {"min_length": self.least, **({} if self.most is None else {"max_length": self.most})}
        return {**handler(source), **counted}
