"""A change: what turns one tree of files into another. Decides purely; touches nothing but the tree it is told to."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

from fingerpost.engine.crew import alongside, cores
from fingerpost.engine.digest import sha256
from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import folders_of
from fingerpost.engine.values import dataclass

Digests = Mapping[str, str]

# So many files take longer to write than a copy of the process to make.
_MANY = 400
# What file systems say that have no links, or no more for this file.
_NO_LINKS = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.ENOSYS, errno.EACCES})


@dataclass(frozen=True, slots=True)
class Change:
    """Paths, in the order of the steps: what to take away, the folders to take away and to make, what to put there.

    `folders`: all that there are afterwards.
    """

    folders: Set[str]
    remove: tuple[str, ...]
    folders_gone: tuple[str, ...]
    folders_new: tuple[str, ...]
    link: tuple[str, ...]
    write: tuple[str, ...]

    def touched(self) -> set[str]:
        """Every file that is not left alone."""
        return {*self.remove, *self.link, *self.write}

    def touched_folders(self) -> set[str]:
        """Every folder, of those that there are afterwards, in which a name comes or goes."""
        paths = (*self.remove, *self.link, *self.write, *self.folders_gone, *self.folders_new)
        return {path.rpartition("/")[0] for path in paths}.union(self.folders_new) & self.folders


def change(tree: Digests, folders: Set[str], standing: Digests, wanted: Digests) -> Change:
    """What makes `wanted` of a tree with `folders`. What `standing` has in common with it is the same file."""
    stays = {path for path, digest in wanted.items() if tree.get(path) == digest == standing.get(path)}
    moves = [path for path in wanted if path not in stays]
    after = folders_of(wanted)
    return Change(
        folders=after,
        remove=tuple(path for path in tree if path not in stays),
        # The deepest first, and the highest first.
        folders_gone=tuple(sorted(folders - after, reverse=True)),
        folders_new=tuple(sorted(after - folders - {""})),
        link=tuple(path for path in moves if standing.get(path) == wanted[path]),
        write=tuple(path for path in moves if standing.get(path) != wanted[path]),
    )


def carry_out(change: Change, tree: Path, target: Path, wanted: Digests, load: Callable[[str], bytes]) -> bool:
    """Make the change in `tree`. Whether all that could be was linked from `target`; where not, it was copied."""
    root = f"{tree}/"
    for path in change.remove:
        os.unlink(root + path)  # noqa: PTH108
    for path in change.folders_gone:
        os.rmdir(root + path)  # noqa: PTH106
    new = {*change.folders_new}
    _make_folders(root, folders_of(change.link) & new)
    copied = [path for path in change.link if not link(f"{target}/{path}", root + path)]
    for path in copied:
        _write(root, path, (target / path).read_bytes(), wanted[path])
    _write_each(root, change.write, new, load, wanted)
    return not copied


def _write_each(root: str, paths: Sequence[str], new: Set[str], load: Callable[[str], bytes], wanted: Digests) -> None:
    """Write all, and the `new` folders they lie in.

    Of many, a copy of this process writes half, for nearly all of the time goes by in the system.
    """
    first, others = paths[: len(paths) // 2], paths[len(paths) // 2 :]

    def write(some: Sequence[str]) -> None:
        _make_folders(root, folders_of(some) & new)
        for path in some:
            _write(root, path, load(path), wanted[path])

    def write_again(some: Sequence[str]) -> None:
        for path in some:
            with suppress(FileNotFoundError):
                os.unlink(root + path)  # noqa: PTH108
        write(some)

    pays = len(paths) >= _MANY and cores() > 1
    alongside(pays, lambda: write(others), lambda: write(first), lambda: write_again(others))


def _make_folders(root: str, folders: Set[str]) -> None:
    for folder in sorted(folders):
        # A copy of this process may have made it.
        with suppress(FileExistsError):
            os.mkdir(root + folder)  # noqa: PTH102


def link(source: str, path: str) -> bool:
    """Give a file, or a link itself, another name. False where the file system does not do that."""
    try:
        os.link(source, path, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


def _write(root: str, path: str, content: bytes, digest: str) -> None:
    """A new file, never an old one opened: that may have another name in the site that stands."""
    if sha256(content) != digest:
        raise PublishError(f'The content of "{path}" is not what the build made. Build again; "clean" may be needed.')
    with open(root + path, "xb") as file:  # noqa: PTH123
        file.write(content)


def refuse_bad_paths(paths: set[str]) -> None:
    """Raises PublishError for a path that leads out of the output, or that no file can have."""
    for path in sorted(paths):
        if any(part in ("", ".", "..") for part in path.split("/")) or not _can_be_a_name(path):
            raise PublishError(f"{path!r} is no path inside the output.")


def write_new(root: str, path: str, content: bytes, digest: str) -> None:
    """Write a file of a tree that is made from nothing, and the folders it lies in. Raises PublishError, OSError."""
    refuse_bad_paths({path})
    os.makedirs(os.path.dirname(root + path), exist_ok=True)  # noqa: PTH103, PTH120
    _write(root, path, content, digest)


def _can_be_a_name(path: str) -> bool:
    try:
        return b"\0" not in path.encode()
    except UnicodeEncodeError:
        return False


def refuse_incomplete(tree: Path, paths: Iterable[str], folders: Iterable[str]) -> None:
    """Raises PublishError if one of `folders` in `tree` holds other names than `paths` say."""
    names: dict[str, set[str]] = {folder: set() for folder in folders}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder in names and name:
            names[folder].add(name)
    for folder, expected in names.items():
        if {*os.listdir(f"{tree}/{folder}")} != expected:  # noqa: PTH208
            raise PublishError(f'The folder "{folder}/" of the new site is not what was written. Build again.')
