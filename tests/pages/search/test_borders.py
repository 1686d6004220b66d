"""The borders of files: set by the content, and moved by an edit only near it."""

from __future__ import annotations

from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from fingerpost.pages.search.borders import Cut

CUT = Cut(least=40, spread=60)
THINGS = [(f"term{number}", 3 + number % 7) for number in range(5_000)]


def _files(things: list[tuple[str, int]]) -> list[tuple[tuple[str, int], ...]]:
    borders = [*CUT.borders(things), len(things)]
    return [tuple(things[start:end]) for start, end in zip([0, *borders], borders, strict=False) if start < end]


def test_files_hold_the_least_and_on_average_the_spread_more() -> None:
    sizes = [sum(weight for _, weight in file) for file in _files(THINGS)[:-1]]
    assert min(sizes) >= CUT.least
    assert CUT.least + CUT.spread * 0.8 < mean(sizes) < CUT.least + CUT.spread * 1.25


def test_what_weighs_the_spread_ends_a_file() -> None:
    things = [("a", 60), *THINGS[:3], ("b", 60), ("c", 1)]
    assert Cut(least=0, spread=60).borders([("a", 60), ("b", 60), ("c", 61)]) == [1, 2, 3]
    assert 5 in CUT.borders(things)


def test_nothing_has_no_border() -> None:
    assert CUT.borders([]) == []


@given(st.integers(0, 4_999), st.sampled_from(["gone", "heavier", "new"]))
def test_an_edit_changes_few_files_and_those_near_it(place: int, edit: str) -> None:
    key, weight = THINGS[place]
    instead = {"gone": [], "heavier": [(key, weight + 9)], "new": [(key, weight), ("newcomer", 5)]}[edit]
    before, after = _files(THINGS), _files([*THINGS[:place], *instead, *THINGS[place + 1 :]])
    lost = [number for number, file in enumerate(before) if file not in set(after)]
    touched = next(number for number, file in enumerate(before) if THINGS[place] in file)
    assert lost
    assert touched <= min(lost)
    assert max(lost) <= touched + 12
