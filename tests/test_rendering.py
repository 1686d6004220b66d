"""What a page is made from, as bytes: the same for equal views, others for different ones, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from fingerpost.rendering import canonical
from tests.building import CHECKOUT


class Point(NamedTuple):
    x: Any
    y: Any


class Place(NamedTuple):
    x: Any
    y: Any


SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.dates()
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.builds(Point, inner, inner) | st.builds(Place, inner, inner)
    ),
    max_leaves=10,
)


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all the way down."""
    return type(one) is type(other) and (
        len(one) == len(other) and all(map(same, one, other)) if isinstance(one, tuple) else bool(one == other)
    )


@given(VALUES, VALUES)
def test_only_equal_views_share_their_bytes(one: Any, other: Any) -> None:
    assert (canonical(one) == canonical(other)) == same(one, other)


@given(st.lists(VALUES, max_size=4), st.lists(VALUES, max_size=4))
def test_bytes_side_by_side_do_not_run_into_each_other(one: list[Any], other: list[Any]) -> None:
    assert (b"".join(map(canonical, one)) == b"".join(map(canonical, other))) == same(tuple(one), tuple(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Point(1, 2), Place(1, 2)),
        (Point(1, 2), (1, 2)),
        (Point(1, 2), (1, 2, "Point")),
        (Point(Point(1, 2), 3), Point(1, Point(2, 3))),
        (1, True),
        (1, "1"),
        (None, ""),
        ((), ""),
        (date(2026, 1, 1), "2026-01-01"),
        (date(2026, 1, 1), ("date", 739617)),
    ],
)
def test_values_that_look_alike_differ(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


def test_a_text_that_stands_twice_counts_as_two_equal_ones_do() -> None:
    text = "a text, so long that nobody keeps it"
    assert canonical((text, text)) == canonical((text, text.upper().lower().replace("a text", "a text", 1)))
    assert canonical((sys.intern(text), text)) == canonical((text, text))


@pytest.mark.parametrize("value", [{1}, [1], {"a": 1}, 1.5, object(), b"a", Markup("a"), (1, ({2},))])
def test_what_a_view_may_not_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a view may not hold a"):
        canonical(value)


PROGRAM = """
from datetime import date
from fingerpost.pages.views.parts import Card, Stamp
from fingerpost.rendering import canonical
print(canonical((Card("é", "/a/", sample=True), Stamp(None, date(2026, 1, 2), 3))).hex())
"""


def test_the_bytes_are_the_same_in_every_process() -> None:
    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM]
        return subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True, text=True).stdout

    assert run("1") == run("2") != ""
