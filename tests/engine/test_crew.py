"""Work in copies of this process: the same results in the same order, whatever it is shared among."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import Errand, can_copy, cores, spread
from tests.building import CHECKOUT

MANY = range(200)

copies = pytest.mark.skipif(not can_copy(), reason="this system cannot copy a process safely")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def where(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("workers", [0, 1, 2, 3, 20])
@pytest.mark.parametrize("items", [(), (1,), MANY])
def test_results_come_in_the_order_of_what_was_given(items: range, workers: int, cache: Cache) -> None:
    assert [number for number, _ in spread(where, items, workers, cache)] == list(items)


def test_little_work_is_done_here(cache: Cache) -> None:
    assert {process for _, process in spread(where, range(5), 2, cache)} == {os.getpid()}


def test_one_worker_is_this_process(cache: Cache) -> None:
    assert {process for _, process in spread(where, MANY, 1, cache)} == {os.getpid()}


@copies
def test_much_work_is_done_in_as_many_copies_as_were_asked_for(cache: Cache) -> None:
    processes = {process for _, process in spread(where, MANY, 2, cache)}
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


@copies
def test_the_last_parts_are_small_so_that_copies_end_together(cache: Cache) -> None:
    sizes = list(spread(lambda numbers: [len(numbers)] * len(numbers), range(2000), 2, cache))
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (64, 1)


@copies
def test_a_copy_sees_what_was_made_before_it_and_nothing_is_sent(cache: Cache) -> None:
    unsendable: Callable[[Sequence[int]], list[int]] = lambda numbers: [each + offset for each in numbers]  # noqa: E731
    offset = 1000
    assert list(spread(unsendable, MANY, 2, cache)) == list(range(1000, 1200))


@copies
def test_what_copies_put_into_the_cache_is_in_it(cache: Cache) -> None:
    def stored(numbers: Sequence[int]) -> Sequence[int]:
        for number in numbers:
            cache.write("step", f"{number}", f"content {number}".encode())
        return numbers

    assert list(spread(stored, MANY, 2, cache)) == list(MANY)
    assert [cache.read("step", f"{number}") for number in MANY] == [f"content {each}".encode() for each in MANY]
    cache.flush()
    assert Cache(cache.folder).read("step", "199") == b"content 199"


@copies
def test_copies_find_what_was_put_into_the_cache_before(cache: Cache) -> None:
    cache.write("step", "one", b"content")
    assert set(spread(lambda some: [cache.read("step", "one") for _ in some], MANY, 2, cache)) == {b"content"}


def broken(numbers: Sequence[int]) -> Sequence[int]:
    if 77 in numbers:
        raise LookupError("the seventy-seventh")
    return numbers


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_job_raises_is_raised_and_the_next_work_is_done(workers: int, cache: Cache) -> None:
    with pytest.raises(LookupError, match="the seventy-seventh"):
        list(spread(broken, MANY, workers, cache))
    assert len(list(spread(where, MANY, workers, cache))) == len(MANY)


@copies
def test_what_a_copy_took_and_did_not_finish_is_done_here(cache: Cache) -> None:
    here = os.getpid()

    def deadly(numbers: Sequence[int]) -> Sequence[tuple[int, bool]]:
        if 77 in numbers and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return [(number, os.getpid() == here) for number in numbers]

    done = list(spread(deadly, MANY, 2, cache))
    assert [number for number, _ in done] == list(MANY)
    assert dict(done)[77]
    assert not all(is_here for _, is_here in done)


@copies
def test_copies_end_when_nobody_wants_their_results_any_more(cache: Cache) -> None:
    results = spread(where, MANY, 2, cache)
    _, copy = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(copy, 0)


LEFT_ALONE = """
import os, sys, time
from pathlib import Path
from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import alongside, spread

def job(numbers):
    time.sleep(0.05)
    return [bytes(5000) for _ in numbers]

def tell():
    print("at work", flush=True)
    time.sleep(100)

if sys.argv[1] == "spread":
    list(spread(job, range(2000), 2, Cache(Path(sys.argv[2])), meanwhile=tell))
else:
    alongside(True, lambda: bytes(1_000_000), tell)
"""


@copies
@pytest.mark.parametrize("how", ["spread", "alongside"])
def test_copies_of_a_process_that_was_killed_end_too(how: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT_ALONE, how, str(tmp_path)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at work\n"
        process.kill()
        # The copies have this end of the pipe too: it closes when the last of them has ended.
        ready, _, _ = select.select([process.stdout], [], [], 20)
        assert ready
        assert process.stdout.read() == b""


@copies
def test_an_errand_is_run_by_a_copy_while_this_process_goes_on() -> None:
    errand = Errand(True, os.getpid)
    assert errand.result() != os.getpid()


def test_an_errand_that_does_not_pay_is_run_when_somebody_asks() -> None:
    asked = []
    errand = Errand(False, lambda: asked.append("now"))
    assert asked == []
    errand.result()
    assert asked == ["now"]


@copies
def test_an_errand_whose_copy_was_killed_is_run_here() -> None:
    here = os.getpid()
    errand = Errand(True, lambda: "here" if os.getpid() == here else os.kill(os.getpid(), signal.SIGKILL))
    assert errand.result() == "here"
    errand = Errand(True, lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert errand.result(again=lambda: None) is None


@copies
def test_what_is_done_again_after_a_copy_that_failed_is_that_however_long_ago_it_ended() -> None:
    errand = Errand(True, lambda: os.kill(os.getpid(), signal.SIGKILL))
    errand.end()
    assert errand.result(again=lambda: None) is None


@pytest.mark.parametrize("pays", [True, False])
def test_what_an_errand_raises_is_raised_here(pays: bool) -> None:
    with pytest.raises(ZeroDivisionError):
        Errand(pays, lambda: 1 // 0).result()


@copies
def test_an_errand_that_nobody_wants_any_more_leaves_no_process() -> None:
    errand = Errand(True, os.getpid)
    errand.end()
    with pytest.raises(ProcessLookupError):
        os.kill(errand.result(), 0)


def test_a_process_with_threads_is_not_copied(cache: Cache) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert not can_copy()
        assert {process for _, process in spread(where, MANY, 2, cache)} == {os.getpid()}
    finally:
        end.set()
        thread.join()


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
