"""Works done abreast: their steps in turn, and their results in order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fingerpost.engine.abreast import Work, abreast, alone


def works(*lengths: int) -> tuple[list[str], Callable[[], list[int]]]:
    """What is done, and a way to do it: works of so many steps, each of which comes to its number."""
    done: list[str] = []

    def work(number: int, steps: int) -> Work[int]:
        for step in range(steps):
            done.append(f"{number}.{step}")
            yield
        return number

    return done, lambda: abreast(work(number, steps) for number, steps in enumerate(lengths))


def test_the_first_step_of_each_comes_before_the_second_of_any() -> None:
    done, run = works(2, 2, 2)
    run()
    assert done == ["0.0", "1.0", "2.0", "0.1", "1.1", "2.1"]


def test_results_are_in_the_order_of_the_works_whichever_ends_first() -> None:
    _, run = works(3, 0, 1, 2)
    assert run() == [0, 1, 2, 3]


def test_a_work_that_has_ended_is_left_alone() -> None:
    done, run = works(1, 3)
    run()
    assert done == ["0.0", "1.0", "1.1", "1.2"]


def test_nothing_comes_to_nothing() -> None:
    assert works()[1]() == []


def test_what_a_work_raises_is_raised() -> None:
    def broken() -> Work[int]:
        yield
        raise ValueError("a step")

    with pytest.raises(ValueError, match="a step"):
        alone(broken())
