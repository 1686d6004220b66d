"""Canonical digests: equal for equal values, different for different ones, the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from fingerpost.clinical.crisis import TextLine
from fingerpost.engine.digest import digest
from fingerpost.engine.multilingual import Prose
from tests.building import CHECKOUT

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates() | st.decimals(allow_nan=False)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


@dataclass(frozen=True)
class Point:
    x: object
    y: object


@dataclass(frozen=True)
class Place:
    x: object
    y: object


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all the way down: 1, True and Decimal(1) are three values here."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


@given(VALUES, VALUES)
def test_digests_are_equal_exactly_when_values_are(one: Any, other: Any) -> None:
    assert (digest(one) == digest(other)) == same(one, other)


@given(st.lists(VALUES, max_size=4), st.lists(VALUES, max_size=4))
def test_values_side_by_side_do_not_run_into_each_other(one: list[Any], other: list[Any]) -> None:
    assert (digest(*one) == digest(*other)) == same(tuple(one), tuple(other))


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=5), st.randoms())
def test_the_order_of_a_mapping_does_not_count(value: dict[str, Any], random: Any) -> None:
    keys = list(value)
    random.shuffle(keys)
    assert digest({key: value[key] for key in keys}) == digest(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), "a"),
        ((), ""),
        ((), None),
        ({}, ()),
        ("1", 1),
        (1, True),
        (0, False),
        (b"a", "a"),
        ((("a",), "b"), ("a", ("b",))),
        ((("a",), "b"), (("a", "b"),)),
        (({"a": "b"}, "c"), ({"a": "b", "c": "d"}, "e")),
        ({"a": "b"}, (("a", "b"),)),
        (date(2026, 1, 1), "2026-01-01"),
        (Decimal("1.0"), Decimal("1.00")),
        (Point(1, 2), Place(1, 2)),
        (Point(1, 2), Point(2, 1)),
        (Point(1, 2), (1, 2)),
        (TextLine(number="555-0100"), TextLine(number="555-0100", word="HI")),
    ],
)
def test_values_that_look_alike_differ(one: object, other: object) -> None:
    assert digest(one) != digest(other)


@pytest.mark.parametrize("value", [{1}, frozenset(), object(), (1, [{2}])])
def test_what_has_no_order_or_no_fields_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        digest(value)


def test_text_that_is_safe_to_show_is_the_same_text() -> None:
    assert digest(Markup("a <b>")) == digest("a <b>")
    assert digest((Markup("é"), Prose((("", "x"),)))) == digest(("é", Prose((("", "x"),))))


def test_one_field_and_its_bare_value_differ() -> None:
    assert digest(Prose((("", "x"),))) != digest((("", "x"),))
    assert digest(Prose((("", "x"),))) != digest(Prose((("", "y"),)))


def test_a_lone_surrogate_has_a_digest() -> None:
    assert digest("\ud800") != digest("\ud801")


PROGRAM = """
from datetime import date
from decimal import Decimal
from fingerpost.engine.digest import digest
from fingerpost.engine.problems import Problem, Span
print(digest({"b": 1, "a": (None, True, 2.5, Decimal("1.50"))}, date(2026, 1, 2), Problem("x", "é", Span("p", 1))))
"""


def test_a_digest_is_the_same_in_every_process() -> None:
    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM]
        return subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True, text=True).stdout

    assert run("1") == run("2") == "983d596d61733ecffd77e0316055825f53ed1cb1faf4aa8d3f93ea8634aedbdf\n"
