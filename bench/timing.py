"""Runs a command and tells how long it took, how much processor it used and how much memory it held.

Knows processes, and nothing of what they do.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

# The peak is counted in bytes on macOS and in kibibytes elsewhere.
_RSS_UNITS = 1024 * 1024 if sys.platform == "darwin" else 1024
# Often enough to see a pool of workers at its fullest, and seldom enough to take no measurable time from it; more often
# at first, for what is over soon.
_GLANCES = (0.02, 0.03, 0.05, 0.1)
_GLANCE = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """One command: wall-clock and processor seconds, and the most memory it held, in mebibytes."""

    wall: float
    processor: float
    peak: float

    def then(self, other: Run) -> Run:
        """Both, one after the other."""
        return Run(self.wall + other.wall, self.processor + other.processor, max(self.peak, other.peak))


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, where, and with what environment besides our own."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] | None = None

    def start(self, said: int) -> subprocess.Popen[bytes]:
        """Start it in a group of its own; what it says goes to the open file `said`."""
        environment = {**os.environ, **(self.environment or {})}
        # Where it is set, every start would compile the program anew: nobody's installation does that.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.Popen(
            self.arguments,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )


class CommandError(Exception):
    """A command that failed or was stopped, with the end of what it said."""


def timed(commands: Sequence[Command], cap: float = 3600) -> Run:
    """Run the commands one after the other; together they may take `cap` seconds.

    Raises CommandError when one fails, or is stopped because its time is over.
    """
    total = Run(0, 0, 0)
    for command in commands:
        total = total.then(_timed(command, cap - total.wall))
    return total


def stop_when_told() -> None:
    """From now on a signal to stop ends what is being measured too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _timed(command: Command, cap: float) -> Run:
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        child = command.start(said.fileno())
        watch = _Watch(child.pid, cap)
        try:
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - started
        except BaseException:
            # Who stops the measuring has no use for what is being measured.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            watch.finish()
        child.returncode = os.waitstatus_to_exitcode(status)
        if watch.stopped:
            raise CommandError(f"stopped after {cap:.0f} s")
        if child.returncode:
            said.seek(0)
            raise CommandError(f"{Path(command.arguments[0]).name} failed:\n{_tail(said.read())}")
    return Run(wall, usage.ru_utime + usage.ru_stime, max(_own_peak(usage), watch.peak))


def _own_peak(usage: resource.struct_rusage) -> float:
    """The most that one of its processes held. On Linux a process is told to have held what its parent did."""
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if sys.platform == "linux" else 0
    return usage.ru_maxrss / _RSS_UNITS if usage.ru_maxrss > inherited else 0.0


def _tail(said: bytes) -> str:
    return said.decode(errors="replace")[-2000:].strip()


class _Watch:
    """Looks at a command and the commands it started, now and then, and stops them when their time is over."""

    def __init__(self, pid: int, cap: float) -> None:
        self.pid = pid
        self.peak = 0.0
        self.stopped = False
        self._cap = cap
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def finish(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        until = time.monotonic() + self._cap
        pauses = chain(_GLANCES, repeat(_GLANCE))
        while not self._over.wait(next(pauses)):
            self.peak = max(self.peak, sum(_held(pid) for pid in family(self.pid)))
            if time.monotonic() > until:
                self.stopped = True
                os.killpg(self.pid, signal.SIGKILL)
                return


def family(pid: int) -> Iterator[int]:
    """A process and all it started, where the system tells."""
    yield pid
    try:
        told = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(told).split():
        yield from family(int(child))


def _held(pid: int) -> float:
    """Mebibytes that a process holds; what several share is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
