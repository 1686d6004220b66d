"""Keeping: the ledger on disk, whole, with what later builds changed of it behind.

A ledger of another engine, configuration or set of options is no ledger. What was added last and is damaged, or cut
off by a kill, is not believed, nor what follows it: the ledger is then that of an earlier build.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.clinical.face import Face
from fingerpost.engine.cache import write_atomically
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.stored import dump, load
from fingerpost.engine.values import NamedTuple, dataclass
from fingerpost.ledger import Ledger, Made, Step
from fingerpost.media import MediumReading

VERSION = 2
# Each part begins with its SHA-256, which goes over that of the part before it too, and its length in bytes.
_STAMP = 64
_LENGTH = 8
# With what was added the file is at most so many times as long as without: a long tail takes long to read.
_LONGEST = 1.25


@dataclass(slots=True)
class _Kept:
    """What is on disk: where it ends, the stamp of the last part, where the first ends, and the tables."""

    end: int
    stamp: bytes
    whole: int
    tables: Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class LedgerFile:
    """The file of the ledger of one engine, configuration and set of options, which `identity` stands for."""

    path: Path
    identity: str
    _kept: _Kept | None = None

    def read(self) -> Ledger | None:
        """The ledger as it was kept last. None: there is none that can be believed."""
        self._kept = None
        try:
            # Of a large site it is so large that each copy of a part of it would take a noticeable time.
            content = memoryview(self.path.read_bytes())
        except OSError:
            return None
        head = self._head()
        parts = _parts(content)
        first = next(parts, None)
        if first is None or first.content[: len(head)] != head:
            return None
        plain = marshal.loads(first.content[len(head) :])  # noqa: S302
        last = first
        for last in parts:
            _change(plain, marshal.loads(last.content))  # noqa: S302
        ledger = _ledger(plain, self.identity)
        self._kept = _Kept(last.end, last.stamp, first.end, _tables(ledger))
        return ledger

    def addition(self, ledger: Ledger) -> bytes:
        """What makes the ledger of the one that was read, if that is little: for `write`. Nothing if it is not."""
        kept = self._kept
        if kept is None:
            return b""
        part = b"".join(_part(kept.stamp, marshal.dumps(_changes(kept.tables, ledger))))
        return part if kept.end + len(part) <= kept.whole * _LONGEST else b""

    def write(self, ledger: Ledger, addition: bytes = b"") -> None:
        """Keep the ledger: its `addition` behind what was read, or all of it. Raises OSError."""
        kept, self._kept = self._kept, None
        if kept and addition and self._append(addition, kept.end):
            return
        write_atomically(self.path, *_part(b"", self._head() + marshal.dumps(_plain(ledger))))

    def _append(self, part: bytes, end: int) -> bool:
        """Add a part, if the file still ends there. False: another build has written it since."""
        try:
            with self.path.open("r+b") as file:
                if file.seek(0, os.SEEK_END) != end:
                    return False
                file.write(part)
        except FileNotFoundError:
            return False
        return True

    def _head(self) -> bytes:
        return f"{VERSION} {self.identity}\n".encode()


def _part(before: bytes, content: bytes) -> tuple[bytes, bytes, bytes]:
    """One part, in pieces: `before` is the stamp of the one before it."""
    length = len(content).to_bytes(_LENGTH, "big")
    return _stamp(before, length, content), length, content


class _Part(NamedTuple):
    end: int
    stamp: bytes
    content: memoryview


def _parts(content: memoryview) -> Iterator[_Part]:
    """Each part that is as it was written, up to the first that is not."""
    end, before = 0, b""
    while True:
        stamp, length = content[end : end + _STAMP], content[end + _STAMP : end + _STAMP + _LENGTH]
        begin = end + _STAMP + _LENGTH
        end = begin + int.from_bytes(length, "big")
        if end > len(content) or stamp != _stamp(before, length, content[begin:end]):
            return
        before = bytes(stamp)
        yield _Part(end, before, content[begin:end])


def _stamp(*pieces: bytes | memoryview) -> bytes:
    """The SHA-256 of all pieces, one after the other."""
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest().encode()


# Plain values, which marshal reads and writes five times as fast as JSON, and whose form is that of one Python: the
# identity holds it. It makes no objects of its own and runs nothing, as pickle would.


def _plain(ledger: Ledger) -> dict[str, Any]:
    tables = {name: {key: to(each) for key, each in getattr(ledger, name).items()} for name, (to, _) in _TABLES.items()}
    return {**_scalars(ledger), **tables}


def _scalars(ledger: Ledger) -> dict[str, Any]:
    return {
        "config": ledger.config,
        "today": ledger.today.isoformat(),
        "until": _day(ledger.until),
        "scanned": ledger.scanned,
        "templates": ledger.templates,
    }


def _changes(before: Mapping[str, Mapping[str, Any]], ledger: Ledger) -> tuple[dict[str, Any], dict[str, Any]]:
    """All that is no table; of each table that is another than `before`, what was set, and the keys that are gone."""
    changes = {}
    for name, (to, _) in _TABLES.items():
        old, new = before[name], getattr(ledger, name)
        changed = {key: to(each) for key, each in new.items() if (was := old.get(key)) is not each and was != each}
        gone = [key for key in old if key not in new]
        if changed or gone:
            changes[name] = changed, gone
    return _scalars(ledger), changes


def _change(plain: dict[str, Any], added: tuple[dict[str, Any], dict[str, Any]]) -> None:
    scalars, changes = added
    plain.update(scalars)
    for name, (changed, gone) in changes.items():
        plain[name].update(changed)
        for key in gone:
            del plain[name][key]


def _ledger(plain: Mapping[str, Any], identity: str) -> Ledger:
    tables = {name: {key: of(each) for key, each in plain[name].items()} for name, (_, of) in _TABLES.items()}
    return Ledger(
        identity=identity,
        config=plain["config"],
        today=date.fromisoformat(plain["today"]),
        until=_read_day(plain["until"]),
        scanned=plain["scanned"],
        templates=plain["templates"],
        **tables,
    )


def _tables(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """The tables as they are now: those of the ledger go on changing."""
    return {name: dict(getattr(ledger, name)) for name in _TABLES}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_DATES, _AFTER = Face._fields.index("publish_on"), Face._fields.index("expires_on") + 1


def _face(face: Face) -> tuple[Any, ...]:
    if face.publish_on is None and face.expires_on is None:
        return tuple(face)
    return (*face[:_DATES], _day(face.publish_on), _day(face.expires_on), *face[_AFTER:])


def _read_face(stored: tuple[Any, ...]) -> Face:
    publish_on, expires_on = stored[_DATES:_AFTER]
    if publish_on is None and expires_on is None:
        return Face._make(stored)
    return Face._make((*stored[:_DATES], _read_day(publish_on), _read_day(expires_on), *stored[_AFTER:]))


def _problems(found: tuple[Problem, ...]) -> list[list[Any]]:
    return [
        [each.code, each.message, [span.path, span.line, span.column, span.length], each.help, each.severity]
        for each in found
        for span in (each.span,)
    ]


def _read_problems(stored: list[list[Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(code, message, Span(*place), help, how) for code, message, place, help, how in stored)


def _step(step: Step) -> tuple[Any, ...]:
    return tuple(map(tuple, step.pages)), step.reads, _day(step.until), step.counted, step.row


def _read_step(stored: tuple[Any, ...]) -> Step:
    pages, reads, until, counted, row = stored
    return Step(tuple(map(Made._make, pages)), reads, _read_day(until), counted, row)


def _read_medium(stored: Any) -> MediumReading:
    medium: MediumReading = load(MediumReading, stored)
    return medium


def _same(each: Any) -> Any:
    return each


# How the values of each table of a ledger are written, and read.
_TABLES: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "stamps": (_same, _same),
    "digests": (_same, _same),
    "faces": (_face, _read_face),
    "media": (dump, _read_medium),
    "problems": (_problems, _read_problems),
    "keys": (_same, _same),
    "steps": (_step, _read_step),
    "around": (_same, _same),
    "closures": (_same, _same),
    "others": (_same, _same),
}
