"""Watching: tells when files were made, changed, moved or removed, once things have been quiet for a moment.

It knows which names count and nothing of what the files hold. That a file was read is no event.
"""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET_SECONDS = 0.02
LONGEST_SECONDS = 0.5
# So many at once are a branch that was switched, and the system may have dropped some of them.
MANY = 300

_FOLDER_EVENTS = (DirCreatedEvent, DirDeletedEvent, DirMovedEvent)
_EVENTS: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *_FOLDER_EVENTS,
]
_OUTPUTS = frozenset({"node_modules", "output", "__pycache__"})
# Vim tries whether it may write with a file 4913; IntelliJ and Emacs save beside the file first.
_BESIDE = re.compile(r"\..*|.*~|#.*#|4913|.*___jb_(?:tmp|old)___|.*\.(?:swp|swx|tmp|part|crdownload)", re.DOTALL)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is none of the site's: hidden, made by a build, or kept by an editor."""
    return name in _OUTPUTS or _BESIDE.fullmatch(name) is not None


Tell = Callable[[frozenset[Path] | None], None]


class Watch:
    """Watches names in folders, and calls `tell` in one thread of its own, never twice at once.

    `places` gives for each folder the names in it that count: files, or folders with all that they hold. They need
    not exist yet. `tell` gets the paths that changed, or None where everything has to be looked at: folders came or
    went, or very much changed. What changes while `tell` runs is told when it has returned.
    """

    def __init__(self, places: Mapping[Path, frozenset[str]], tell: Tell) -> None:
        self._places = places
        self._tell = tell
        self._observer: BaseObserver = Observer()
        self._within: dict[Path, ObservedWatch] = {}
        self._changed: set[Path] = set()
        self._everything = False
        self._last = 0.0
        self._stopped = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Self:
        # It complains of its own threads when they end.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        self._observer.start()
        for folder in self._places:
            self._observer.schedule(_Ear(self, folder), str(folder), event_filter=_EVENTS)
        self._look_for_folders()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._news:
            self._stopped = True
            self._news.notify()
        self._observer.stop()
        self._observer.join()
        # Not longer: what it does may take its time, and whoever stops it does not.
        self._thread.join(timeout=1)

    def heard(self, folder: Path, event: FileSystemEvent) -> None:
        """Take note of an event somewhere below `folder`, one of the places."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        paths = [path for path in paths if self._counts(folder, path)]
        if not paths:
            return
        with self._news:
            self._changed.update(paths)
            self._everything = self._everything or isinstance(event, _FOLDER_EVENTS) or len(self._changed) > MANY
            self._last = time.monotonic()
            self._news.notify()

    def _counts(self, folder: Path, path: Path) -> bool:
        names = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
        return bool(names) and names[0] in self._places[folder] and not any(map(passed_over, names))

    def _run(self) -> None:
        while True:
            changed = self._settled()
            if self._stopped:
                return
            if changed is None:
                self._look_for_folders()
            self._tell(changed)

    def _settled(self) -> frozenset[Path] | None:
        """Wait until something has changed and then nothing more for a moment, or until things change no end."""
        with self._news:
            self._news.wait_for(lambda: self._changed or self._stopped)
            first = time.monotonic()
            while not self._stopped and (rest := self._rest(first)) > 0:
                self._news.wait(rest)
            changed = None if self._everything else frozenset(self._changed)
            self._changed, self._everything = set(), False
            return changed

    def _rest(self, first: float) -> float:
        return min(self._last + QUIET_SECONDS, first + LONGEST_SECONDS) - time.monotonic()

    def _look_for_folders(self) -> None:
        """Watch inside the folders that there are. One that was moved away and replaced is another one."""
        for watch in self._within.values():
            self._observer.unschedule(watch)
        self._within = {
            path: self._inside(folder, path)
            for folder, names in self._places.items()
            for path in (folder / name for name in sorted(names))
            if path.is_dir()
        }

    def _inside(self, folder: Path, path: Path) -> ObservedWatch:
        return self._observer.schedule(
            _Ear(self, folder), str(path), recursive=True, event_filter=_EVENTS, follow_symlink=path.is_symlink()
        )


class _Ear(FileSystemEventHandler):
    """Listens for one of a watch's places."""

    def __init__(self, watch: Watch, folder: Path) -> None:
        self._watch = watch
        self._folder = folder

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._watch.heard(self._folder, event)
