"""The exchange: one folder takes the place of another. What is in them, nothing here knows."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def put_in_place(new: Path, target: Path) -> bool:
    """`new` takes the place of `target`, and the other way round. Whether in one step: otherwise by renames."""
    if not target.exists():
        new.rename(target)
        return True
    if exchange(new, target):
        return True
    aside = _aside(new)
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    with suppress(OSError):
        # The site is in place; the old one is only of use.
        aside.rename(new)
    return False


def mend(new: Path, target: Path) -> None:
    """Put back what stood at `target`, if a build died between the renames; or remove it, if it died after them."""
    aside = _aside(new)
    if aside.exists():
        if os.path.lexists(target):
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def _aside(new: Path) -> Path:
    return new.with_name("aside")


def exchange(one: Path, other: Path) -> bool:
    """renameat2 with RENAME_EXCHANGE, which Linux has since 3.15. False where the system, or the disk, has not."""
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
