"""What stands in the output before a build: its files as they are now, and whose they are."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import MANIFEST, folders_of, listed
from fingerpost.engine.stamps import Seal, Stamp, seal
from fingerpost.engine.values import dataclass

# What Finder and Explorer leave in every folder that somebody opens.
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The files that a build put there, with their digests of now; and what no build did, by path.

    `sound`: what the manifest says, and nothing else, not even an empty folder.
    """

    stamps: Seal
    digests: Mapping[str, str]
    foreign: tuple[str, ...]
    foreign_folders: tuple[str, ...]
    sound: bool


NOTHING = Standing({}, {}, (), (), sound=False)


def look(target: Path, sealed: Seal, as_sealed: bool) -> Standing:
    """What stands at `target`. Files are read unless `sealed` vouches for them; `as_sealed`: for all of them, and that
    there are no others. Raises PublishError, OSError.
    """
    if not _is_folder(target):
        return NOTHING
    stamps = sealed if as_sealed else seal(target)
    names = listed(target) or {}
    files = {path: stamp for path, stamp in stamps.items() if not stat.S_ISDIR(stamp[4])}
    own = {path for path, stamp in files.items() if stat.S_ISREG(stamp[4])} & (names.keys() | {MANIFEST})
    # Without the manifest as it was sealed, nobody knows which digest a sealed file had.
    vouched = sealed if stamps.get(MANIFEST) == sealed.get(MANIFEST) else {}
    digests = {
        path: names[path]
        if path in names and vouched.get(path) == files[path]
        else _digest(target, path, files[path], vouched)
        for path in own
    }
    foreign = [path for path in files.keys() - own if path.rpartition("/")[2] not in _LEFT_BY_SYSTEMS]
    folders, known = stamps.keys() - files.keys(), folders_of(names)
    sound = files.keys() == own and folders == known and {**digests, MANIFEST: ""} == {**names, MANIFEST: ""}
    return Standing(stamps, digests, tuple(sorted(foreign)), tuple(sorted(folders - known)), sound)


def _is_folder(target: Path) -> bool:
    """False: there is nothing. Whatever else cannot be exchanged is refused."""
    if target.is_symlink():
        raise PublishError(f"{target} is a symbolic link. Remove it, or name the folder itself with --output.")
    if not target.exists():
        return False
    if not target.is_dir():
        raise PublishError(f"{target} is not a folder. Remove it, or name another one with --output.")
    if os.path.ismount(target):
        raise PublishError(f"{target} is a mount point and cannot be replaced whole. Name a folder inside it.")
    return True


def _digest(target: Path, path: str, stamp: Stamp, vouched: Seal) -> str:
    """Of the content; of nothing, where somebody took away who may read the file: it is written anew."""
    if path in vouched and vouched[path][4] != stamp[4]:
        return ""
    return sha256((target / path).read_bytes())
