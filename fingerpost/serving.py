"""Previewing: watch the files, rebuild in memory, show the site that came of it, and tell the browsers.

It publishes nothing, and whatever is wrong with the content, the templates or the settings, the last good site stays.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from fingerpost.config import CONFIG_FILE
from fingerpost.engine.assets import BundleError, bundle, bundle_key
from fingerpost.engine.server import HOST, Host, Server, listen
from fingerpost.engine.snapshot import Snapshot, Told
from fingerpost.engine.watch import Watch
from fingerpost.naming import CONTENT
from fingerpost.pipeline import HOME

OF_THE_SITE = frozenset({CONTENT, "templates", CONFIG_FILE})
OF_THE_PROGRAM = frozenset({"frontend", "locale", "templates"})

Say = Callable[[str], object]
# How often the preview looks whether another day has begun, in seconds.
_LOOK = 30.0


class Preview(Protocol):
    """A site that can be made again and again."""

    def rebuild(self, changed: frozenset[str] | None) -> Snapshot:
        """The site as it is now, or the last good one with the problems that keep it from being made.

        `changed` are paths relative to the root, None to look at everything. Does not raise for broken content,
        templates or settings.
        """
        ...

    def is_of_another_day(self) -> bool:
        """Whether the day has come on which the site of the last `rebuild` is another."""
        ...


class Serving:
    """One preview and its server. `run` returns when it is stopped, by a signal or by `stop` from another thread."""

    look = _LOOK

    def __init__(self, preview: Preview, root: Path, port: int, say: Say) -> None:
        self._preview = preview
        self._root = root
        self._say = say
        self._last = Snapshot()
        self._rebuilding = threading.Lock()
        self._listening = listen(port)
        self.port: int = self._listening.getsockname()[1]
        if port not in (0, self.port):
            say(f"Port {port} is in use; this preview takes {self.port}.")

    @property
    def address(self) -> str:
        """Where the site starts."""
        return f"http://{HOST}:{self.port}{self._last.base_path}"

    def run(self, ready: Callable[[str], object] = lambda _: None) -> None:
        """Build, serve, and rebuild on every change. `ready` is called with the address once the site is built."""
        places = {HOME: OF_THE_PROGRAM}
        places[self._root] = places.get(self._root, frozenset()) | OF_THE_SITE
        with self._listening:
            self._host = Host(client_script())
            self._server = Server(self._host)
            # A build may use all cores while this is the only thread; what changes meanwhile is seen right after.
            self._refresh(None)
            with Watch(places, self._on_change), self._watching_the_day():
                self._refresh(None)
                self._say(f"Preview at {self.address}; press Ctrl-C to end it.")
                ready(self.address)
                self._server.run([self._listening])

    def stop(self) -> None:
        """End `run` from another thread."""
        self._server.should_exit = True

    def _on_change(self, paths: frozenset[Path] | None) -> None:
        outside = paths is None or any(not path.is_relative_to(self._root) for path in paths)
        changed = None if outside or paths is None else {path.relative_to(self._root).as_posix() for path in paths}
        self._refresh(None if changed is None else frozenset(changed))

    @contextmanager
    def _watching_the_day(self) -> Iterator[None]:
        """Rebuild when a page appears or expires at midnight."""
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(self.look):
                if self._preview.is_of_another_day():
                    self._refresh(None)

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            yield
        finally:
            ended.set()
            watching.join()

    def _refresh(self, changed: frozenset[str] | None) -> None:
        """Rebuild once. What nobody foresaw is told like any other problem: the preview outlives it."""
        with self._rebuilding:
            started = time.monotonic()
            try:
                snapshot = self._preview.rebuild(changed)
            except Exception as error:
                fault = Told("error", f"error: the site could not be made: {type(error).__name__}: {error}", "")
                snapshot = Snapshot(self._last.files, (fault,), frozenset(), self._last.base_path)
            self._host.show(snapshot)
            # Nobody may be reading any more, or the terminal may have no letter for what is told.
            with suppress(OSError, ValueError):
                self._report(snapshot, time.monotonic() - started)
            self._last = snapshot

    def _report(self, snapshot: Snapshot, seconds: float) -> None:
        """Say what is new: a problem once, how many there are when that has changed, and what was made."""
        for each in snapshot.problems:
            if each not in self._last.problems:
                self._say(f"{each.text}\n")
        if snapshot.problems != self._last.problems:
            self._say(_tally(snapshot.problems))
        if snapshot.changed:
            self._say(f"{_counted(len(snapshot.changed), 'file')} changed in {seconds * 1000:.0f} ms.")


def _tally(problems: tuple[Told, ...]) -> str:
    errors = sum(each.severity == "error" for each in problems)
    if errors:
        return f"{_counted(errors, 'error')}. The preview stays as it was."
    return f"No errors, {_counted(len(problems), 'warning')}." if problems else "No problems."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def client_script() -> bytes:
    """What the preview adds to a page in the browser; nothing where it cannot be bundled."""
    try:
        bundle(HOME, HOME / ".cache")
        return (HOME / ".cache" / "bundle" / bundle_key(HOME) / "preview.js").read_bytes()
    except (BundleError, OSError):
        return b""
