"""The results of search as a page of Markdown: the aims first, then what was measured. Measures nothing."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.search.contestants import PARTS
from bench.search.queries import KINDS
from bench.search.results import LUNR, LUNR_PY, OURS, PAGEFIND, PAGEFIND_ALONE, Results, Size, ratio

Number = float | None
# Said beneath the tables, for whoever reads a ratio.
UNEVEN = Path(__file__).with_name("uneven.md").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Aim:
    """A number that shall be at least `least` or at most `most`, and how it is written."""

    name: str
    of: Callable[[Size], Number]
    least: Number = None
    most: Number = None

    @property
    def told(self) -> str:
        return f"≥ {self.least:g}×" if self.least is not None else f"≤ {(self.most or 0) * 100:g} %"

    def judged(self, size: Size) -> str:
        """The number of a size, and whether it meets the aim."""
        number = self.of(size)
        if number is None:
            return "not measured"
        if self.least is not None:
            return f"{_times(number)} met" if number >= self.least else f"{number:.2f}× **missed**"
        # Rounded to a whole number, a near miss would read as if the aim were met.
        return f"{_percent(number)} met" if number <= (self.most or 0) else f"{number * 100:.1f} % **missed**"


def _percent(share: float) -> str:
    return f"{share * 100:.2g} %" if share < 0.1 else f"{share * 100:.0f} %"


def _times(number: float) -> str:
    return f"{number:.1f}×" if number < 10 else f"{number:,.0f}×"


def _build(contestant: str, kind: str) -> Callable[[Size], Number]:
    return lambda size: ratio(
        size.median("build", contestant, "fresh", "seconds"), size.median("build", OURS, kind, "seconds")
    )


def _share_changed(kind: str) -> Callable[[Size], Number]:
    return lambda size: size.median("shards", OURS, kind, "share")


def _bytes(kind: str) -> Callable[[Size], Number]:
    return lambda size: ratio(size.median("wire", OURS, kind, "bytes"), size.median("wire", PAGEFIND, kind, "bytes"))


def _first(kind: str) -> Callable[[Size], Number]:
    def share(size: Size) -> Number:
        theirs = (size.median("time", name, kind, "first") for name in (PAGEFIND, PAGEFIND_ALONE))
        return ratio(size.median("time", OURS, kind, "first"), min(filter(None, theirs), default=None))

    return share


AIMS = (
    Aim("a fresh build with lunr.py, times ours", _build(LUNR_PY, "fresh"), least=9),
    Aim("an edit with lunr.py (a fresh build), times ours", _build(LUNR_PY, "edit"), least=40),
    Aim("shards that five other words change", _share_changed("five words"), most=0.05),
    Aim("shards that a sentence with a new word changes", _share_changed("a new word"), most=0.05),
    Aim("bytes of a cold query of two words, of Pagefind's", _bytes("two words"), most=0.4),
    Aim("time to the first result of two words, of Pagefind's", _first("two words"), most=0.5),
    Aim("time to the first result of one word, of Pagefind's", _first("one word"), most=0.5),
)


def page(results: Results) -> str:
    """The whole page."""
    sizes = [size for size in results.sizes if size.runs]
    parts = (
        "# What was measured of search\n\nWritten by `python -m bench.search`; [how](../README.md#search).",
        _aims(sizes),
        *(table(sizes) for table in (_builds, _edits, _wire, _parts, _times_of, _memory)),
        UNEVEN,
        _missing(sizes),
        "\n".join(("## The machine\n", *(f"- {name}: {told}" for name, told in results.machine.items()))),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))


def _aims(sizes: Sequence[Size]) -> str:
    head = ("", "aim", *(f"{size.documents:,}" for size in sizes))
    rows = [(aim.name, aim.told, *map(aim.judged, sizes)) for aim in AIMS]
    words = ", ".join(f"{size.words / size.documents:.0f}" for size in sizes if size.words)
    told = f"Columns are documents, with a mean of {words} words."
    return f"## Against the aims\n\n{told}\n\n{_table(head, rows)}"


def _builds(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for name, kind in ((OURS, "fresh"), (OURS, "edit"), (LUNR_PY, "fresh"), (PAGEFIND, "fresh")):
            values = size.values("build", name, kind, "seconds")
            numbers = (
                [f"{number:.3f} s" for number in (statistics.median(values), min(values))] if values else ["–", "–"]
            )
            against = ratio(size.median("build", name, kind, "seconds"), size.median("build", OURS, kind, "seconds"))
            edit = ratio(size.median("build", name, kind, "seconds"), size.median("build", OURS, "edit", "seconds"))
            rows.append((f"{size.documents:,}", f"{name}, {kind}", *numbers, _or(_times, against), _or(_times, edit)))
    head = ("Documents", "", "median", "best", "times ours", "times our edit")
    return f"## Processor time of builds\n\n{_table(head, rows)}"


def _edits(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for kind in ("five words", "a new word"):
            shares = size.values("shards", OURS, kind, "share")
            if shares:
                names = ("shards", "changed", "files", "bytes")
                shards, changed, files, written = (size.median("shards", OURS, kind, name) or 0 for name in names)
                share = f"{_percent(statistics.median(shares))}, at most {_percent(max(shares))}"
                counts = (f"{shards:,.0f}", f"{changed:g}", share, f"{files:g}", f"{written / 1000:.0f} KB")
                rows.append((f"{size.documents:,}", kind, *counts))
    head = ("Documents", "edit", "shards", "changed", "share", "files of all", "before compression")
    told = "Twenty edits of each kind, each to one document. The last columns are all files that a host takes again."
    return f"## What an edit changes\n\n{told}\n\n{_table(head, rows)}"


def _wire(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for kind in KINDS:
            weights = [size.median("wire", name, kind, "bytes") for name in (OURS, PAGEFIND, LUNR)]
            found = [size.median("wire", name, kind, "found") for name in (OURS, PAGEFIND)]
            asked = [size.median("wire", name, kind, "requests") for name in (OURS, PAGEFIND)]
            share = _or(_percent, ratio(weights[0], weights[1]))
            counts = [" / ".join(_or("{:g}".format, each) for each in both) for both in (found, asked)]
            rows.append((f"{size.documents:,}", kind, *(_or(_kb, each) for each in weights), share, *counts))
    head = ("Documents", "query", OURS, PAGEFIND, LUNR, "ours of Pagefind's", "found", "requests")
    told = (
        "KB of bodies as they travel, with brotli or the compression of their own, from an empty cache until the first "
        "eight results are known, code included. `found` and `requests` are ours / Pagefind's."
    )
    return f"## Bytes of a cold query\n\n{told}\n\n{_table(head, rows)}"


def _parts(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for name in (OURS, PAGEFIND, LUNR):
            for kind in KINDS if name == OURS else ("two words",):
                weights = [size.median("wire", name, kind, part) for part in PARTS]
                if any(weights):
                    rows.append((f"{size.documents:,}", f"{name}, {kind}", *(_or(_kb, each) for each in weights)))
    told = (
        "KB of the same: programs; what every query needs; what this query needs of the index; what the results show. "
        "Medians of each for itself, which need not add up."
    )
    return f"## What those bytes are\n\n{told}\n\n{_table(('Documents', '', *PARTS), rows)}"


def _times_of(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for kind in KINDS:
            for name in (OURS, PAGEFIND, PAGEFIND_ALONE, LUNR):
                numbers = [size.median("time", name, kind, number) for number in ("first", "all", "second", "found")]
                if numbers[0] is not None:
                    *times, found = numbers
                    shown = (*(_or(_ms, each) for each in times), _or("{:g}".format, found))
                    rows.append((f"{size.documents:,}", kind, name, *shown))
    head = ("Documents", "query", "", "first result", "first eight", "a second query", "found")
    told = (
        "Milliseconds from the query to its results, with nothing loaded before, the processor slowed down to a "
        "quarter, and a network of 1.6 Mbit/s with 150 ms to each answer. The second query is another one on the same "
        "page."
    )
    return f"## Time to the first result\n\n{told}\n\n{_table(head, rows)}"


def _memory(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        for name in (OURS, PAGEFIND_ALONE, LUNR):
            numbers = [size.median("heap", name, "two words", part) for part in ("heap", "wasm")]
            if numbers[0] is not None:
                rows.append((f"{size.documents:,}", name, *(_or(_mb, each) for each in numbers)))
    told = "MB that a page holds after a query of two words beyond what it held before, once garbage is collected."
    return f"## Memory\n\n{told}\n\n{_table(('Documents', '', 'JavaScript', 'WebAssembly'), rows)}"


def _missing(sizes: Sequence[Size]) -> str:
    told = [
        f"- {size.documents:,} documents, {measure}, {name}: {why}"
        for size in sizes
        for measure, of in size.notes.items()
        for name, why in of.items()
    ]
    return "\n".join(("## Not measured\n", *told)) if told else ""


def _or(form: Callable[[float], str], number: Number) -> str:
    return "–" if number is None else form(number)


def _kb(number: float) -> str:
    return f"{number / 1000:,.1f}" if number < 1e6 else f"{number / 1000:,.0f}"


def _ms(number: float) -> str:
    return f"{number:,.0f}"


def _mb(number: float) -> str:
    return f"{number / 1e6:.1f}"
