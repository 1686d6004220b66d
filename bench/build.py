"""Times builds of a made-up site, each in a process of its own: cold, with nothing changed, and after one edit.

`python -m bench.build --pages 300 --profiles 150 --runs 3`. What it measures is printed, and nothing is judged by it.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

import click

from bench.corpus import write_corpus
from bench.plan import DAY, Plan
from bench.timing import Command, CommandError, Run, timed

HOME = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Measure:
    """All runs of one kind of build."""

    name: str
    runs: tuple[Run, ...]

    @property
    def median(self) -> Run:
        """The median of each number for itself."""
        return Run(
            statistics.median(run.wall for run in self.runs),
            statistics.median(run.processor for run in self.runs),
            statistics.median(run.peak for run in self.runs),
        )


@dataclass(frozen=True, slots=True)
class Site:
    """A made-up site in a folder."""

    plan: Plan
    folder: Path

    def build(self) -> Run:
        """Build it as an editor does. Raises SystemExit with what the build said when it fails."""
        command = [sys.executable, str(HOME / "build.py"), "--root", str(self.folder), "--today", DAY.isoformat(), "-q"]
        try:
            return timed((Command(tuple(command), HOME),))
        except CommandError as error:
            sys.exit(f"the build failed:\n{error}")

    def forget(self) -> None:
        """As after a fresh clone: no cache and no output."""
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        shutil.rmtree(self.folder / "output", ignore_errors=True)

    def edit(self, number: int) -> None:
        """One more sentence at the end of an article."""
        article = self.folder / "content" / "articles" / f"{self.plan.article(number % self.plan.articles)}.md"
        with article.open("a", encoding="utf-8") as file:
            file.write(f"\nSomebody added sentence {number + 1} here.\n")


def measure(site: Site, runs: int) -> Iterator[Measure]:
    """Each kind of build, `runs` times. A first build, not counted, bundles the browser code and warms the disk."""
    site.build()
    yield Measure("cold", tuple(_cold(site) for _ in range(runs)))
    yield Measure("no change", tuple(site.build() for _ in range(runs)))
    yield Measure("one edit", tuple(_edited(site, number) for number in range(runs)))


def _cold(site: Site) -> Run:
    site.forget()
    return site.build()


def _edited(site: Site, number: int) -> Run:
    site.edit(number)
    return site.build()


def table(measures: tuple[Measure, ...]) -> str:
    """The medians, and the quickest and slowest run."""
    lines = [f"{'':<10} {'wall':>8} {'processor':>10} {'peak':>9}   wall of each run"]
    for each in measures:
        middle = each.median
        walls = " ".join(f"{run.wall:.2f}" for run in each.runs)
        medians = f"{middle.wall:>6.2f} s {middle.processor:>8.2f} s {middle.peak:>5.0f} MiB"
        lines.append(f"{each.name:<10} {medians}   {walls}")
    return "\n".join(lines)


def as_json(plan: Plan, measures: tuple[Measure, ...]) -> str:
    """Everything that was measured, and where."""
    builds = [
        {"name": each.name, "median": asdict(each.median), "runs": [asdict(run) for run in each.runs]}
        for each in measures
    ]
    found = {
        "pages": plan.pages,
        "profiles": plan.profiles,
        "seed": plan.seed,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "builds": builds,
    }
    return json.dumps(found, indent=1)


@click.command()
@click.option("--pages", default=300, show_default=True, help="How many Markdown files.")
@click.option("--profiles", default=150, show_default=True, help="How many therapists.")
@click.option("--seed", default=1, show_default=True, help="Another number makes another site.")
@click.option("--runs", default=3, show_default=True, help="How often each kind of build is timed.")
@click.option("--json", "numbers", type=click.File("w"), help="Write every number to this file too; - prints it.")
def main(pages: int, profiles: int, seed: int, runs: int, numbers: TextIO | None) -> None:
    """Time builds of a made-up site: cold, with nothing changed, and after one edit to an article."""
    try:
        plan = Plan.of(pages, profiles, seed)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="fingerpost-bench-") as scratch:
        site = Site(plan, Path(scratch) / "site")
        count = write_corpus(plan, site.folder)
        click.echo(f"{pages} pages and {profiles} profiles in {count} files, seed {seed}; the median of {runs}:\n")
        measures = tuple(measure(site, runs))
    click.echo(table(measures))
    if numbers is not None:
        numbers.write(as_json(plan, measures) + "\n")


if __name__ == "__main__":
    main()
