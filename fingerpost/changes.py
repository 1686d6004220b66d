"""What changed between two states of the content, as the keys that steps note when they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from fingerpost.clinical.face import NAMES, Face
from fingerpost.media import MediumReading


def changed_keys(
    paths: Iterable[str],
    before: Mapping[str, Face],
    now: Mapping[str, Face],
    shown: Callable[[Face], bool],
    placed: Callable[[str], bool],
) -> set[str]:
    """The keys of all that changed at `paths`. A record that is not shown is to its readers as if it were not there.

    `placed` tells whether a file stands at a path now.
    """
    found: set[str] = set()
    for path in paths:
        old, new = before.get(path), now.get(path)
        if (old is not None) != placed(path):
            found.add(f"place:{path}")
        found.update(_changed(old if old and shown(old) else None, new if new and shown(new) else None))
    return found


def _changed(old: Face | None, new: Face | None) -> Iterator[str]:
    if old == new:
        return
    for face in (old, new):
        if face is not None and not (old and new and old.front == new.front):
            yield f"own:{face.name}"
        if face is not None and not (old and new and old.outside == new.outside):
            yield f"record:{face.name}"
            yield f"shelf:{face.kind}"
    for face in (old, new):
        if face is not None and not (old and new and (old.body, old.signed) == (new.body, new.signed)):
            yield f"body:{face.path}"
    entries = set(old.entries if old else ()) ^ set(new.entries if new else ())
    yield from (key for key, _ in entries)


def names_of(paths: Iterable[str], before: Mapping[str, Face], now: Mapping[str, Face]) -> set[str]:
    """The names of records that have several, before and now, in whatever language: a file may come before another."""
    records = {(face.kind, face.id) for path in paths for faces in (before, now) if (face := faces.get(path))}
    faces = (face for faces in (before, now) for face in faces.values() if (face.kind, face.id) in records)
    groups = (value for face in faces for key, value in face.entries if key == f"{NAMES}:")
    return {name for group in groups for name in group.split("\n")}


def changed_media(before: Mapping[str, MediumReading], now: Mapping[str, MediumReading]) -> Iterator[str]:
    """The keys of pictures and recordings that are new, gone or different."""
    for path in before.keys() | now.keys():
        if before.get(path) != now.get(path):
            yield f"picture:{path}"
            yield f"recording:{path}"
