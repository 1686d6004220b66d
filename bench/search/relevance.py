"""How well judged queries fare on our own site: what each search lists first. Knows judgements, and no index.

Pagefind gets the same built pages, of which it reads what stands in `main`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from bench.search.browser import chromium
from bench.search.building import ROOT, pagefind
from bench.search.host import hosted
from bench.timing import timed
from fingerpost.engine.node import find_node

JUDGED = ROOT / "tests" / "relevance" / "queries.yaml"
LISTED = 10
Search = tuple[str, list[list[str]]]
"""The name of a search, and what it lists for each query."""

_PAGEFIND = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, LISTED).map((result) => result.data()));
    found.push(shown.map(({ raw_url, url }) => raw_url ?? url));
  }
  return found;
}"""
_OURS = """async (queries) => {
  const { loadEngine } = await import("/engine.js");
  const { engine } = await loadEngine(new URL("/search/manifest.json", location.href).href);
  const found = [];
  for (const query of queries) {
    const answer = await engine.answer(query);
    const shown = await answer.results(answer.found.slice(0, LISTED));
    found.push(shown.map(({ url }) => url));
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, the pages of which any would be right in first place, and whether tuning may look at it."""

    query: str
    first: frozenset[str]
    held_back: bool

    def reciprocal(self, listed: Sequence[str]) -> float:
        """One over the rank of the first right page, 0 where none is listed."""
        ranks = (rank for rank, url in enumerate(listed, 1) if normal(url) in self.first)
        return 1 / next(ranks, float("inf"))


def normal(url: str) -> str:
    """A page's address from the root of its site, in one form."""
    return url.partition("#")[0].strip("/").removesuffix("index.html").rstrip("/")


def judged(text: str) -> list[Judged]:
    """The queries of a file: a list of `query`, `first` and perhaps `held_back`."""
    return [
        Judged(each["query"], frozenset(map(normal, each["first"])), bool(each.get("held_back")))
        for each in yaml.safe_load(text)
    ]


def run_pagefind(site: Path, queries: Sequence[str]) -> list[list[str]]:
    """The addresses that Pagefind lists for each query, of what stands in the `main` of a built site's pages."""
    with tempfile.TemporaryDirectory() as folder:
        timed((pagefind(site.resolve(), Path(folder) / "pagefind"),))
        return _asked(Path(folder), _PAGEFIND, queries)


def run_ours(site: Path, queries: Sequence[str]) -> list[list[str]]:
    """The addresses that our engine lists for each query, of the search files of a built site."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(site / "search", Path(folder) / "search")
        command = [find_node() or "node", "node_modules/esbuild/bin/esbuild", "frontend/search/engine.ts", "--bundle"]
        subprocess.run(
            [*command, "--format=esm", f"--outfile={folder}/engine.js", "--log-level=error"], cwd=ROOT, check=True
        )
        return _asked(Path(folder), _OURS, queries)


def _asked(folder: Path, script: str, queries: Sequence[str]) -> list[list[str]]:
    (folder / "index.html").write_text('<!doctype html><html lang="en"><title>Search</title>', encoding="utf-8")
    with hosted(folder) as host, chromium() as browser:
        page = browser.new_page()
        page.goto(host.address)
        found: list[list[str]] = page.evaluate(script.replace("LISTED", str(LISTED)), list(queries))
    return found


def report(site: Path | None) -> str:
    """How both searches fare, for the queries that tuning may look at and for those held back.

    Raises ClickException where there are no judgements, or no site can be built.
    """
    if not JUDGED.is_file():
        raise click.ClickException(f"No queries have been judged yet: {JUDGED.relative_to(ROOT)} is not there.")
    queries = judged(JUDGED.read_text(encoding="utf-8"))
    asked = [each.query for each in queries]
    with _built(site) as output:
        searches = (("Fingerpost", run_ours(output, asked)), ("Pagefind", run_pagefind(output, asked)))
    return compared(queries, searches)


@contextmanager
def _built(site: Path | None) -> Iterator[Path]:
    """A built site: the one given, or our own, built anew."""
    if site is not None:
        yield site
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "build.py"), "--output", f"{folder}/site", "-q", "build"]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if built.returncode:
            raise click.ClickException(f"the site does not build:\n{built.stderr or built.stdout}")
        yield Path(folder) / "site"


def compared(queries: Sequence[Judged], searches: Sequence[Search]) -> str:
    """Mean reciprocal ranks by part, and the queries open to tuning whose first result is not right."""
    lines = [
        f"Mean reciprocal rank among the first {LISTED}, and in brackets the share with a right page in first place:"
    ]
    for part, held_back in (("tuning", False), ("held back", True)):
        places = [place for place, each in enumerate(queries) if each.held_back is held_back]
        for name, listed in searches if places else ():
            scores = [queries[place].reciprocal(listed[place]) for place in places]
            mean, right = sum(scores) / len(scores), scores.count(1) / len(scores)
            lines.append(f"  {part:<10} {name:<12} {mean:.3f} ({right:.0%}) of {len(scores)} queries")
    missed = [told for place, each in enumerate(queries) if (told := _told(each, place, searches))]
    return "\n".join((*lines, "", "For tuning, where the first is not right (rank in each, – for none):", *missed))


def _told(each: Judged, place: int, searches: Sequence[Search]) -> str:
    scores = [each.reciprocal(listed[place]) for _, listed in searches]
    if each.held_back or scores[0] == 1:
        return ""
    ranks = ", ".join(f"{name} {_rank(score)}" for (name, _), score in zip(searches, scores, strict=True))
    return f"  {each.query}: {ranks}"


def _rank(score: float) -> str:
    return f"{round(1 / score)}" if score else "–"
