"""YAML as a tree of plain text with marks, refusing what YAML would guess, hide or blow up.

Scalars stay the text that was written: `no`, `12:30` and `2026-02-30` mean nothing here yet.
"""

from __future__ import annotations

from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem
from fingerpost.engine.values import dataclass

Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: a mapping of text, lists and mappings, and where everything stands."""

    value: dict[str, Value]
    marks: Marks


def parse_yaml(path: str, text: str, first_line: int = 1) -> Tree | tuple[Problem, ...]:
    """The mapping that `text` holds, or what is wrong with it. `first_line` is the line `text` starts on."""
    # A build whose records are all stored reads no YAML, and need not load PyYAML.
    from fingerpost.engine.yamlreader import read

    found = read(path, text, first_line)
    return Tree(found, Marks(path, text, first_line)) if isinstance(found, dict) else found
