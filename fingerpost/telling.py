"""Telling how a build gets on: a progress display on a terminal, plain lines in CI, and where the time went."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from fingerpost.attempt import Attempt

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 0.5
_PAUSE = 0.08
_STAGES = {
    "read": "Reading",
    "check": "Checking",
    "make": "Making pages",
    "publish": "Publishing",
}


class Display:
    """Shows each stage as it goes. Quick builds are over before it says anything."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self._plain = verbose or bool(os.environ.get("CI"))
        self._mute = quiet or (not self._plain and not sys.stderr.isatty())
        self._started = time.perf_counter()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""
        self._drawn = 0.0

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, stage: str, done: int = 0, total: int = 0) -> None:
        """`done` of `total` things of a stage are done; 0 of 0 where nobody counts."""
        if self._mute:
            return
        if self._plain:
            if stage != self._stage:
                print(f"{_STAGES[stage]} …", file=sys.stderr, flush=True)  # noqa: T201
            self._stage = stage
        elif self._is_due(stage, done, total):
            self._draw(stage, done, total)

    def _is_due(self, stage: str, done: int, total: int) -> bool:
        """A dozen times a second, and at both ends of a stage; not at all in a build that is quickly over."""
        now = time.perf_counter()
        if now - self._started < _PATIENCE or (now - self._drawn < _PAUSE and stage == self._stage and done < total):
            return False
        self._drawn = now
        return True

    def _draw(self, stage: str, done: int, total: int) -> None:
        if self._progress is None:
            self._progress = _progress()
            self._progress.start()
        if stage != self._stage or self._task is None:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._task = self._progress.add_task(_STAGES[stage], total=None)
            self._stage = stage
        self._progress.update(self._task, completed=done, total=total or None)
        self._progress.refresh()


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Without a thread of its own: a process with threads cannot be copied, and the pages would be made by one core.
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


def stage_lines(attempt: Attempt, seconds: float) -> list[str]:
    """What each stage did, and how long it took on the wall."""
    tally = attempt.tally
    did = {
        "read": f"{tally.files} files, {tally.read} read, {tally.converted} texts converted",
        "make": f"{tally.pages} pages, {tally.planned} steps of the plan run, {tally.rendered} pages rendered",
    }
    lines = [f"{name:<10}{spent:>8.3f} s  {did.get(name, '')}".rstrip() for name, spent in attempt.times.items()]
    other = seconds - sum(attempt.times.values())
    return [*lines, f"{'start':<10}{other:>8.3f} s  imports, settings and the rest"]
