"""The lock: one build at a time publishes to a folder, and a second one waits for it."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fingerpost.engine.refusal import Refusal
from fingerpost.engine.values import dataclass

_PATIENCE = 50


class PublishError(Refusal):
    """The site cannot be put in place; the message says why and what to do. What was there still is."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time as the file system stamps it, told by touching an open file. It may stand still for milliseconds."""

    file: int

    def now(self) -> int:
        """Nanoseconds, as in stamps."""
        os.utime(self.file)
        return os.fstat(self.file).st_mtime_ns

    def tick(self) -> bool:
        """Wait until what changes from now on has another time than what changed before. False: it takes too long."""
        before = self.now()
        for _ in range(_PATIENCE):
            if self.now() > before:
                return True
            time.sleep(0.001)
        return False


@contextmanager
def lock(target: Path) -> Iterator[Clock]:
    """Hold the lock beside `target`. Raises PublishError if something else has its name."""
    path = target.parent / f".{target.name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = _open(path)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield Clock(file)
    finally:
        os.close(file)


def _open(path: Path) -> int:
    """A pipe is not waited for, and a link not followed."""
    refused = PublishError(f"{path} is no file, and builds take turns by a file of that name. Remove it.")
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        file = os.open(path, flags, 0o644)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise refused from error
        raise
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise refused
    return file
