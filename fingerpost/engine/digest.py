"""Canonical digests: equal values have equal digests, on any machine and in any run.

Values are dataclasses, models, tuples, mappings with text keys, and plain scalars. Sets are refused: they have no
order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

_Parts = list[str]
_Writer = Callable[[Any, _Parts], None]


def sha256(content: bytes) -> str:
    """The SHA-256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(*values: object) -> str:
    """SHA-256, in hexadecimal, of the values' canonical form."""
    parts: _Parts = []
    _write_each(values, parts)
    return sha256("".join(parts).encode("utf-8", "surrogatepass"))


def _write_each(values: Any, parts: _Parts) -> None:
    """Type tag, length, content of each value: no two different values share a text."""
    for value in values:
        kind: Any = type(value)
        # What most values are, before the look-up: a view is digested for every page of every build.
        if kind is str:
            parts.append(f"s{len(value)}:{value}")
        elif value is None:
            parts.append("n")
        elif kind is tuple:
            parts.append(f"l{len(value)}:")
            _write_each(value, parts)
        else:
            _writer(kind)(value, parts)


@cache
def _writer(kind: type) -> _Writer:
    """How values of this type are written. Raises TypeError for a type without a canonical form."""
    if kind is bool:
        return lambda value, parts: parts.append("t" if value else "f")
    if issubclass(kind, str):
        return _write_text
    if issubclass(kind, bytes):
        return lambda value, parts: parts.append(f"b{len(value)}:{value.decode('latin-1')}")
    if issubclass(kind, (int, float, Decimal, date)):
        return _write_number
    if issubclass(kind, (tuple, list)):
        return _write_sequence
    if issubclass(kind, Mapping):
        return _write_mapping
    return _record_writer(kind)


def _write_text(value: str, parts: _Parts) -> None:
    # Markup and other kinds of text may write themselves otherwise than they read.
    parts.append(f"s{len(value)}:")
    parts.append(str.__str__(value))


def _write_number(value: Any, parts: _Parts) -> None:
    text = repr(value)
    parts.append(f"v{len(text)}:{text}")


def _write_sequence(value: Any, parts: _Parts) -> None:
    parts.append(f"l{len(value)}:")
    _write_each(value, parts)


def _write_mapping(value: Mapping[str, Any], parts: _Parts) -> None:
    parts.append(f"m{len(value)}:")
    for key in sorted(value):
        _write_each((key, value[key]), parts)


def _record_writer(kind: type) -> _Writer:
    """A dataclass or a model: its name, the names of its fields, and their values."""
    names = _names(kind)
    head: _Parts = []
    _write_each([(kind.__qualname__, *names)], head)
    prefix = "".join(head)
    values = _values_of(names)

    def write(value: Any, parts: _Parts) -> None:
        parts.append(prefix)
        _write_each(values(value), parts)

    return write


def _values_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """The values of the named fields. Of one name, `attrgetter` would give the bare value."""
    return attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]


def _names(kind: Any) -> tuple[str, ...]:
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    if hasattr(kind, "field_names"):
        return tuple(kind.field_names())
    raise TypeError(f"{kind.__qualname__} has no canonical form")
