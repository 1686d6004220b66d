"""The results as a page of Markdown: ratios first, then seconds and memory. Knows the aims, and measures nothing."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.results import KINDS, Results, Served, Size

OURS = "Fingerpost"
SERVERS = ("Hugo", "Eleventy", "MkDocs")


@dataclass(frozen=True, slots=True)
class Aim:
    """How many times as long another shall take as we do. Without `times` nothing is aimed at."""

    kind: str
    others: tuple[str, ...]
    times: float | None


AIMS = (
    Aim("again", ("Hugo",), 10),
    Aim("edit", ("Hugo",), 4),
    Aim("edit", ("Hugo + Lunr", "Hugo + Pagefind"), 15),
    Aim("profile", ("Hugo",), 4),
    Aim("profile", ("Hugo + Lunr", "Hugo + Pagefind"), 15),
    Aim("cold", ("Hugo + Lunr", "Hugo + Pagefind"), 1.5),
    Aim("cold", ("MkDocs", "Pelican", "Jekyll", "Nikola"), 2),
    Aim("cold", ("MkDocs without search", "Eleventy", "Hugo"), None),
)
# At the first size that is compared. At greater ones milliseconds are aimed at.
SERVED_AIM = 4


def page(results: Results) -> str:
    """The whole page."""
    compared = [size for size in results.sizes if len(size.builds) > 2]
    parts = (
        "# What was measured\n\nWritten by `python -m bench.compare`; [how](../README.md). Every number is a median.",
        _aims(compared),
        *(_ratios(size) for size in compared),
        _saved(results.sizes),
        _growth(results.sizes),
        *(_seconds(size) for size in compared),
        _faults(results.sizes),
        _machine(results),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))


def _aims(sizes: Sequence[Size]) -> str:
    if not sizes:
        return ""
    rows = []
    for aim in AIMS:
        for other in aim.others:
            got = [_against(size.ratio(other, aim.kind), aim.times) for size in sizes]
            rows.append((f"{KINDS[aim.kind].partition(':')[0]}, against {other}", _aimed(aim.times), *got))
    for other in SERVERS:
        got = [_against(size.served_ratio(other), None if number else SERVED_AIM) for number, size in enumerate(sizes)]
        rows.append((f"from a save to the page, against {other}", _aimed(SERVED_AIM), *got))
    head = ("How many times as long the other takes", "aim", *(size.name for size in sizes))
    told = "Sizes are Markdown pages + therapists. Our builds make the search index, whoever they are compared with."
    figure = "![The same numbers as bars](comparison.svg)"
    return f"## Against the aims\n\n{told}\n\n{_table(head, rows)}\n\n{figure}"


def _aimed(times: float | None) -> str:
    return f"≥ {times:g}×" if times else "none"


def _against(ratio: float | None, aim: float | None) -> str:
    if ratio is None:
        return "–"
    if aim is not None and ratio < aim:
        # Rounded to one digit, a near miss would read as if the aim were met.
        return f"{ratio:.2f}× ✗"
    return f"{_times(ratio)}{'' if aim is None else ' ✓'}"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def _ratios(size: Size) -> str:
    rows = []
    for name in size.builds:
        told = [size.ratio(name, kind) for kind in KINDS]
        if name != OURS and any(told):
            rows.append((name, *("–" if each is None else _times(each) for each in told)))
    return f"### {size.name}: {size.documents:,} documents, times as long as we take\n\n{_table(('', *KINDS), rows)}"


def _saved(sizes: Sequence[Size]) -> str:
    rows = [(size.name, name, *_row(served)) for size in sizes for name, served in size.served.items()]
    if not rows:
        return ""
    head = ("Site", "Server", "sentence", "slowest", "therapist", "title", "list follows", "search follows")
    told = "Milliseconds. Our own aim is 100, and at most 400 at 10,000 pages."
    return f"## From a save to the page\n\n{told}\n\n{_table(head, rows)}"


def _row(served: Served) -> Iterator[str]:
    yield _ms(served.sentences)
    yield f"{max(served.sentences):.0f}" if served.sentences else "–"
    yield _ms(served.profiles)
    yield _ms(served.titles)
    yield _ms(served.lists) if len(served.lists) == len(served.titles) else "no"
    yield _ms(served.search) if served.search else "no" if served.has_search else "has none"


def _ms(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.0f}" if times else "–"


def _growth(sizes: Sequence[Size]) -> str:
    rows = [row for size in sizes for row in _grown(size)]
    if not rows:
        return ""
    head = ("Site", "documents", "cold", "each", "no change", "one edit", "peak", "Hugo cold", "Hugo again", "its peak")
    told = "Wall-clock seconds; `each` is a cold build's milliseconds for one document, and level where cost is linear."
    told += " Our aim for memory is at most 1,536 MiB at 20,000 pages."
    return f"## By size\n\n{told}\n\n{_table(head, rows)}\n\n![The same numbers as lines](growth.svg)"


def _grown(size: Size) -> Iterator[tuple[str, ...]]:
    ours, hugo = size.builds.get(OURS), size.builds.get("Hugo")
    cold = ours.median("cold") if ours else None
    if ours is None or cold is None:
        return
    again, edit = ours.median("again"), ours.median("edit")
    theirs = (hugo.median("cold"), hugo.median("again")) if hugo else (None, None)
    yield (
        size.name,
        f"{size.documents:,}",
        _s(cold.wall),
        f"{cold.wall / size.documents * 1000:.2f} ms",
        _s(again.wall if again else None),
        _s(edit.wall if edit else None),
        f"{cold.peak:,.0f} MiB",
        *(_s(each.wall if each else None) for each in theirs),
        f"{theirs[0].peak:,.0f} MiB" if theirs[0] else "–",
    )


def _s(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"


def _seconds(size: Size) -> str:
    rows = []
    for name, builds in size.builds.items():
        for kind in KINDS:
            median, least = builds.median(kind), builds.least(kind)
            if median and least:
                numbers = (_s(median.wall), _s(least.wall), _s(median.processor), _s(least.processor))
                count = str(len(builds.runs[kind]))
                rows.append((name, builds.version, kind, *numbers, f"{median.peak:,.0f} MiB", count))
    head = ("", "version", "build", "wall", "least", "processor", "least", "peak", "runs")
    return f"## Seconds at {size.name}\n\n{_table(head, rows)}"


def _faults(sizes: Sequence[Size]) -> str:
    faults = [f"- {size.name}, {name}: {fault.splitlines()[0]}" for size in sizes for name, fault in _told(size)]
    return "\n".join(("## Not measured, or not in full\n", *faults)) if faults else ""


def _told(size: Size) -> Iterator[tuple[str, str]]:
    yield from ((name, builds.fault) for name, builds in size.builds.items() if builds.fault)
    yield from ((f"{name} serving", served.fault) for name, served in size.served.items() if served.fault)


def _machine(results: Results) -> str:
    return "\n".join(("## The machine\n", *(f"- {name}: {told}" for name, told in results.machine.items())))
