"""A shelf: the published records of one kind, as pages of others may see them.

Knows where a record is to be had, and opens one when it is asked for. Whoever looks is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from fingerpost.clinical.record import Record
from fingerpost.engine.reads import Reads
from fingerpost.engine.schema import Model

M = TypeVar("M", bound=Model)


class Shelf(Mapping[str, Record[M]], Generic[M]):
    """The records of one kind by id, in id order, from outside. One that is looked up is noted; so is a look at all."""

    def __init__(self, kind: str, paths: Mapping[str, str], open: Callable[[str], Record[Any]], reads: Reads) -> None:
        self.kind = kind
        self.paths = paths
        self._open = open
        self._reads = reads
        self._opened: dict[str, Record[M]] = {}

    def __getitem__(self, id: str) -> Record[M]:
        self._reads.note(f"record:{self.kind}/{id}")
        return self._from_outside(self.paths[id])

    def __contains__(self, id: object) -> bool:
        self._reads.note(f"record:{self.kind}/{id}")
        return id in self.paths

    def __iter__(self) -> Iterator[str]:
        self._reads.note(f"shelf:{self.kind}")
        return iter(self.paths)

    def __len__(self) -> int:
        self._reads.note(f"shelf:{self.kind}")
        return len(self.paths)

    def every(self) -> tuple[Record[M], ...]:
        """All of them. A change in any is a change in what was read."""
        self._reads.note(f"shelf:{self.kind}")
        return tuple(map(self._from_outside, self.paths.values()))

    def _from_outside(self, path: str) -> Record[M]:
        found = self._opened.get(path)
        if found is None:
            found = self._opened[path] = self._open(path).from_outside()
        return found
