"""Diagnostics as data: where a fault stands, what it is, and how to mend it.

Problems are collected over a whole run, sorted, and printed once at the edge.
Nothing here prints, exits or raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import Literal

from fingerpost.engine.values import dataclass

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file: POSIX path from the root, 1-based line and column, length in characters.

    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `code` is stable and documented; `help` says how to mend it."""

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        at = self.span
        return (at.path, at.line, at.column, at.length, self.code, self.message)


@dataclass(slots=True)
class Problems:
    """A growing collection of problems, each kept once."""

    _found: dict[Problem, None] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        self._found[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        self._found.update(dict.fromkeys(problems))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda problem: problem.sort_key))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self._found)


_LONGEST_QUOTATION = 60


def printable(text: str) -> str:
    """The text on one line, without what a terminal would obey instead of showing."""
    return "".join(c if c.isprintable() else " " for c in text)


def quoted(text: str, mark: str = '"') -> str:
    """What was written, as a message repeats it: on one line, between quotation marks, cut when it is long."""
    flat = " ".join(printable(text).split())
    short = flat if len(flat) <= _LONGEST_QUOTATION else f"{flat[: _LONGEST_QUOTATION - 1]}…"
    return f"{mark}{short}{mark}"


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """'did you mean "anxiety"? ' for a near miss, else ''."""
    from difflib import get_close_matches  # Not needed while nothing is wrong.

    close = get_close_matches(wrong, sorted(choices), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"? ' if close else ""


def describe(problem: Problem, line_of: Callable[[str, int], str | None]) -> str:
    """The problem as an editor reads it, with its source line, a caret and the help.

    `line_of(path, line)` gives a line's text without its end, or None when there is none to show.
    """
    span = problem.span
    place = f"{span.path}:{span.line}:{span.column}" if span.line else span.path
    lines = [f"{printable(place)}: {problem.severity}[{problem.code}]: {printable(problem.message)}"]
    text = line_of(span.path, span.line) if span.line else None
    if text is not None:
        lines += _excerpt(text, span)
    if problem.help:
        lines.append(f"  help: {printable(problem.help)}")
    return "\n".join(lines)


_WIDTH = 110


def _excerpt(text: str, span: Span) -> list[str]:
    """The source line, cut to a readable width around the span, and its caret line."""
    start = max(0, span.column - 1)
    cut = 0 if len(text) <= _WIDTH else max(0, min(start - _WIDTH // 3, len(text) - _WIDTH))
    shown = printable(text[cut : cut + _WIDTH])
    carets = "^" * max(1, min(span.length, len(shown) - (start - cut)))
    number = f"{span.line:>5}"
    return [f"{number} | {shown}", f"{' ' * len(number)} | {' ' * (start - cut)}{carets}"]
