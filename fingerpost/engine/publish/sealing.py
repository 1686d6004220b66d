"""Sealing: the stamps by which a later build knows that nothing changed since this one, in the output or the spare.

Only what this build touched is looked at again. Where a stamp could hide a later change, there is no seal.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from fingerpost.engine.publish.change import Change
from fingerpost.engine.publish.manifest import MANIFEST
from fingerpost.engine.publish.standing import Standing
from fingerpost.engine.stamps import Seal, Stamp, seal
from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One publishing: where, and the tree beside it; what stands and what is wanted; the time, in ns, of the look."""

    target: Path
    tree: Path
    standing: Standing
    wanted: Mapping[str, str]
    since: int


@dataclass(frozen=True, slots=True)
class Made:
    """The next site: the steps that made it, the stamps of the tree before them, and whether links could be made."""

    steps: Change
    stamps: Seal
    linked: bool


def settled(stamps: Seal, since: int) -> bool:
    """Whether all stamps are older than `since`, the time in nanoseconds before they were taken.

    What changes twice in one tick of the clock has the same stamp both times. Git calls such an entry racy.
    """
    return all(stamp[2] < since for stamp in stamps.values())


def folders(stamps: Seal) -> set[str]:
    """The paths of the folders among them."""
    return {path for path, stamp in stamps.items() if stat.S_ISDIR(stamp[4])}


def seal_published(turn: Turn, made: Made) -> Seal:
    """The seal of the new site, now at its place."""
    if not made.stamps or turn.standing.foreign:
        stamps = seal(turn.target)
    else:
        kept = _kept(turn, made)
        if not settled(kept, turn.since):
            return {}
        stamps = kept | _stamps(
            turn.target, made.steps.touched_folders().union({""}, made.steps.link, made.steps.write)
        )
    before = turn.standing.stamps
    # A file that somebody wrote to while it was linked is not the one that was read.
    same = not made.linked or all(stamps[path][:2] == before[path][:2] for path in made.steps.link)
    return stamps if same else {}


def _kept(turn: Turn, made: Made) -> dict[str, Stamp]:
    """The stamps of what was left alone: folders have those of the tree, files those of the site that stood."""
    files, touched = made.steps.touched(), made.steps.touched_folders() | {""}
    kept = {path: made.stamps[path] for path in made.steps.folders - touched}
    kept.update((path, turn.standing.stamps[path]) for path in turn.wanted if path not in files)
    return kept


def record_spare(turn: Turn) -> Seal:
    """The stamps of the previous site, now in the tree: of its folders and its manifest.

    The files that it shares with the new site have the stamps of that; those that only it has are not used again.
    """
    stamps = turn.standing.stamps
    return {path: stamps[path] for path in folders(stamps)} | _stamps(turn.tree, {"", MANIFEST})


def _stamps(root: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    found = {}
    for path in paths:
        at = os.lstat(root / path)
        found[path] = at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode
    return found
