"""Measures Fingerpost against other generators on the same made-up sites: `python -m bench.compare`.

It sets the peers up, writes the sites, builds and serves them in turn, and writes bench/results/. What was measured is
kept as it comes, so that it can be stopped and called again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bench import served
from bench.contest import Contest, Rules, prepared
from bench.documents import MadeUp
from bench.machine import machine
from bench.peers import setup
from bench.peers.eleventy import Eleventy
from bench.peers.fingerpost import Fingerpost
from bench.peers.hugo import Hugo, HugoAndLunr, HugoAndPagefind
from bench.peers.jekyll import Jekyll
from bench.peers.mkdocs import MkDocs, MkDocsAlone
from bench.peers.nikola import Nikola
from bench.peers.peer import Peer
from bench.peers.pelican import Pelican
from bench.plan import Plan
from bench.plots import comparison, growth
from bench.results import Builds, Results, Size, load, save
from bench.tables import page
from bench.timing import CommandError, stop_when_told, timed

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"
PEERS: tuple[Peer, ...] = (
    *(Fingerpost(), Hugo(), HugoAndLunr(), HugoAndPagefind()),
    *(Eleventy(), MkDocs(), MkDocsAlone(), Pelican(), Jekyll(), Nikola()),
)
# Who takes part at which size: all at the first one, those with an aim for edits at the next, and at the others two.
EVERYBODY = tuple(peer.name for peer in PEERS)
WITH_SEARCH = ("Fingerpost", "Hugo", "Hugo + Lunr", "Hugo + Pagefind")
FEW = ("Fingerpost", "Hugo")
COMPARED = {1000: EVERYBODY, 10_000: WITH_SEARCH}
SIZES = (100, 1000, 5000, 10_000, 20_000)


@dataclass(frozen=True, slots=True)
class Ask:
    """What to measure and how often, whether afresh, and where the numbers and the sites go."""

    sizes: tuple[int, ...]
    only: tuple[str, ...]
    rounds: int | None
    cap: float
    patience: float
    builds: bool
    serving: bool
    fresh: bool
    keep: bool
    results: Path
    scratch: Path

    @property
    def numbers(self) -> Path:
        return self.results / "results.json"

    def rules(self, pages: int) -> Rules:
        """How a size is measured."""
        if pages <= min(COMPARED):
            return Rules(self.rounds or 5, 100, self.cap, self.patience)
        return Rules(self.rounds or (3 if pages in COMPARED else 2), 1, self.cap, self.patience)

    def take_part(self, pages: int) -> tuple[Peer, ...]:
        """Who is measured at a size: those named, or else all at the compared sizes and few at the others."""
        names = self.only or COMPARED.get(pages, FEW)
        wanted = {name.casefold() for name in names}
        return tuple(peer for peer in PEERS if peer.name.casefold() in wanted)


def measure(pages: int, results: Results, ask: Ask) -> None:
    """Everything at one size that is not measured yet."""
    site = MadeUp.of(Plan.of(pages, pages // 2, 1))
    size = results.size(pages, pages // 2, len(site.documents))
    here = [peer for peer in ask.take_part(pages) if _is_here(peer, size)]
    folder = ask.scratch / str(pages)
    click.echo(f"\n{size.name}: {len(site.documents):,} documents")
    if ask.builds:
        _forget(size.builds, here, ask)
        Contest(site, size, folder, ask.rules(pages), lambda: save(results, ask.numbers), click.echo).run(here)
    if ask.serving and (pages in COMPARED or ask.sizes):
        _forget(size.served, here, ask)
        for peer in here:
            if peer.name not in size.served and peer.server(folder, 0) is not None:
                _serve(peer, site, size, folder)
                save(results, ask.numbers)


def _forget(measured: MutableMapping[str, Any], peers: Sequence[Peer], ask: Ask) -> None:
    for peer in peers if ask.fresh else ():
        measured.pop(peer.name, None)


def _is_here(peer: Peer, size: Size) -> bool:
    if not peer.version:
        size.builds[peer.name] = Builds(fault="not run: it is not installed on this machine")
    return bool(peer.version)


def _serve(peer: Peer, site: MadeUp, size: Size, folder: Path) -> None:
    found = served.measure(peer, site, prepared(peer, site, folder))
    size.served[peer.name] = found
    told = " ".join(f"{each:.0f}" for each in found.sentences)
    click.echo(f"{peer.name}: from a save to the page {told} ms {found.fault}".rstrip())


def report(results: Results, folder: Path) -> None:
    """Write the page and the drawings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _reports(results):
        (folder / name).write_text(text, encoding="utf-8")


def _reports(results: Results) -> Iterator[tuple[str, str]]:
    yield "README.md", page(results)
    yield "growth.svg", growth(results)
    compared = [size for size in results.sizes if len(size.builds) > len(FEW)]
    if compared:
        yield "comparison.svg", comparison(compared[0])


def _bundle_once(scratch: Path) -> None:
    """The browser code is bundled by the first build on a machine and kept beside the program: no site's cost."""
    peer, folder = Fingerpost(), scratch / "first"
    shutil.rmtree(folder, ignore_errors=True)
    peer.prepare(MadeUp(Plan.of(12, 0, 1), (), ()), folder)
    timed(peer.cold(folder))


@click.command()
@click.option(
    "--size", "sizes", type=int, multiple=True, help="Markdown pages; half as many therapists. May be repeated."
)
@click.option("--only", multiple=True, metavar="NAME", help="Measure this contestant alone. May be repeated.")
@click.option("--rounds", type=int, help="How often each builds.  [default: 5; fewer for large sites]")
@click.option("--cap", default=900.0, show_default=True, help="A build is stopped after so many seconds.")
@click.option("--patience", default=30.0, show_default=True, help="Slower peers than this are measured once.")
@click.option("--builds/--no-builds", default=True, help="Whether builds are measured.")
@click.option("--serving/--no-serving", default=True, help="Whether servers are measured.")
@click.option("--fresh", is_flag=True, help="Measure again what was measured before.")
@click.option("--keep", is_flag=True, help="Keep what was measured of other sources of ours.")
@click.option("--report", "reporting", is_flag=True, help="Measure nothing: write the tables and drawings anew.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where the results go.")
@click.option("--scratch", type=click.Path(path_type=Path), default=ROOT / ".cache" / "bench", help="Where sites go.")
def main(reporting: bool, **told: Any) -> None:
    """Measure Fingerpost and its peers on the same made-up sites."""
    stop_when_told()
    ask = Ask(**told)
    results = load(ask.numbers)
    if not reporting:
        results = results if ask.keep or results.machine.get("program") == machine()["program"] else Results()
        _measure_all(results, ask)
    report(results, ask.results)
    click.echo(f"The results are in {ask.results}/README.md.")


def _measure_all(results: Results, ask: Ask) -> None:
    unknown = {name.casefold() for name in ask.only} - {peer.name.casefold() for peer in PEERS}
    if unknown:
        raise click.BadParameter(f"no contestant is called {min(unknown)}: {', '.join(peer.name for peer in PEERS)}")
    try:
        setup.install()
        _bundle_once(ask.scratch)
    except (setup.SetupError, CommandError) as error:
        raise click.ClickException(str(error)) from error
    results.machine = machine()
    for pages in ask.sizes or SIZES:
        measure(pages, results, ask)
        report(results, ask.results)
        shutil.rmtree(ask.scratch / str(pages), ignore_errors=True)


if __name__ == "__main__":
    main()
