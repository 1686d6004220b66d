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
from typing import Any, TypeVar

from fingerpost.engine.cache import Cache

T = TypeVar("T")
R = TypeVar("R")

# Set right before the copies are made, and read only in them.
_work: tuple[Callable[[Any], Any], Cache] | None = None
_MOST_IN_A_BATCH = 64
# To copy this process costs about 20 ms, which so many items take.
_PAYS_FROM = 40


def cores() -> int:
    """How many processes this one may keep busy."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def spread(
    job: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    cache: Cache,
    warm: Callable[[], object] = lambda: None,
) -> Iterator[R]:
    """The results of `job` for `items`, in their order. What the copies put into `cache` is brought back to it.

    `warm` loads what every copy would load for itself. Few items are done here. Whatever `job` raises is raised.
    """
    if workers < 2 or len(items) < _PAYS_FROM or not can_copy():
        yield from map(job, items)
        return
    # Not needed for an edit or two.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    batch = max(1, min(_MOST_IN_A_BATCH, len(items) // (workers * 8)))
    batches = [items[start : start + batch] for start in range(0, len(items), batch)]
    global _work
    _work = job, cache
    warm()
    cache.flush()
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            for results, drained in pool.map(_batch, batches):
                cache.absorb(drained)
                yield from results
    finally:
        _work = None
        gc.unfreeze()


def can_copy() -> bool:
    """Linux only: elsewhere the system's own libraries may hold locks that a copy would wait on for ever."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def _batch(items: Sequence[Any]) -> tuple[list[Any], list[tuple[str, str, bytes]]]:
    assert _work is not None
    job, cache = _work
    results = [job(item) for item in items]
    return results, cache.drain()
