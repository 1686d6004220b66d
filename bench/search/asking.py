"""Queries put to each contestant in a browser: the bytes they fetch, the time they take, the memory they leave held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import Browser

from bench.search.browser import TooSlow, chromium, visit
from bench.search.building import TOO_LARGE, Place
from bench.search.contestants import PARTS, Contestant, contestant, write_pages
from bench.search.host import Host, hosted
from bench.search.queries import KINDS, queries
from bench.search.results import LUNR, OURS, PAGEFIND, PAGEFIND_ALONE, Run, Size

# Of each kind, and the same for every contestant.
QUERIES = 20
TIMED = 5
TIMED_KINDS = ("one word", "two words", "misspelt")
# All of lunr.js's index is one file, and every query of it costs the same.
FULL_INDEX_QUERIES = 2
PATIENCE = 60
HEAPS = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """What everything that is asked needs: the browser, the host and the documents."""

    browser: Browser
    host: Host
    place: Place

    def queries(self, kind: str, count: int) -> list[str]:
        """Queries of a kind, from these documents."""
        return queries(self.place.pages(), kind, count)

    def has(self, size: Size, measure: str, name: str) -> bool:
        """Whether a contestant takes part in a measure, and goes on to."""
        if name == LUNR and not self.place.has_lunr():
            size.note(measure, LUNR, TOO_LARGE)
        return name not in size.notes.get(measure, {})


@contextmanager
def stage(place: Place) -> Iterator[Stage]:
    """The sites of all contestants on a host, and a browser."""
    place.prepare()
    write_pages(place.site)
    with hosted(place.site) as host, chromium() as browser:
        yield Stage(browser, host, place)


def measure_wire(size: Size, on: Stage) -> None:
    """The bytes of queries of every kind; those of lunr.js, which are the same for all, once."""
    for kind in KINDS:
        for query in on.queries(kind, QUERIES):
            for name in (OURS, PAGEFIND):
                size.add("wire", name, kind, _fetched(on, contestant(name), query))
    if on.has(size, "wire", LUNR):
        run = _fetched(on, contestant(LUNR), on.queries("two words", 1)[0])
        for kind in KINDS:
            size.add("wire", LUNR, kind, run)


def _fetched(on: Stage, who: Contestant, query: str) -> Run:
    with visit(on.browser, on.host, who) as visitor:
        answer = visitor.ask(query)
    paths = [path for path in on.host.asked() if not path.endswith(".html")]
    parts = Counter[str]()
    for path in paths:
        parts[who.part(path)] += on.host.weight(path)
    found = {"requests": len(paths), "found": answer.found}
    return {"bytes": parts.total(), **{part: parts[part] for part in PARTS}, **found}


def measure_time(size: Size, on: Stage) -> None:
    """Milliseconds of cold queries on a slow device and network, and of another query after each, on the same page."""
    for kind in TIMED_KINDS:
        asked = on.queries(kind, TIMED + 1)
        for query, second in pairwise(asked):
            for name in (OURS, PAGEFIND, *([PAGEFIND_ALONE] if kind != "misspelt" else ())):
                size.add("time", name, kind, _timed(on, contestant(name), query, second))
    asked = on.queries("two words", FULL_INDEX_QUERIES + 1)
    for query, second in pairwise(asked):
        if on.has(size, "time", LUNR):
            try:
                size.add("time", LUNR, "two words", _timed(on, contestant(LUNR), query, second))
            except TooSlow as late:
                size.note("time", LUNR, str(late))


def _timed(on: Stage, who: Contestant, query: str, second: str) -> Run:
    with visit(on.browser, on.host, who) as visitor:
        visitor.slow_down()
        cold = visitor.ask(query, PATIENCE)
        warm = visitor.ask(second, PATIENCE)
    return {"first": cold.first, "all": cold.all, "second": warm.first, "found": cold.found}


def measure_heap(size: Size, on: Stage) -> None:
    """Bytes that a page holds after a query, beyond what it held before. In its worker Pagefind's would not be seen."""
    for query in on.queries("two words", HEAPS):
        for name in (OURS, PAGEFIND_ALONE, LUNR):
            if not on.has(size, "heap", name):
                continue
            with visit(on.browser, on.host, contestant(name)) as visitor:
                before = visitor.memory()
                visitor.ask(query)
                after = visitor.memory()
            size.add("heap", name, "two words", {part: after[part] - before[part] for part in after})
