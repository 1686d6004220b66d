"""What a step read of the rest of the site, so that it runs again when that changes and not before.

Knows keys, which are texts, and one day. What a key stands for is the business of whoever notes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import date
from typing import Generic, TypeVar

from fingerpost.engine.values import dataclass

V = TypeVar("V")


@dataclass(slots=True)
class Trace:
    """What one step read: the keys, and the first day on which an answer about today would differ."""

    keys: set[str] = field(default_factory=set)
    until: date | None = None

    def expires(self, day: date) -> None:
        """Something will be otherwise from `day` on."""
        if self.until is None or day < self.until:
            self.until = day


@dataclass(slots=True)
class Reads:
    """The trace of the step that is running. Outside a step, nothing is kept."""

    _trace: Trace | None = None

    def note(self, key: str) -> None:
        """The running step depends on what `key` stands for, even where it found nothing."""
        if self._trace is not None:
            self._trace.keys.add(key)

    def expires(self, day: date) -> None:
        """The running step holds until the day before `day`."""
        if self._trace is not None:
            self._trace.expires(day)

    @contextmanager
    def apart(self) -> Iterator[Trace]:
        """What is read inside belongs to the trace it yields, and to nobody else until it is read `again`."""
        running, self._trace = self._trace, Trace()
        try:
            yield self._trace
        finally:
            self._trace = running

    def again(self, trace: Trace) -> None:
        """The running step depends on all that `trace` holds, as if it had read that itself."""
        if self._trace is not None:
            self._trace.keys |= trace.keys
            if trace.until is not None:
                self._trace.expires(trace.until)

    @contextmanager
    def recording(self) -> Iterator[Trace]:
        """A step: what is read inside belongs to the trace it yields. Steps do not nest."""
        if self._trace is not None:
            raise RuntimeError("a step cannot run inside another: what the inner one reads would be lost")
        self._trace = Trace()
        try:
            yield self._trace
        finally:
            self._trace = None


@dataclass(frozen=True, slots=True)
class Today:
    """The day of a build. Every question about it is noted, so that the next day that matters is known."""

    day: date
    reads: Reads = field(default_factory=Reads, compare=False)

    def reached(self, day: date) -> bool:
        """Whether `day` is today or past."""
        if day <= self.day:
            return True
        self.reads.expires(day)
        return False


class Watched(Mapping[str, V], Generic[V]):
    """A mapping whose every look is noted as `name:key`. It cannot be listed, since that would read it all."""

    def __init__(self, name: str, reads: Reads, find: Callable[[str], V | None]) -> None:
        self._name = name
        self._reads = reads
        self._find = find

    def __getitem__(self, key: str) -> V:
        self._reads.note(f"{self._name}:{key}")
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError(f"{self._name} is looked up by key and never listed")

    def __len__(self) -> int:
        raise TypeError(f"{self._name} is looked up by key and never counted")
