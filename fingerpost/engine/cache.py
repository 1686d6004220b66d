"""Memoised pure steps on disk, under `.cache/`: what was made from inputs with a digest, by that digest.

Many small results share a file, a pack, which is named by its content, put in place whole and never changed. Each has
its own digest, so that a damaged, foreign or missing pack is a miss. Two builds at once only add packs.
"""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.values import dataclass

_STAMP = 32
_OFTEN = 40
_FOOTER = 8 + 64
# Kept in memory until there is so much, in bytes, that a pack is worth writing.
_MOST_IN_MEMORY = 48_000_000
# When there are more packs smaller than this of one step, they are joined; the oldest go when all hold more bytes.
_SMALL = 2_000_000
_MOST_PACKS = 24
_MOST_BYTES = 1_000_000_000


@dataclass(slots=True)
class _Pack:
    """One pack: its file descriptor, and its index as it was written, and as a dict once it has been asked often."""

    file: int
    listed: bytes
    asked: int = 0
    index: dict[str, tuple[int, int, str]] | None = None

    def place(self, key: str) -> tuple[int, int, str] | None:
        """Where the result lies: start and length in bytes, and the beginning of its SHA-256."""
        self.asked += 1
        if self.index is None and self.asked > _OFTEN:
            self.index = json.loads(self.listed)
        if self.index is not None:
            return self.index.get(key)
        # For a few keys it is quicker to look for them in the text than to read all of it.
        name = f"{json.dumps(key)}:".encode()
        at = self.listed.find(name)
        if at < 0:
            return None
        start = at + len(name)
        start_of, length, stamp = json.loads(self.listed[start : self.listed.index(b"]", start) + 1])
        return start_of, length, stamp

    def read(self, key: str) -> bytes | None:
        """The result, if it is here and as it was written."""
        place = self.place(key)
        if place is None:
            return None
        start, length, stamp = place
        try:
            content = os.pread(self.file, length, start)
        except OSError:
            return None
        return content if sha256(content)[:_STAMP] == stamp else None


@dataclass(slots=True)
class _Step:
    """The results of one step: those that wait to be written, and the packs on disk by their names, the newest last.

    `waiting` has the SHA-256 of each too. `held` are those that were written last, and may soon be asked for, or that
    wait in the process of which this one is a copy. `known`: the packs are all that there are.
    """

    waiting: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    held: dict[str, bytes] = field(default_factory=dict)
    packs: dict[str, _Pack] = field(default_factory=dict)
    known: bool = False
    size: int = 0

    def contents(self) -> dict[str, bytes]:
        """What waits."""
        return {key: content for key, (content, _) in self.waiting.items()}


