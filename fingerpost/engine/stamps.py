"""Stamps: what the file system says about files without their being opened.

A stamp may only save work: equal stamps say that a file need not be read again. What a file holds, nothing here knows.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Mapping
from itertools import chain

# Size in bytes, times of change of the content and of the inode in nanoseconds, inode, mode.
Stamp = tuple[int, int, int, int, int]
# The stamps of everything in a folder, folders too, by POSIX path from there. The folder's own is under "".
Seal = Mapping[str, Stamp]

_FIELDS = 5
UNKNOWN: Stamp = (0, 0, 0, 0, 0)
_MASK = (1 << 64) - 1


def stamp_of(path: str | os.PathLike[str]) -> Stamp | None:
    """The stamp of what stands at `path`: of a link itself, not of where it leads. None if there is nothing."""
    try:
        at = os.lstat(path)
    except OSError:
        return None
    return at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode


def _nothing(name: str) -> bool:  # noqa: ARG001
    return False


def passed_over(name: str) -> bool:
    """Whether a name in a site's folders is nobody's business: hidden files, and what editors leave behind."""
    return name.startswith(".") or name.endswith("~")


def walk(folder: str, ignore: Callable[[str], bool] = _nothing) -> dict[str, Stamp]:
    """The stamp of every file below `folder`, by POSIX path from there, in no order. Empty if there is no folder.

    Whatever is no folder counts as a file: links, which are not followed, pipes, sockets. A folder that cannot be
    read stands for what it holds, with its own stamp. Empty folders are nothing, and so is what vanishes meanwhile.
    `ignore` is asked for each name, and passes over a file, or a folder with all that it holds.
    """
    return _walk(folder, ignore)


def seal(folder: str | os.PathLike[str]) -> dict[str, Stamp]:
    """The stamps of everything in `folder`, of the folders too, and of empty ones."""
    folders: dict[str, Stamp] = {}
    files = _walk(os.fspath(folder), _nothing, folders)
    return folders | files


def intact(folder: str | os.PathLike[str], sealed: Seal) -> bool:
    """Whether `folder` is exactly as it was sealed: nothing changed, nothing more, nothing less.

    Asks for stamps only. A folder with the same stamp has gained and lost no name: POSIX has it so. Nothing is like
    an empty seal.
    """
    root = os.fspath(folder)
    inside = f"{root}/"
    lstat = os.lstat
    try:
        for path, stamp in sealed.items():
            at = lstat(inside + path if path else root)
            if (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode) != stamp:
                return False
    except OSError:
        return False
    return bool(sealed)


def pack(stamps: Seal) -> bytes:
    """`stamps` as bytes that `unpack` reads quickly, in their order."""
    try:
        numbers = array("Q", chain.from_iterable(stamps.values()))
    except OverflowError:
        # A time before 1970. What has one differs each time it is looked at, and is read.
        numbers = array("Q", [number & _MASK for number in chain.from_iterable(stamps.values())])
    return numbers.tobytes() + "\0".join(stamps).encode("utf-8", "surrogateescape") + len(stamps).to_bytes(8, "little")


def unpack(packed: bytes) -> dict[str, Stamp]:
    """What `pack` made bytes of. Raises ValueError for bytes that it never makes; it cannot tell changed ones."""
    count = int.from_bytes(packed[-8:], "little")
    end = count * _FIELDS * 8
    names = packed[end:-8].decode("utf-8", "surrogateescape").split("\0") if count else []
    if len(packed) < end + 8 or len(names) != count:
        raise ValueError("These are no packed stamps.")
    numbers = iter(memoryview(packed[:end]).cast("Q").tolist())
    return dict(zip(names, zip(*[numbers] * _FIELDS, strict=True), strict=True))


def _walk(folder: str, ignore: Callable[[str], bool], folders: dict[str, Stamp] | None = None) -> dict[str, Stamp]:
    """The stamps of files; into `folders` those of folders, as they were before their names were read."""
    found: dict[str, Stamp] = {}
    waiting = [(folder, "")]
    while waiting:
        path, prefix = waiting.pop()
        if folders is not None and (stamp := stamp_of(path)):
            folders[prefix[:-1]] = stamp
        try:
            entries = os.scandir(path)
        except OSError:
            if prefix and (stamp := stamp_of(path)):
                found[prefix[:-1]] = stamp
            continue
        with entries:
            for entry in entries:
                name = entry.name
                if ignore(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{name}/"))
                elif at := _at(entry):
                    found[prefix + name] = at
    return found


def _at(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        at = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError:
        # Its name may be read, and nothing more: it is there, and nobody knows what it is.
        return UNKNOWN
    return at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode


# Clocks of file systems tick every 1 to 10 ms; some note whole seconds only, or every other one.
_TICK = 20_000_000
_COARSE_TICK = 2_000_000_000


def is_settled(stamp: Stamp, looked: int) -> bool:
    """Whether a file with this stamp, taken at the time `looked` (ns), cannot have changed since without showing it.

    What changes twice in one tick of the file system's clock has the same stamp both times. Git calls it racy.
    """
    newest = max(stamp[1], stamp[2])
    tick = _COARSE_TICK if newest % 1_000_000_000 == 0 else _TICK
    return newest + tick < looked
