"""The ledger: what the last build read, planned and made, kept on disk for the next one.

It is only ever believed as a whole: a ledger of another engine, configuration or set of options is no ledger. What it
says of files is believed as long as their stamps are the same.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.clinical.face import Face
from fingerpost.engine.cache import write_atomically
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.stamps import Stamp
from fingerpost.engine.stored import dump, load
from fingerpost.engine.values import NamedTuple, dataclass
from fingerpost.media import MediumReading

VERSION = 1
_STAMP = 64


class Made(NamedTuple):
    """One page as it was made.

    `kind` is that of its head. `key` names it in the cache, `digest` is the SHA-256 of its bytes. `listed` is its
    canonical address for the sitemap, '' for pages that ask not to be indexed, and `changed` the day it gives.
    `parts` are short digests of all that went into it, as `name=digest` between spaces, so that the next build can
    say what changed.
    """

    url: str
    path: str
    source: str
    kind: str
    key: str
    digest: str
    listed: str
    changed: str
    parts: str


class Step(NamedTuple):
    """One step of the plan as it was last run: what it made, what it read, and until when that holds.

    `reads` are numbers of keys, each between spaces. `counted` is the key of what search counted of it, '' where
    search does not know it; `row` is what its results show.
    """

    pages: tuple[Made, ...]
    reads: str
    until: date | None = None
    counted: str = ""
    row: tuple[str, str, str, str] | None = None


@dataclass(slots=True)
class Ledger:
    """Everything that the next build may take over. `scanned` is when the files were looked at, in nanoseconds."""

    identity: str = ""
    config: str = ""
    today: date = date.min
    until: date | None = None
    scanned: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    media: dict[str, MediumReading] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)
    templates: str = ""
    closures: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def numbers(self, keys: Iterable[str]) -> str:
        """Keys as `Step.reads` has them. New keys get new numbers."""
        known = self.keys
        return f" {' '.join(sorted(str(known.setdefault(key, len(known))) for key in keys))} "

    def addresses(self, base_path: str) -> list[str]:
        """The lists of the directory that search engines are to know, from the base path on."""
        pages = (page for step in self.steps.values() for page in step.pages)
        urls = [page.url.removeprefix(base_path) for page in pages if page.kind == LISTS and page.listed]
        # The whole directory is always there: at therapists/, or fr/therapists/.
        return [url for url in urls if not url.endswith("therapists/") or url.count("/") > 2]

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The steps that read any of the keys."""
        wanted = {f" {self.keys[key]} " for key in keys if key in self.keys}
        if len(wanted) > _FEW:
            numbers = {each.strip() for each in wanted}
            return {name for name, step in self.steps.items() if not numbers.isdisjoint(step.reads.split())}
        reads = [(name, step.reads) for name, step in self.steps.items()]
        # One pass for each is quicker than to ask for each step which of them it holds.
        return {name for each in wanted for name, read in reads if each in read}


_FEW = 12
LISTS = "therapists-list"
_DATES, _AFTER = Face._fields.index("publish_on"), Face._fields.index("expires_on") + 1


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Keep the ledger. Raises OSError."""
    # Plain values, which marshal reads and writes five times as fast as JSON, and whose form is that of one Python: the
    # identity holds it. It makes no objects of its own and runs nothing, as pickle would.
    plain = marshal.dumps(_plain(ledger))
    head = _head(ledger.identity)
    write_atomically(path, _stamp(head, plain), head, plain)


def read_ledger(path: Path, identity: str) -> Ledger | None:
    """The ledger of this identity. None: there is none that can be believed."""
    try:
        # Of a large site it is so large that each copy of a part of it would take a noticeable time.
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    head = _head(identity)
    start = _STAMP + len(head)
    if content[_STAMP:start] != head or content[:_STAMP] != _stamp(content[_STAMP:]):
        return None
    return _from_plain(marshal.loads(content[start:]))  # noqa: S302


def _head(identity: str) -> bytes:
    return f"{VERSION} {identity}\n".encode()


def _stamp(*parts: bytes | memoryview) -> bytes:
    """The SHA-256 of all parts, one after the other."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest().encode()


def _plain(ledger: Ledger) -> dict[str, Any]:
    return {
        "identity": ledger.identity,
        "config": ledger.config,
        "today": ledger.today.isoformat(),
        "until": _day(ledger.until),
        "scanned": ledger.scanned,
        "stamps": dict(ledger.stamps),
        "digests": ledger.digests,
        "faces": [_face(each) for each in ledger.faces.values()],
        "media": [dump(each) for each in ledger.media.values()],
        "problems": {path: [_problem(each) for each in found] for path, found in ledger.problems.items()},
        "keys": list(ledger.keys),
        "steps": {name: _step(step) for name, step in ledger.steps.items()},
        "around": ledger.around,
        "templates": ledger.templates,
        "closures": ledger.closures,
        "others": ledger.others,
    }


def _from_plain(stored: Mapping[str, Any]) -> Ledger:
    faces = [_read_face(each) for each in stored["faces"]]
    media: list[MediumReading] = [load(MediumReading, each) for each in stored["media"]]
    return Ledger(
        identity=stored["identity"],
        config=stored["config"],
        today=date.fromisoformat(stored["today"]),
        until=_read_day(stored["until"]),
        scanned=stored["scanned"],
        stamps=stored["stamps"],
        digests=stored["digests"],
        faces={face.path: face for face in faces},
        media={medium.path: medium for medium in media},
        problems={path: tuple(_read_problem(each) for each in found) for path, found in stored["problems"].items()},
        keys={key: number for number, key in enumerate(stored["keys"])},
        steps={name: _read_step(step) for name, step in stored["steps"].items()},
        around=stored["around"],
        templates=stored["templates"],
        closures=stored["closures"],
        others=stored["others"],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _face(face: Face) -> tuple[Any, ...]:
    if face.publish_on is None and face.expires_on is None:
        return tuple(face)
    return (*face[:_DATES], _day(face.publish_on), _day(face.expires_on), *face[_AFTER:])


def _read_face(stored: tuple[Any, ...]) -> Face:
    publish_on, expires_on = stored[_DATES:_AFTER]
    if publish_on is None and expires_on is None:
        return Face._make(stored)
    return Face._make((*stored[:_DATES], _read_day(publish_on), _read_day(expires_on), *stored[_AFTER:]))


def _problem(problem: Problem) -> list[Any]:
    span = problem.span
    place = [span.path, span.line, span.column, span.length]
    return [problem.code, problem.message, place, problem.help, problem.severity]


def _read_problem(stored: list[Any]) -> Problem:
    code, message, place, help, severity = stored
    return Problem(code, message, Span(*place), help, severity)


def _step(step: Step) -> tuple[Any, ...]:
    return tuple(map(tuple, step.pages)), step.reads, _day(step.until), step.counted, step.row


def _read_step(stored: tuple[Any, ...]) -> Step:
    pages, reads, until, counted, row = stored
    return Step(tuple(map(Made._make, pages)), reads, _read_day(until), counted, row)
