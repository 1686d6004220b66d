"""Measures our search beside lunr.py, lunr.js and Pagefind on the same documents: `python -m bench.search`.

What was measured is kept as it comes, so that it can be stopped and called again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from bench.machine import machine
from bench.peers import setup
from bench.search import asking, building, relevance, shards
from bench.search.browser import chromium
from bench.search.building import Place
from bench.search.results import Results, Size, load, save
from bench.search.tables import page

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench" / "results"
SCRATCH = ROOT / ".cache" / "bench" / "search"
SIZES = (1000, 5000, 20_000)
# Fewer where a round takes minutes.
ROUNDS = {1000: 5, 5000: 3}
FEWEST_ROUNDS = 2
IN_A_BROWSER: Mapping[str, Callable[[Size, asking.Stage], None]] = {
    "wire": asking.measure_wire,
    "time": asking.measure_time,
    "heap": asking.measure_heap,
}
NUMBERS, TABLES = "search.json", "search.md"
MEASURES = ("build", "shards", *IN_A_BROWSER)


def measure(size: Size, wanted: tuple[str, ...], place: Place, keep: Callable[[], None]) -> None:
    """The wanted measures of one size that are not there yet; `keep` is called after each."""
    missing = [name for name in MEASURES if name in wanted and name not in size.runs]
    if not missing:
        return
    click.echo(f"{size.documents:,} documents: {', '.join(missing)}")
    size.words = sum(each.words for each in place.pages())
    if "build" in missing:
        building.measure(size, place, ROUNDS.get(size.documents, FEWEST_ROUNDS))
        keep()
    if "shards" in missing:
        shards.measure(size, place)
        keep()
    asked = [name for name in missing if name in IN_A_BROWSER]
    if asked:
        with asking.stage(place) as stage:
            for name in asked:
                IN_A_BROWSER[name](size, stage)
                keep()


def versions() -> dict[str, str]:
    """What the numbers were measured on, with the versions of everybody."""
    told = json.loads((ROOT / "node_modules" / "lunr" / "package.json").read_text(encoding="utf-8"))
    with chromium() as browser:
        of_browser = browser.version
    peers = {"lunr.py": version("lunr"), "lunr.js": told["version"], "Pagefind": setup.python_versions()["pagefind"]}
    return {**machine(), **peers, "Chromium": of_browser}


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, help="How many documents. May be repeated.")
@click.option("--only", multiple=True, type=click.Choice(MEASURES), help="Measure this alone. May be repeated.")
@click.option("--fresh", is_flag=True, help="Measure again what was measured before.")
@click.option("--keep", is_flag=True, help="Keep what was measured of other sources of ours.")
@click.option("--report", "reporting", is_flag=True, help="Measure nothing: write the tables anew.")
@click.option("--relevance", "judging", is_flag=True, help="Measure nothing else: how judged queries fare.")
@click.option("--site", type=click.Path(path_type=Path, exists=True), help="A built site, for --relevance.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the results go.")
@click.option("--scratch", type=click.Path(path_type=Path), default=SCRATCH, help="Where documents and indexes go.")
def main(reporting: bool, judging: bool, site: Path | None, keep: bool, results: Path, **told: Any) -> None:
    """Measure our search and its peers on the same made-up documents."""
    if judging:
        _install()
        click.echo(relevance.report(site))
        return
    found = load(results / NUMBERS)
    if not reporting:
        _install()
        here = versions()
        found = found if keep or found.machine.get("program") == here["program"] else Results()
        found.machine = here
        _measure_all(found, results, **told)
    _write(found, results)
    click.echo(f"The results are in {results}/{TABLES}.")


def _write(found: Results, folder: Path) -> None:
    save(found, folder / NUMBERS)
    (folder / TABLES).write_text(page(found), encoding="utf-8")


def _install() -> None:
    try:
        setup.install()
    except setup.SetupError as error:
        raise click.ClickException(str(error)) from error


def _measure_all(
    found: Results, results: Path, scratch: Path, sizes: tuple[int, ...], only: tuple[str, ...], fresh: bool
) -> None:
    for documents in sizes or SIZES:
        size = found.size(documents)
        for name in only or MEASURES if fresh else ():
            size.forget(name)
        folder = scratch / str(documents)
        shutil.rmtree(folder, ignore_errors=True)
        measure(size, only or MEASURES, Place(folder, documents), lambda: _write(found, results))
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
