"""What was measured of search, kept as JSON so that a run can stop and go on, and the medians and ratios of it.

Knows numbers by measure, contestant and kind; it runs nothing and judges nothing.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.results import write_whole

OURS = "Fingerpost"
LUNR_PY = "lunr.py"
LUNR = "lunr.js"
PAGEFIND = "Pagefind"
PAGEFIND_ALONE = "Pagefind without a worker"

Run = dict[str, float]
"""One measurement: its numbers by name."""


@dataclass(slots=True)
class Size:
    """So many documents, and all that was measured with them: runs by measure, contestant and kind.

    `notes` say by measure and contestant why there are none.
    """

    documents: int
    words: int = 0
    runs: dict[str, dict[str, dict[str, list[Run]]]] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, measure: str, contestant: str, kind: str, run: Run) -> None:
        """Keep one run."""
        self.runs.setdefault(measure, {}).setdefault(contestant, {}).setdefault(kind, []).append(run)

    def note(self, measure: str, contestant: str, why: str) -> None:
        """Keep why something was not measured."""
        self.notes.setdefault(measure, {})[contestant] = why

    def forget(self, measure: str) -> None:
        """As if it was never measured."""
        self.runs.pop(measure, None)
        self.notes.pop(measure, None)

    def of(self, measure: str, contestant: str, kind: str) -> list[Run]:
        """The runs so far."""
        return self.runs.get(measure, {}).get(contestant, {}).get(kind, [])

    def values(self, measure: str, contestant: str, kind: str, number: str) -> list[float]:
        """One number of all runs that have it."""
        return [run[number] for run in self.of(measure, contestant, kind) if number in run]

    def median(self, measure: str, contestant: str, kind: str, number: str) -> float | None:
        """Its median, None where nothing was measured."""
        values = self.values(measure, contestant, kind, number)
        return statistics.median(values) if values else None


def ratio(one: float | None, other: float | None) -> float | None:
    """How many times the other `one` is, if both are known."""
    return None if one is None or not other else one / other


@dataclass(slots=True)
class Results:
    """Everything, with the machine and the versions that it was measured with."""

    machine: dict[str, str] = field(default_factory=dict)
    sizes: list[Size] = field(default_factory=list)

    def size(self, documents: int) -> Size:
        """The size, new if nothing of it was measured."""
        for each in self.sizes:
            if each.documents == documents:
                return each
        self.sizes = sorted([*self.sizes, Size(documents)], key=lambda each: each.documents)
        return self.size(documents)


def save(results: Results, path: Path) -> None:
    """Write them whole or not at all."""
    write_whole(path, as_json(results))


def load(path: Path) -> Results:
    """What was measured before; nothing where there is no file."""
    return from_json(path.read_text(encoding="utf-8")) if path.is_file() else Results()


def as_json(results: Results) -> str:
    """The results as JSON, a run a line: seconds, milliseconds, bytes and shares as their names say."""
    lines: list[str] = []
    for size in results.sizes:
        head = {key: value for key, value in asdict(size).items() if key != "runs"}
        runs = ",\n".join(_lines(size))
        lines.append(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "runs": [\n{runs}\n]}}')
    machine = json.dumps(results.machine, ensure_ascii=False)
    return f'{{"machine": {machine}, "sizes": [\n' + ",\n".join(lines) + "\n]}\n"


def _lines(size: Size) -> Sequence[str]:
    return [
        json.dumps([measure, contestant, kind, *map(_rounded, runs)])
        for measure, contestants in size.runs.items()
        for contestant, kinds in contestants.items()
        for kind, runs in kinds.items()
    ]


def _rounded(run: Run) -> Run:
    return {name: round(number, 4) for name, number in run.items()}


def from_json(text: str) -> Results:
    """The reverse of `as_json`."""
    told = json.loads(text)
    results = Results(told["machine"])
    for each in told["sizes"]:
        size = results.size(each["documents"])
        size.words, size.notes = each["words"], each["notes"]
        for measure, contestant, kind, *runs in each["runs"]:
            for run in runs:
                size.add(measure, contestant, kind, run)
    return results
