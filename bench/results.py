"""What was measured, kept as JSON so that a comparison can stop and go on, and the numbers that follow from it.

Knows runs, medians and ratios; it runs nothing and draws nothing.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.timing import Run

KINDS: Mapping[str, str] = {
    "cold": "cold: no cache, no output",
    "again": "no change",
    "first": "the first sentence added after a cold build",
    "edit": "one sentence added to an article",
    "title": "an article's title changed",
    "profile": "one sentence added about a therapist",
}


@dataclass(slots=True)
class Builds:
    """The runs of one contestant at one size, by kind. `fault` says why there are none, or no more."""

    version: str = ""
    runs: dict[str, list[Run]] = field(default_factory=dict)
    fault: str = ""

    def add(self, kind: str, run: Run) -> None:
        self.runs.setdefault(kind, []).append(run)

    def rounds(self) -> int:
        """How often it was measured."""
        return len(self.runs.get("cold", ()))

    def median(self, kind: str) -> Run | None:
        """The median of each number for itself, None where nothing was measured."""
        runs = self.runs.get(kind)
        return Run(*(statistics.median(numbers) for numbers in _columns(runs))) if runs else None

    def least(self, kind: str) -> Run | None:
        """The least of each number for itself."""
        runs = self.runs.get(kind)
        return Run(*(min(numbers) for numbers in _columns(runs))) if runs else None


def _columns(runs: Sequence[Run]) -> tuple[list[float], list[float], list[float]]:
    return [run.wall for run in runs], [run.processor for run in runs], [run.peak for run in runs]


@dataclass(slots=True)
class Served:
    """Milliseconds from a saved file to the page that a server sends, for each edit.

    `sentences` are those of articles, and `profiles` those of therapists. `lists` are those until the section's list
    had a new title too, and `search` until search had it; either is empty where the server never came to it.
    `has_search`: there is something to come to.
    """

    sentences: list[float] = field(default_factory=list)
    profiles: list[float] = field(default_factory=list)
    titles: list[float] = field(default_factory=list)
    lists: list[float] = field(default_factory=list)
    search: list[float] = field(default_factory=list)
    fault: str = ""
    has_search: bool = False


@dataclass(slots=True)
class Size:
    """One made-up site, and all that was measured with it, by contestant."""

    pages: int
    profiles: int
    documents: int
    builds: dict[str, Builds] = field(default_factory=dict)
    served: dict[str, Served] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.pages:,} + {self.profiles:,}"

    def ratio(self, other: str, kind: str, ours: str = "Fingerpost") -> float | None:
        """How many times as long the other takes as we do, of the medians of wall-clock time."""
        mine, theirs = self._wall(ours, kind), self._wall(other, kind)
        return theirs / mine if mine and theirs else None

    def served_ratio(self, other: str, ours: str = "Fingerpost") -> float | None:
        """The same for the time from a saved sentence to the page."""
        mine, theirs = self.served.get(ours), self.served.get(other)
        if mine is None or theirs is None or not mine.sentences or not theirs.sentences:
            return None
        return statistics.median(theirs.sentences) / statistics.median(mine.sentences)

    def _wall(self, name: str, kind: str) -> float | None:
        builds = self.builds.get(name)
        median = builds.median(kind) if builds else None
        return median.wall if median else None


@dataclass(slots=True)
class Results:
    """Everything, with the machine that it was measured on."""

    machine: dict[str, str] = field(default_factory=dict)
    sizes: list[Size] = field(default_factory=list)

    def size(self, pages: int, profiles: int, documents: int) -> Size:
        """The size, new if it was not measured yet."""
        for each in self.sizes:
            if (each.pages, each.profiles, each.documents) == (pages, profiles, documents):
                return each
        self.sizes = [each for each in self.sizes if each.pages != pages]
        self.sizes.append(Size(pages, profiles, documents))
        self.sizes.sort(key=lambda each: each.pages)
        return next(each for each in self.sizes if each.pages == pages)


def save(results: Results, path: Path) -> None:
    """Write them whole or not at all."""
    write_whole(path, as_json(results))


def write_whole(path: Path, text: str) -> None:
    """Write a text whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def load(path: Path) -> Results:
    """What was measured before; nothing where there is no file."""
    return from_json(path.read_text(encoding="utf-8")) if path.is_file() else Results()


def as_json(results: Results) -> str:
    """The results as JSON: runs as [wall, processor, peak], times in seconds and milliseconds, memory in mebibytes."""
    sizes = [
        {
            "pages": size.pages,
            "profiles": size.profiles,
            "documents": size.documents,
            "builds": {name: _builds_out(builds) for name, builds in size.builds.items()},
            "served": {name: _served_out(served) for name, served in size.served.items()},
        }
        for size in results.sizes
    ]
    return json.dumps({"machine": results.machine, "sizes": sizes}, indent=1, ensure_ascii=False) + "\n"


def _builds_out(builds: Builds) -> dict[str, Any]:
    runs = {
        kind: [[round(run.wall, 3), round(run.processor, 3), round(run.peak, 1)] for run in runs]
        for kind, runs in builds.runs.items()
    }
    return {"version": builds.version, **runs, **({"fault": builds.fault} if builds.fault else {})}


def _served_out(served: Served) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: [round(each, 1) for each in getattr(served, name)]
        for name in ("sentences", "profiles", "titles", "lists", "search")
    }
    told |= {"fault": served.fault} if served.fault else {}
    return told | ({"has_search": True} if served.has_search else {})


def from_json(text: str) -> Results:
    """The reverse of `as_json`."""
    told = json.loads(text)
    sizes = [
        Size(
            size["pages"],
            size["profiles"],
            size["documents"],
            {name: _builds_in(builds) for name, builds in size["builds"].items()},
            {name: Served(**served) for name, served in size["served"].items()},
        )
        for size in told["sizes"]
    ]
    return Results(told["machine"], sizes)


def _builds_in(told: Mapping[str, Any]) -> Builds:
    runs = {kind: [Run(*run) for run in told[kind]] for kind in KINDS if kind in told}
    return Builds(told["version"], runs, told.get("fault", ""))
