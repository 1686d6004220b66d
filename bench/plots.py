"""The results as drawings: bars of the contestants, and lines by size. The same results give the same bytes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from bench.results import KINDS, Results, Size
from bench.tables import OURS

_STYLE = """<style>
  text { font: 13px system-ui, sans-serif; fill: #24302f }
  .quiet { fill: #5b6968 }
  .title { font-size: 15px; font-weight: 600 }
  .ours { fill: #1f6f68; stroke: #1f6f68 }
  .other { fill: #9aa8a6; stroke: #9aa8a6 }
  .rule { stroke: #d5dbd9; stroke-width: 1 }
  .line { fill: none; stroke-width: 2 }
  .ground { fill: #fdfcf9 }
  .faint { stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4ebe9 }
    .quiet { fill: #a3b1af }
    .ours { fill: #6cc5bb; stroke: #6cc5bb }
    .other { fill: #71807e; stroke: #71807e }
    .rule { stroke: #33403f }
    .line { fill: none }
    .ground { fill: #11181d }
  }
</style>
"""
_WIDTH = 760
_LABELS = 150
_ROW = 24


def comparison(size: Size) -> str:
    """A panel of bars for each kind of build, at one size."""
    panels = [(KINDS[kind], _bars(size, kind)) for kind in ("cold", "again", "edit")]
    height, parts = 16, list[str]()
    for title, bars in panels:
        parts.append(_text(16, height + 18, title, "title"))
        height += 34
        longest = max((seconds for _, seconds in bars), default=1.0)
        for name, seconds in bars:
            parts += _bar(name, seconds, longest, height)
            height += _ROW
        height += 18
    told = "; ".join(f"{title}: " + ", ".join(f"{name} {_said(each)}" for name, each in bars) for title, bars in panels)
    heading = f"Seconds to build {size.name} pages and profiles, search included where a name says so and for {OURS}"
    return _svg(height, heading, told, parts)


def _bars(size: Size, kind: str) -> list[tuple[str, float]]:
    medians = ((name, builds.median(kind)) for name, builds in size.builds.items())
    return sorted(((name, median.wall) for name, median in medians if median), key=lambda bar: bar[1])


def _bar(name: str, seconds: float, longest: float, y: int) -> Iterator[str]:
    width = max(1.0, (_WIDTH - _LABELS - 90) * seconds / longest)
    yield _text(_LABELS - 8, y + 14, name, anchor="end")
    shade = "ours" if name == OURS else "other"
    yield f'<rect class="{shade}" x="{_LABELS}" y="{y + 2}" width="{width:.1f}" height="16" rx="2"/>'
    yield _text(_LABELS + width + 8, y + 14, _said(seconds), "quiet")


def _said(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


_TOP, _BOTTOM, _LEFT, _RIGHT = 24.0, 380.0, 70.0, 590.0


def growth(results: Results) -> str:
    """Seconds by number of documents, both on scales of powers, where a straight line at 45 degrees is linear cost."""
    lines = [line for line in (_line(results.sizes, *each) for each in _LINES) if line[2]]
    points = [point for _, _, line in lines for point in line]
    if not points:
        return _svg(60, "Nothing was measured", "", [])
    wide = _powers([x for x, _ in points])
    high = _powers([y for _, y in points])
    parts = [*_grid(wide, high), _text((_LEFT + _RIGHT) / 2, _BOTTOM + 42, "documents", "quiet", "middle")]
    ends: list[float] = []
    for label, shade, line in lines:
        placed = [(_place(x, wide, _LEFT, _RIGHT), _place(y, high, _BOTTOM, _TOP)) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline class="line {shade}" points="{path}"/>')
        parts += [f'<circle class="{shade.split()[0]}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed]
        end = placed[-1][1]
        while any(abs(end - other) < 15 for other in ends):
            end += 3
        ends.append(end)
        parts.append(_text(placed[-1][0] + 10, end + 4, label))
    told = "; ".join(f"{label}: " + ", ".join(f"{_said(y)} at {x:,.0f}" for x, y in line) for label, _, line in lines)
    return _svg(430, "Seconds to build, by number of documents", told, parts)


_LINES = (
    (OURS, "cold", "ours"),
    (OURS, "edit", "ours"),
    (OURS, "again", "ours faint"),
    ("Hugo", "cold", "other"),
    ("Hugo", "edit", "other faint"),
)
_KIND_NAMES = {"cold": "cold", "edit": "one edit", "again": "no change"}


def _line(sizes: Sequence[Size], name: str, kind: str, shade: str) -> tuple[str, str, list[tuple[float, float]]]:
    found = ((size, size.builds[name].median(kind)) for size in sizes if name in size.builds)
    points = [(float(size.documents), median.wall) for size, median in found if median]
    return f"{name}, {_KIND_NAMES[kind]}", shade, points


def _powers(numbers: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around the numbers."""
    low, high = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    return low, max(high, low + 1)


def _place(number: float, powers: tuple[int, int], start: float, end: float) -> float:
    low, high = powers
    return start + (end - start) * (math.log10(number) - low) / (high - low)


def _grid(wide: tuple[int, int], high: tuple[int, int]) -> Iterator[str]:
    for power in range(wide[0], wide[1] + 1):
        x = _place(10.0**power, wide, _LEFT, _RIGHT)
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>'
        yield _text(x, _BOTTOM + 20, f"{10**power:,}", "quiet", "middle")
    for power in range(high[0], high[1] + 1):
        y = _place(10.0**power, high, _BOTTOM, _TOP)
        yield f'<line class="rule" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _text(_LEFT - 8, y + 4, f"{10.0**power:g} s", "quiet", "end")


def _text(x: float, y: float, text: str, shade: str = "", anchor: str = "") -> str:
    told = (f' class="{shade}"' if shade else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}"{told}>{escape(text)}</text>'


def _svg(height: float, title: str, told: str, parts: Sequence[str]) -> str:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title told">\n'
    )
    words = f'<title id="title">{escape(title)}</title>\n<desc id="told">{escape(told)}</desc>\n'
    ground = f'<rect class="ground" width="{_WIDTH}" height="{height:.0f}"/>\n'
    return opening + words + _STYLE + ground + "\n".join(parts) + "\n</svg>\n"
