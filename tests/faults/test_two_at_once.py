"""Builds that run at the same time, and those who look at the output meanwhile."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

from fingerpost.engine.publish import publish_site, verify
from tests.faults import publisher
from tests.faults.builds import Figures, Versions, edit, finish, kill, look, publishing, run, start

_ROUNDS = 10
# Shorter than the time between two exchanges, so that nobody sees a folder come, go and come again.
_PAUSE = 0.1


class Watcher(threading.Thread):
    """Looks at the output all the time, and counts what it saw."""

    def __init__(self, output: Path) -> None:
        super().__init__(daemon=True)
        self.output, self.seen, self.ended = output, Counter[bool | None](), threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            started = time.monotonic()
            whole = look(self.output)
            self.seen[whole if time.monotonic() - started < _PAUSE else None] += 1

    def __enter__(self) -> Watcher:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.join()


def test_two_builds_at_once_take_turns(versions: Versions) -> None:
    for number in range(_ROUNDS):
        edit(versions.root, 1 - number % 2)
        for result in [finish(build) for build in (start(versions.root), start(versions.root))]:
            assert result.status == 0, result.output
            assert result.output.startswith("Built "), result.output
        assert versions.standing() == 1 - number % 2
        assert versions.litter() == set()


def test_who_looks_while_builds_run_sees_a_whole_site_each_time(versions: Versions) -> None:
    with Watcher(versions.root / "output") as watcher:
        for number in range(4):
            edit(versions.root, 1 - number % 2)
            assert run(versions.root).status == 0
    assert watcher.seen[False] == 0, watcher.seen
    assert watcher.seen[True] > 50, watcher.seen


def test_who_looks_while_sites_are_exchanged_sees_a_whole_one_each_time(tmp_path: Path, figures: Figures) -> None:
    target = tmp_path / "output"
    process = publishing(target, _PAUSE)
    with Watcher(target) as watcher:
        time.sleep(3)
    assert process.poll() is None
    kill(process)
    figures(f"looks: {dict(watcher.seen)}")
    assert watcher.seen[False] == 0, watcher.seen
    assert watcher.seen[True] > 20, watcher.seen


def test_two_publishers_at_once_never_meet(tmp_path: Path) -> None:
    target = tmp_path / "output"
    both = [publishing(target, 0), publishing(target, 0.01)]
    time.sleep(2)
    assert [process.poll() for process in both] == [None, None]
    for process in both:
        kill(process)
    assert verify(target) == ()
    publish_site(publisher.site(0), target)
    assert verify(target) == ()