class Cache:
    """The cache in one folder. What is written is on disk after `flush`, and can be read at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._steps: dict[str, _Step] = {}
        self._open: list[int] = []
        weakref.finalize(self, _close, self._open)

    def read(self, step: str, key: str) -> bytes | None:
        """The content stored under `key`, or None when there is none that can be trusted."""
        known = self._step(step)
        if key in known.waiting:
            return known.waiting[key][0]
        if key in known.held:
            return known.held[key]
        if not known.known:
            self._look(step, known)
        # Of two that hold a key, the one written later may have been written because the other is damaged.
        return next((found for pack in reversed(known.packs.values()) if (found := pack.read(key)) is not None), None)

    def write(self, step: str, key: str, content: bytes) -> str:
        """Store `content`, and give its SHA-256. A cache that cannot be written to costs time, never the build."""
        stamp = sha256(content)
        self._wait(step, key, content, stamp)
        return stamp

    def keep(self, step: str, content: bytes) -> str:
        """Store `content` under its own SHA-256, and give that."""
        stamp = sha256(content)
        self._wait(step, stamp, content, stamp)
        return stamp

    def _wait(self, step: str, key: str, content: bytes, stamp: str) -> None:
        known = self._step(step)
        known.waiting[key] = content, stamp
        known.size += len(content)
        if known.size > _MOST_IN_MEMORY:
            self._flush(step, known)

    def hold(self) -> None:
        """In a copy of a process: what waits is that process's to write, and can be read here."""
        for known in self._steps.values():
            known.held, known.waiting, known.size = {**known.held, **known.contents()}, {}, 0

    def drain(self) -> list[tuple[str, str, bytes, str]]:
        """Take out what waits to be written, for another process's cache to `absorb`."""
        found = [(step, key, *each) for step, known in self._steps.items() for key, each in known.waiting.items()]
        for known in self._steps.values():
            known.waiting, known.size = {}, 0
        return found

    def absorb(self, drained: list[tuple[str, str, bytes, str]]) -> None:
        """Store what another process's cache drained."""
        for each in drained:
            self._wait(*each)

    def flush(self) -> None:
        """Put on disk what waits, and keep the whole in bounds."""
        for step, known in self._steps.items():
            self._flush(step, known)

    def _step(self, step: str) -> _Step:
        known = self._steps.get(step)
        if known is None:
            known = self._steps[step] = _Step()
        return known

    def _flush(self, step: str, known: _Step) -> None:
        if not known.waiting:
            return
        try:
            path = _write_pack(self.folder / step, known.waiting)
            # Of the same name there may have been a damaged one.
            replaced = known.packs.pop(path.name, None)
            if replaced is not None:
                self._close(replaced)
            self._tidy(step, path)
        except OSError:
            # Results stay in memory, where this build finds them.
            known.size = 0
            return
        known.known = False
        # What is written because there is too much of it is not kept as well.
        known.held = known.contents() if known.size <= _MOST_IN_MEMORY else {}
        known.waiting, known.size = {}, 0

    def _look(self, step: str, known: _Step) -> None:
        """Open the packs that are new, and close those that are gone."""
        before, known.packs, known.known = known.packs, {}, True
        for path in _packs(self.folder / step):
            pack = before.pop(path.name, None) or self._opened(path)
            if pack is not None:
                known.packs[path.name] = pack
        for pack in before.values():
            self._close(pack)

    def _close(self, pack: _Pack) -> None:
        self._open.remove(pack.file)
        os.close(pack.file)

    def _opened(self, path: Path) -> _Pack | None:
        """A pack, or None if it is damaged or no pack."""
        try:
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        listed = _listed(file)
        if listed is None:
            os.close(file)
            return None
        self._open.append(file)
        return _Pack(file, listed)

    def _tidy(self, step: str, newest: Path) -> None:
        """Make one pack of many, and drop the oldest of what is too much."""
        packs = _packs(self.folder / step)
        small = [path for path in packs if path.stat().st_size < _SMALL]
        if len(small) > _MOST_PACKS:
            self._join(step, small)
            return
        size = 0
        for path in sorted(packs, key=lambda each: (each != newest, -each.stat().st_mtime_ns)):
            size += path.stat().st_size
            if size > _MOST_BYTES and path != newest:
                path.unlink(missing_ok=True)

    def _join(self, step: str, packs: list[Path]) -> None:
        """One pack of what several hold. Whoever reads them now has them open, or makes the results again."""
        whole: dict[str, tuple[bytes, str]] = {}
        for path in packs:
            pack = self._opened(path)
            if pack is None:
                continue
            for key in json.loads(pack.listed):
                content = pack.read(key)
                if content is not None:
                    whole[key] = content, sha256(content)
            self._close(pack)
        joined = _write_pack(self.folder / step, whole)
        for path in packs:
            if path != joined:
                path.unlink(missing_ok=True)


def _packs(folder: Path) -> list[Path]:
    """The packs of a step, those written later last."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == ".pack"]
        return sorted(found, key=lambda path: (path.lstat().st_mtime_ns, path.name))
    except OSError:
        return []


def _write_pack(folder: Path, entries: Mapping[str, tuple[bytes, str]]) -> Path:
    """One file: the contents, the index as JSON, its length and its SHA-256. Raises OSError."""
    index: dict[str, tuple[int, int, str]] = {}
    start = 0
    for key, (content, stamp) in entries.items():
        index[key] = start, len(content), stamp[:_STAMP]
        start += len(content)
    listed = json.dumps(index, separators=(",", ":")).encode()
    digest = sha256(listed)
    path = folder / f"{digest[:32]}.pack"
    footer = len(listed).to_bytes(8, "big") + digest.encode()
    write_atomically(path, *(content for content, _ in entries.values()), listed, footer)
    return path


def _listed(pack: int) -> bytes | None:
    """The index at the end of a pack, if it is as it was written."""
    try:
        end = os.fstat(pack).st_size - _FOOTER
        footer = os.pread(pack, _FOOTER, max(0, end))
        length = int.from_bytes(footer[:8], "big")
        listed = os.pread(pack, length, end - length) if 0 < length <= end else b""
    except OSError:
        return None
    return listed if sha256(listed).encode() == footer[8:] else None


def _close(files: list[int]) -> None:
    for each in files:
        os.close(each)


def write_atomically(path: Path, *parts: bytes) -> None:
    """Put a file of these parts in place whole, or leave what was there. Raises OSError."""
    # One process writes one name at a time, and names hold the process: no two writers share a file.
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # One after the other: to join them first would take longer than to write them.
        with staged.open("wb") as file:
            file.writelines(parts)
        staged.replace(path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise
