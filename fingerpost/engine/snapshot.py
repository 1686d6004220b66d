"""A site in memory: its files, and what is wrong with it. It knows neither how it was built nor who looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as an editor reads it: `text` is printed as `describe` makes it; line and column are 1-based, or 0."""

    severity: str
    text: str
    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last good site, and the problems of the latest attempt.

    `files` are contents by output path ("therapists/index.html"), `changed` the output paths whose bytes differ from
    the snapshot before, and `base_path` is "/" or "/folder/".
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Told, ...] = ()
    changed: frozenset[str] = frozenset()
    base_path: str = "/"
