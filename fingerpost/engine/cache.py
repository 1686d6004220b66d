"""Memoised pure steps on disk, under `.cache/`.

An entry is named by its key and starts with the digest of its content, so that a damaged, foreign or
half-written entry is a miss. Entries are written once, by atomic rename: two builds at once are safe.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fingerpost.engine.digest import sha256

_STAMP = 64


@dataclass(slots=True)
class Tally:
    """How often a step was found ready, and how often it ran."""

    found: int = 0
    made: int = 0


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries of one format version in one folder."""

    folder: Path

    def read(self, step: str, key: str) -> bytes | None:
        """The content stored under `key`, or None when there is none that can be trusted."""
        try:
            entry = self._path(step, key).read_bytes()
        except OSError:
            return None
        content = entry[_STAMP:]
        if entry[:_STAMP] != sha256(content).encode():
            return None
        return content

    def write(self, step: str, key: str, content: bytes) -> None:
        """Store `content`. A cache that cannot be written to costs time, never the build."""
        path = self._path(step, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(content).encode())
                    file.write(content)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink()
        except OSError:
            return

    def _path(self, step: str, key: str) -> Path:
        return self.folder / step / key[:2] / key[2:]
