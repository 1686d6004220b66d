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
from typing import Any

from pydantic import BaseModel


def sha256(content: bytes) -> str:
    """The SHA-256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(*values: object) -> str:
    """SHA-256, in hexadecimal, of the values' canonical form."""
    sha = hashlib.sha256()
    for value in values:
        _feed(sha.update, value)
    return sha.hexdigest()


def _feed(update: Callable[[bytes], None], value: Any) -> None:
    """Type tag, length, content: no two different values share a byte sequence."""
    if value is None or isinstance(value, bool):
        update({None: b"n", True: b"t", False: b"f"}[value])
    elif isinstance(value, str):
        encoded = value.encode("utf-8", "surrogatepass")
        update(b"s%d:" % len(encoded))
        update(encoded)
    elif isinstance(value, bytes):
        update(b"b%d:" % len(value))
        update(value)
    elif isinstance(value, (int, float, Decimal, date)):
        text = repr(value).encode()
        update(b"v%d:" % len(text))
        update(text)
    else:
        _feed_compound(update, value)


def _feed_compound(update: Callable[[bytes], None], value: Any) -> None:
    if isinstance(value, (tuple, list)):
        update(b"l%d:" % len(value))
        for element in value:
            _feed(update, element)
    elif isinstance(value, Mapping):
        update(b"m%d:" % len(value))
        for key in sorted(value):
            _feed(update, key)
            _feed(update, value[key])
    elif is_dataclass(value) or isinstance(value, BaseModel):
        names = _names(value)
        _feed(update, (type(value).__qualname__, *names))
        for name in names:
            _feed(update, getattr(value, name))
    else:
        raise TypeError(f"{type(value).__qualname__} has no canonical form")


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, BaseModel):
        return tuple(type(value).model_fields)
    return tuple(field.name for field in fields(value))
