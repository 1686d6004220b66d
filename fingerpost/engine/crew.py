"""Work shared among the machine's cores, in processes that begin as copies of this one.

A copy sees everything that was made before it, so that jobs and what they need are never sent: only results are.
Where the system cannot copy a process safely, and for little work, all of it happens here.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from fingerpost.engine.cache import Cache

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

_MOST_IN_A_BATCH = 64
# To copy this process costs about 20 ms, which so many items take.
_PAYS_FROM = 40
# The number of a batch, in bytes, and how many such numbers fit into a pipe that nobody reads yet.
_TURN = 4
_MOST_BATCHES = 8_000


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
    if workers < 2 or not items or not can_copy() or (few and meanwhile is None):
        for start in range(0, len(items), _MOST_IN_A_BATCH):
            yield from job(items[start : start + _MOST_IN_A_BATCH])
        return
    if few and meanwhile is not None:
        results, drained = alongside(True, lambda: _drained(job, items, cache), meanwhile)
        cache.absorb(drained)
        yield from results
        return
    warm()
    yield from _shared(job, _batches(items, workers), workers, cache, meanwhile)


def _batches(items: Sequence[T], workers: int) -> list[Sequence[T]]:
    """The items in parts, the last ones small, so that no copy is long at work when the others have ended."""
    least = -(-len(items) // _MOST_BATCHES)
    found: list[Sequence[T]] = []
    start = 0
    while start < len(items):
        size = max(least, min(_MOST_IN_A_BATCH, (len(items) - start) // (workers * 4)))
        found.append(items[start : start + size])
        start += size
    return found


def _shared(
    job: Callable[[Sequence[T]], Sequence[R]],
    batches: Sequence[Sequence[T]],
    workers: int,
    cache: Cache,
    meanwhile: Callable[[], object] | None,
) -> Iterator[R]:
    """The results of all batches, in order, from copies each of which takes the next batch that none has taken.

    A pool of the standard library would leave its copies waiting for ever when this process is killed.
    """
    turns = _turns(len(batches))
    copies: dict[Connection, int] = {}
    arrived: dict[int, Sequence[R]] = {}
    try:
        for _ in range(min(workers, len(batches))):
            _add_copy(copies, job, batches, turns, cache)
        cache.flush()
        if meanwhile is not None:
            meanwhile()
        arriving = _arriving(list(copies), cache)
        for number, batch in enumerate(batches):
            while number not in arrived and (found := next(arriving, None)):
                arrived.update((found,))
            # A batch that never came is that of a copy that failed: it is done here, and what it raises is raised.
            yield from arrived.pop(number) if number in arrived else job(batch)
    finally:
        # A copy that is still at work finds nobody who listens, and ends.
        os.close(turns)
        for pipe in copies:
            pipe.close()
        for copy in copies.values():
            os.waitpid(copy, 0)


def _turns(number: int) -> int:
    """A pipe from which every reader takes the next number below `number`, until there is none."""
    readable, writable = os.pipe()
    os.write(writable, b"".join(each.to_bytes(_TURN, "big") for each in range(number)))
    os.close(writable)
    return readable


def _add_copy(
    copies: dict[Connection, int],
    job: Callable[[Sequence[T]], Sequence[R]],
    batches: Sequence[Sequence[T]],
    turns: int,
    cache: Cache,
) -> None:
    """One more copy of this process, by the pipe through which its results come."""
    # Not needed for an edit or two.
    from multiprocessing import Pipe

    readable, writable = Pipe(duplex=False)

    def work() -> None:
        # Were they open here, no copy would be told that nobody listens any more.
        for pipe in (*copies, readable):
            pipe.close()
        cache.hold()
        while turn := os.read(turns, _TURN):
            number = int.from_bytes(turn, "big")
            writable.send((number, job(batches[number]), cache.drain()))

    copy = os.fork()
    if copy == 0:
        _end_after(work)
    writable.close()
    copies[readable] = copy


def _arriving(pipes: list[Connection], cache: Cache) -> Iterator[tuple[int, Any]]:
    """The results of batches with their numbers, as they come, until all copies have ended."""
    from multiprocessing.connection import wait

    while pipes:
        ready = wait(pipes)
        for pipe in [each for each in pipes if each in ready]:
            try:
                number, results, drained = pipe.recv()
            except (EOFError, OSError):  # Between two messages, or within one.
                pipes.remove(pipe)
                continue
            cache.absorb(drained)
            yield number, results


class Errand(Generic[R]):
    """What `job` gives in a copy of this process, which goes on with something else and asks for the result later.

    Where a copy does not pay, or is not safe, the job is done here when somebody asks.
    """

    def __init__(self, pays: bool, job: Callable[[], R]) -> None:
        self._job = job
        self._copy = self._pipe = 0
        self._answer = b""
        self._was_copied = pays and can_copy()
        if self._was_copied:
            import pickle  # Between this process and its own copy.

            self._pipe, writable = os.pipe()
            self._copy = os.fork()
            if self._copy == 0:
                # Were it open here, the copy would not be told that nobody listens any more.
                os.close(self._pipe)
                _end_after(lambda: _write(writable, pickle.dumps(job())))
            os.close(writable)

    def end(self) -> None:
        """Wait for the copy, if there is one."""
        if self._copy:
            with open(self._pipe, "rb") as pipe:  # noqa: PTH123
                self._answer = pipe.read()
            os.waitpid(self._copy, 0)
            self._copy = 0

    def result(self, again: Callable[[], R] | None = None) -> R:
        """What came of it. What the job raises is raised.

        If the copy failed it is done here: `again`, by default the same as before.
        """
        self.end()
        if not self._answer:
            return again() if again and self._was_copied else self._job()
        import pickle

        given: R = pickle.loads(self._answer)  # noqa: S301
        return given


def alongside(
    pays: bool, job: Callable[[], R], meanwhile: Callable[[], object], again: Callable[[], R] | None = None
) -> R:
    """What `job` gives in a copy of this process, which does something else until then: see Errand.

    `again` is done here if the copy failed, by default the same as before.
    """
    errand = Errand(pays, job)
    try:
        meanwhile()
    except BaseException:
        errand.end()
        raise
    return errand.result(again)


def _end_after(work: Callable[[], object]) -> NoReturn:
    """In a copy: do it, and end without any of the usual leave-taking."""
    try:
        work()
    finally:
        os._exit(0)


def _write(pipe: int, content: bytes) -> None:
    with open(pipe, "wb") as opened:
        opened.write(content)


def can_copy() -> bool:
    """Linux only: elsewhere the system's own libraries may hold locks that a copy would wait on for ever."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


def _drained(job: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], cache: Cache) -> tuple[Sequence[R], Any]:
    cache.hold()
    return job(items), cache.drain()
