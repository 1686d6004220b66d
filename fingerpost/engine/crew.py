"""Work shared among the machine's cores, in processes that begin as copies of this one.

A copy sees everything that was made before it, so that jobs and what they need are never sent: only results are.
Where the system cannot copy a process safely, and for little work, all of it happens here.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from fingerpost.engine.cache import Cache

T = TypeVar("T")
R = TypeVar("R")

# Set right before the copies are made, and read only in them.
_work: tuple[Callable[[Sequence[Any]], Sequence[Any]], Cache] | None = None
_MOST_IN_A_BATCH = 64
# To copy this process costs about 20 ms, which so many items take.
_PAYS_FROM = 40


def cores() -> int:
    """How many processes this one may keep busy."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def spread(
    job: Callable[[Sequence[T]], Sequence[R]],
    items: Sequence[T],
    workers: int,
    cache: Cache,
    warm: Callable[[], object] = lambda: None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[R]:
    """The results of `job` for `items`, in their order. What the copies put into `cache` is brought back to it.

    `job` is given some of the items at a time. `warm` loads what every copy would load for itself. This process does
    something else `meanwhile`; a few items are done by one copy then, and otherwise here. Whatever `job` raises is
    raised.
    """
    few = len(items) < _PAYS_FROM
    if not few:
        gc.enable()
    if workers < 2 or not items or not can_copy() or (few and meanwhile is None):
        for start in range(0, len(items), _MOST_IN_A_BATCH):
            yield from job(items[start : start + _MOST_IN_A_BATCH])
        return
    if few and meanwhile is not None:
        results, drained = alongside(True, lambda: _drained(job, items, cache), meanwhile)
        cache.absorb(drained)
        yield from results
        return
    # Not needed for an edit or two.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    batch = max(1, min(_MOST_IN_A_BATCH, len(items) // (workers * 8)))
    batches = [items[start : start + batch] for start in range(0, len(items), batch)]
    global _work
    _work = job, cache
    warm()
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), cache.hold) as pool:
            done = pool.map(_batch, batches)
            cache.flush()
            if meanwhile is not None:
                meanwhile()
            for results, drained in done:
                cache.absorb(drained)
                yield from results
    finally:
        _work = None
        gc.unfreeze()


def alongside(
    pays: bool, job: Callable[[], R], meanwhile: Callable[[], object], again: Callable[[], R] | None = None
) -> R:
    """What `job` gives in a copy of this process, which does something else until then; what it raises is raised.

    Where a copy does not pay, or is not safe, both are done here. `again` is done here if the copy failed, by default
    the same as before.
    """
    if not pays or not can_copy():
        meanwhile()
        return job()
    import pickle  # Between this process and its own copy.

    readable, writable = os.pipe()
    copy = os.fork()
    if copy == 0:
        _answer(writable, lambda: pickle.dumps(job()))
    os.close(writable)
    with open(readable, "rb") as pipe:  # noqa: PTH123
        try:
            meanwhile()
        finally:
            answer = pipe.read()
            os.waitpid(copy, 0)
    if not answer:
        # It raised, and so will this.
        return (again or job)()
    given: R = pickle.loads(answer)  # noqa: S301
    return given


def _answer(pipe: int, work: Callable[[], bytes]) -> NoReturn:
    """Write what comes of `work` into the pipe, or nothing, and end without any of the usual leave-taking."""
    try:
        with open(pipe, "wb") as opened:
            opened.write(work())
    finally:
        os._exit(0)


def can_copy() -> bool:
    """Linux only: elsewhere the system's own libraries may hold locks that a copy would wait on for ever."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def _batch(items: Sequence[Any]) -> tuple[Sequence[Any], list[tuple[str, str, bytes]]]:
    assert _work is not None
    job, cache = _work
    return job(items), cache.drain()


def _drained(job: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], cache: Cache) -> tuple[Sequence[R], Any]:
    cache.hold()
    return job(items), cache.drain()
