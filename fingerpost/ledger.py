"""The ledger: what the last build read, planned and made, kept on disk for the next one.

It is only ever believed as a whole: a ledger of another engine, configuration or set of options is no ledger. What it
says of files is believed as long as their stamps are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.clinical.face import Face
from fingerpost.engine.cache import write_atomically
from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.stamps import Seal, Stamp
from fingerpost.engine.stored import dump, load
from fingerpost.media import MediumReading

VERSION = 1
_STAMP = 64


@dataclass(frozen=True, slots=True)
class Made:
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


@dataclass(frozen=True, slots=True)
class Step:
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
    closures: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    seal: Seal = field(default_factory=dict)

    def numbers(self, keys: Iterable[str]) -> str:
        """Keys as `Step.reads` has them. New keys get new numbers."""
        known = self.keys
        return f" {' '.join(sorted(str(known.setdefault(key, len(known))) for key in keys))} "

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The steps that read any of the keys."""
        wanted = {f" {self.keys[key]} " for key in keys if key in self.keys}
        if len(wanted) > _FEW:
            numbers = {each.strip() for each in wanted}
            return {name for name, step in self.steps.items() if not numbers.isdisjoint(step.reads.split())}
        return {name for name, step in self.steps.items() if any(each in step.reads for each in wanted)}


_FEW = 12


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Keep the ledger. Raises OSError."""
    content = json.dumps(_to_json(ledger), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    write_atomically(path, sha256(content).encode() + content)


def read_ledger(path: Path, identity: str) -> Ledger | None:
    """The ledger of this identity. None: there is none that can be believed."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if content[:_STAMP] != sha256(content[_STAMP:]).encode():
        return None
    stored = json.loads(content[_STAMP:].decode("utf-8", "surrogatepass"))
    if stored["version"] != VERSION or stored["identity"] != identity:
        return None
    return _from_json(stored)


def _to_json(ledger: Ledger) -> dict[str, Any]:
    return {
        "version": VERSION,
        "identity": ledger.identity,
        "config": ledger.config,
        "today": ledger.today.isoformat(),
        "until": _day(ledger.until),
        "scanned": ledger.scanned,
        "stamps": ledger.stamps,
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
        "seal": dict(ledger.seal),
    }


def _from_json(stored: Mapping[str, Any]) -> Ledger:
    faces = [_read_face(each) for each in stored["faces"]]
    media: list[MediumReading] = [load(MediumReading, each) for each in stored["media"]]
    return Ledger(
        identity=stored["identity"],
        config=stored["config"],
        today=date.fromisoformat(stored["today"]),
        until=_read_day(stored["until"]),
        scanned=stored["scanned"],
        stamps={path: tuple(stamp) for path, stamp in stored["stamps"].items()},
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
        seal={path: tuple(stamp) for path, stamp in stored["seal"].items()},
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _face(face: Face) -> list[Any]:
    entries = [part for entry in face.entries for part in entry]
    dates = (_day(face.publish_on), _day(face.expires_on))
    names = (face.kind, face.id, face.language, face.path, face.front, face.body, face.stored, face.signed)
    return [*names, face.sample, face.draft, *dates, face.anchors, face.fragments, entries]


def _read_face(stored: list[Any]) -> Face:
    kind, id, language, path, front, body, kept, signed, sample, draft, *rest = stored
    publish_on, expires_on, anchors, fragments, entries = rest
    pairs = iter(entries)
    return Face(
        kind,
        id,
        language,
        path,
        front,
        body,
        kept,
        signed,
        sample,
        draft,
        _read_day(publish_on),
        _read_day(expires_on),
        tuple(anchors),
        tuple((path, anchor) for path, anchor in fragments),
        tuple(zip(pairs, pairs, strict=True)),
    )


def _problem(problem: Problem) -> list[Any]:
    span = problem.span
    place = [span.path, span.line, span.column, span.length]
    return [problem.code, problem.message, place, problem.help, problem.severity]


def _read_problem(stored: list[Any]) -> Problem:
    code, message, place, help, severity = stored
    return Problem(code, message, Span(*place), help, severity)


def _step(step: Step) -> list[Any]:
    pages = [
        [each.url, each.path, each.source, each.kind, each.key, each.digest, each.listed, each.changed, each.parts]
        for each in step.pages
    ]
    return [pages, step.reads, _day(step.until), step.counted, step.row]


def _read_step(stored: list[Any]) -> Step:
    pages, reads, until, counted, row = stored
    return Step(
        tuple(Made(*page) for page in pages),
        reads,
        _read_day(until),
        counted,
        tuple(row) if row else None,
    )
