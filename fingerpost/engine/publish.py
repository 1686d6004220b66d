"""Publishing: the whole new site or the whole old one, never a mixture.

The new tree is staged beside the old one and takes its place in one step. What is in the output folder and
did not come from a build is never touched: the build refuses and says what it found.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fingerpost.engine.digest import sha256

MANIFEST = "manifest.json"
# What Finder and Explorer leave in every folder that somebody opens.
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(Exception):
    """The site cannot be put in place; the message says why and what to do. What was there still is."""


@dataclass(frozen=True, slots=True)
class Report:
    """How many files are new or different, the same as before, and gone. `exchanged`: put in place in one step."""

    written: int
    unchanged: int
    removed: int
    exchanged: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build put into the output: facts about the build, and the SHA-256 of every file by path."""

    facts: Mapping[str, str]
    files: Mapping[str, str]

    def to_bytes(self) -> bytes:
        content = {**dict(self.facts), "files": dict(sorted(self.files.items()))}
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def publish(outputs: Mapping[str, bytes], target: Path, facts: Mapping[str, str]) -> Report:
    """Make `target` hold exactly `outputs` and their manifest. Raises PublishError and leaves `target` as it was."""
    manifest = Manifest(facts, {path: sha256(content) for path, content in outputs.items()})
    # "." and ".." have no place beside which a new site could stand.
    target = Path(os.path.abspath(target))  # noqa: PTH100
    if not target.name:
        raise PublishError(f"{target} is the root of the file system. Name a folder inside it with --output.")
    try:
        with _lock(target):
            before = _published_before(target)
            if before == manifest.files and _same_manifest(target, manifest):
                return Report(0, len(outputs), 0)
            exchanged = _replace(outputs, manifest, target)
    except OSError as error:
        raise PublishError(
            f"The site could not be written: {error.strerror or error}. {target} is as it was."
        ) from error
    same = sum(before.get(path) == digest for path, digest in manifest.files.items())
    return Report(len(outputs) - same, same, len(before.keys() - manifest.files.keys()), exchanged)


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """One build publishes at a time; a second waits for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target.parent / f".{target.name}.lock", "a", encoding="utf-8") as file:  # noqa: PTH123
        fcntl.flock(file, fcntl.LOCK_EX)
        _clear_staging(target)
        yield


def _clear_staging(target: Path) -> None:
    """What a killed build left behind. We hold the lock, so nobody is at work there."""
    for left in target.parent.glob(f".{target.name}-staged-*"):
        shutil.rmtree(left, ignore_errors=True)


def _published_before(target: Path) -> dict[str, str]:
    """The digests, as they are now, of the files that the last build put here. Refuses what is not ours."""
    if target.is_symlink():
        raise PublishError(f"{target} is a symbolic link. Remove it, or name the folder itself with --output.")
    if not target.exists():
        return {}
    if not target.is_dir():
        raise PublishError(f"{target} is not a folder. Remove it, or name another one with --output.")
    if os.path.ismount(target):
        raise PublishError(f"{target} is a mount point and cannot be replaced whole. Name a folder inside it.")
    found = {path.relative_to(target).as_posix(): path for path in sorted(target.rglob("*")) if _is_file(path)}
    found = {path: file for path, file in found.items() if file.name not in _LEFT_BY_SYSTEMS}
    listed = _listed(target) | {MANIFEST}
    foreign = [path for path, file in found.items() if path not in listed or not _is_regular(file)]
    if foreign:
        shown = "".join(f"\n  {path}" for path in foreign[:10])
        more = f"\n  and {len(foreign) - 10} more" if len(foreign) > 10 else ""
        raise PublishError(
            f"{target} holds files that no build put there; a build would delete them:{shown}{more}\n"
            "Move them elsewhere, then build again."
        )
    return {path: sha256(file.read_bytes()) for path, file in found.items() if path != MANIFEST}


def _is_file(path: Path) -> bool:
    """Whatever is no folder: a link to a folder, too."""
    return path.is_symlink() or not path.is_dir()


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _listed(target: Path) -> frozenset[str]:
    try:
        if not _is_regular(target / MANIFEST):
            return frozenset()
        return frozenset(json.loads((target / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _same_manifest(target: Path, manifest: Manifest) -> bool:
    try:
        return (target / MANIFEST).read_bytes() == manifest.to_bytes()
    except OSError:
        return False


def _replace(outputs: Mapping[str, bytes], manifest: Manifest, target: Path) -> bool:
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-staged-", dir=target.parent))
    try:
        with _readable_by_all():
            staged.chmod(0o755)
            for path, content in outputs.items():
                _write(staged, path, content)
            _write(staged, MANIFEST, manifest.to_bytes())
        return _put_in_place(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """A web server reads the site as somebody else, whatever the builder's umask keeps to themselves."""
    umask = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(umask)


def _write(folder: Path, path: str, content: bytes) -> None:
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") for part in parts):
        raise PublishError(f'"{path}" is no path inside the output.')
    file = folder.joinpath(*parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _put_in_place(staged: Path, target: Path) -> bool:
    """Exchange the two folders in one step where the system can; otherwise by two renames."""
    if not target.exists():
        staged.rename(target)
        return True
    if _exchange(staged, target):
        return True
    aside = staged.with_name(f"{staged.name}-old")
    target.rename(aside)
    try:
        staged.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
    return False


def _exchange(one: Path, other: Path) -> bool:
    """renameat2 with RENAME_EXCHANGE. False where the system or the file system has no such thing."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    failure = ctypes.get_errno()
    if failure in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(failure, os.strerror(failure))
