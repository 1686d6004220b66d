"""Plain values as YAML text, the same for the same values. Reads nothing, and knows no record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

Value = str | int | bool | date | Mapping[str, "Value"] | tuple["Value", ...]

_PLAIN = re.compile(r"(?!(?:yes|no|true|false|null)$)[A-Za-z][A-Za-z0-9 /-]*[A-Za-z0-9]")


def yaml(values: Mapping[str, Value], indent: str = "") -> str:
    """The mapping as YAML lines. Empty texts, tuples and mappings are left out, as an editor leaves them out."""
    return "".join(_entry(key, value, indent) for key, value in values.items() if value not in ("", (), {}))


def _entry(key: str, value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}{key}:\n{yaml(value, indent + '  ')}"
    if isinstance(value, tuple):
        return f"{indent}{key}:\n" + "".join(_element(each, indent + "  ") for each in value)
    return f"{indent}{key}: {_scalar(value)}\n"


def _element(value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}- {yaml(value, indent + '  ')[len(indent) + 2 :]}"
    return f"{indent}- {_scalar(value)}\n"


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
