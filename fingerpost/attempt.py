"""What came of one build: its problems, how much there was to do, why, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import date

from fingerpost.engine.problems import Problem
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Made
from fingerpost.naming import CONTENT


@dataclass(slots=True)
class Tally:
    """How much there was, and how much of it had to be done."""

    files: int = 0
    read: int = 0
    converted: int = 0
    pages: int = 0
    planned: int = 0
    rendered: int = 0


@dataclass(slots=True)
class Attempt:
    """What one build came to. `done` is False when the site has a fault; `reasons` say why pages were made again."""

    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    reasons: dict[str, str] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    done: bool = False
    warns_from: date | None = None
    """The first day on which there will be more to warn of, though the site stays the same."""

    @property
    def is_unreadable(self) -> bool:
        """Whether the content as a whole could not be read: then whatever else is missing is no news."""
        return any(problem.span.path == CONTENT for problem in self.problems)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


# Hears of each stage, and how much of how much of it is done; 0 of 0 as it begins.
Show = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Shows nothing."""


def reason(old: Made | None, new: Made) -> str:
    """Why a page was made again, in the names of what went into it."""
    if old is None:
        return "new"
    before = dict(part.split("=") for part in old.parts.split())
    after = dict(part.split("=") for part in new.parts.split())
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ", ".join(names) or "it was no longer in the cache"


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Seconds on the wall by stage, and word of each stage as it begins."""

    times: dict[str, float]
    show: Show

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.show(name, 0, 0)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.times[name] = self.times.get(name, 0.0) + time.perf_counter() - started
