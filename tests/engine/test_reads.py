"""What steps read: keys, the first day that matters, and nothing outside a step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.engine.reads import Reads, Today, Watched

DAY = date(2026, 11, 21)


def test_a_step_holds_the_keys_that_were_noted_inside_it() -> None:
    reads = Reads()
    reads.note("before")
    with reads.recording() as trace:
        reads.note("one")
        reads.note("two")
        reads.note("one")
    reads.note("after")
    assert trace.keys == {"one", "two"}


def test_steps_follow_one_another_without_sharing() -> None:
    reads = Reads()
    with reads.recording() as first:
        reads.note("one")
    with reads.recording() as second:
        reads.note("two")
    assert (first.keys, second.keys) == ({"one"}, {"two"})


def test_a_step_inside_a_step_is_refused() -> None:
    reads = Reads()
    with reads.recording(), pytest.raises(RuntimeError, match="cannot run inside another"), reads.recording():
        pass


def test_what_was_read_apart_belongs_to_whoever_reads_it_again() -> None:
    reads = Reads()
    with reads.recording() as first:
        reads.note("own")
        with reads.apart() as inner:
            reads.note("shared")
            reads.expires(DAY)
        reads.note("own too")
    assert (first.keys, first.until) == ({"own", "own too"}, None)
    reads.again(inner)
    with reads.recording() as second:
        reads.expires(DAY + timedelta(1))
        reads.again(inner)
    assert (second.keys, second.until) == ({"shared"}, DAY)
    assert inner.keys == {"shared"}


def test_what_is_read_apart_inside_a_part_is_apart_from_it() -> None:
    reads = Reads()
    with reads.apart() as outer:
        with reads.apart() as inner:
            reads.note("inner")
        reads.note("outer")
        reads.again(inner)
    assert (outer.keys, inner.keys) == ({"inner", "outer"}, {"inner"})


def test_a_part_that_fails_gives_the_step_back() -> None:
    reads = Reads()
    with reads.recording() as trace:
        with pytest.raises(KeyError), reads.apart():
            raise KeyError
        reads.note("one")
    assert trace.keys == {"one"}


def test_a_step_that_fails_ends() -> None:
    reads = Reads()
    with pytest.raises(KeyError), reads.recording():
        raise KeyError
    with reads.recording() as trace:
        reads.note("one")
    assert trace.keys == {"one"}


def test_a_day_that_has_come_is_no_reason_to_run_again() -> None:
    today = Today(DAY)
    with today.reads.recording() as trace:
        assert today.reached(DAY)
        assert today.reached(DAY - timedelta(1))
    assert trace.until is None


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31))))
def test_a_step_holds_until_the_first_day_on_which_an_answer_differs(days: list[date]) -> None:
    today = Today(DAY)
    with today.reads.recording() as trace:
        answers = [today.reached(day) for day in days]
    if trace.until is None:
        assert all(answers)
    else:
        assert [Today(trace.until - timedelta(1)).reached(day) for day in days] == answers
        assert [Today(trace.until).reached(day) for day in days] != answers


def test_two_days_are_equal_whoever_asked() -> None:
    assert Today(DAY) == Today(DAY, Reads())


def test_every_look_at_a_watched_mapping_is_noted_found_or_not() -> None:
    reads = Reads()
    watched = Watched("place", reads, {"a": 1}.get)
    with reads.recording() as trace:
        assert watched["a"] == 1
        assert watched.get("b") is None
        assert "c" not in watched
        with pytest.raises(KeyError):
            watched["d"]
    assert trace.keys == {"place:a", "place:b", "place:c", "place:d"}


def test_a_watched_mapping_cannot_be_read_unseen() -> None:
    watched = Watched("place", Reads(), {"a": 1}.get)
    for look in (list, len, bool):
        with pytest.raises(TypeError, match="looked up by key"):
            look(watched)
