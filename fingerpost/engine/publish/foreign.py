"""Foreign files: what stands in the output and no build put there. They are refused, or carried over as they are."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from fingerpost.engine.publish.change import link
from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import folders_of
from fingerpost.engine.publish.standing import Standing

_SHOWN = 10


def refuse(standing: Standing, target: Path) -> None:
    """Raises PublishError if there is a foreign file. Empty folders are nobody's loss."""
    if standing.foreign:
        raise PublishError(
            f"{target} holds files that no build put there; a build would delete them:{_list(standing.foreign)}\n"
            "Move them elsewhere and build again, or keep them where they are with `build --keep-foreign`."
        )


def refuse_in_the_way(standing: Standing, target: Path, paths: Iterable[str]) -> None:
    """Raises PublishError if a foreign file and a path of the new site cannot both be."""
    wanted, foreign = set(paths), set(standing.foreign)
    folders, others = folders_of(wanted), folders_of(foreign)
    clashes = sorted((foreign & (wanted | folders)) | (wanted & (others | set(standing.foreign_folders))))
    if clashes:
        raise PublishError(
            f"{target} holds files that no build put there, where the new site has its own:{_list(clashes)}\n"
            "Move them elsewhere, then build again."
        )


def carry_over(standing: Standing, target: Path, tree: Path, folders: Set[str]) -> set[str]:
    """Give every foreign file a second name in `tree`, which has `folders`; theirs are made. All of their paths."""
    theirs = (folders_of(standing.foreign) | set(standing.foreign_folders)) - folders
    for folder in sorted(theirs):
        (tree / folder).mkdir()
        (tree / folder).chmod(stat.S_IMODE(standing.stamps[folder][4]))
    for path in standing.foreign:
        if not link(f"{target}/{path}", f"{tree}/{path}"):
            _copy(target / path, tree / path)
    return theirs.union(standing.foreign)


def _copy(file: Path, to: Path) -> None:
    if not (file.is_symlink() or file.is_file()):
        raise PublishError(f"{file} is no file, and this file system can carry over nothing else. Move it elsewhere.")
    shutil.copy2(file, to, follow_symlinks=False)


def _list(paths: Sequence[str]) -> str:
    more = f"\n  and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return "".join(f"\n  {path}" for path in paths[:_SHOWN]) + more
