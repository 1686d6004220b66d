"""Verifying: whether a copy of a site is what its manifest says. Reads every file, and trusts no stamp."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Literal

from fingerpost.engine.publish.manifest import MANIFEST, listed
from fingerpost.engine.stamps import walk
from fingerpost.engine.values import dataclass

Kind = Literal["missing", "different", "not listed", "not a file", "unreadable", "damaged"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One path at which a copy is not what was published. Only a manifest is `damaged`."""

    path: str
    kind: Kind


def verify(folder: Path) -> tuple[Difference, ...]:
    """The differences between `folder` and its manifest, in path order. Without a manifest, that alone."""
    wanted = listed(folder)
    if wanted is None:
        return (Difference(MANIFEST, "damaged" if os.path.lexists(folder / MANIFEST) else "missing"),)
    found = walk(str(folder))
    found.pop(MANIFEST, None)
    kinds: dict[str, Kind | None] = dict.fromkeys(wanted, "missing")
    for path, stamp in found.items():
        kinds[path] = _compare(folder / path, stamp[4], wanted[path]) if path in wanted else "not listed"
    return tuple(Difference(path, kind) for path, kind in sorted(kinds.items()) if kind)


def _compare(file: Path, mode: int, digest: str) -> Kind | None:
    if not stat.S_ISREG(mode):
        return "not a file"
    try:
        with file.open("rb") as content:
            same = hashlib.file_digest(content, "sha256").hexdigest() == digest
    except OSError:
        return "unreadable"
    return None if same else "different"
