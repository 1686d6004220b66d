"""Timing: what a command and all it started took, and an end to those that take too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.timing import Command, CommandError, Run, timed

ROOT = Path(__file__).resolve().parents[2]


def python(code: str, **environment: str) -> Command:
    return Command((sys.executable, "-c", code), Path(), environment)


def test_several_commands_are_one_run() -> None:
    assert Run(1, 2, 30).then(Run(4, 8, 20)) == Run(5, 10, 30)
    run = timed((python("print(1)"), python("import time; time.sleep(0.2)")))
    assert run.wall > 0.2 > 0 < run.processor < run.wall + 1


def test_the_environment_is_ours_with_what_the_command_adds() -> None:
    timed((python("import os; assert os.environ['ADDED'] == 'yes' and 'PATH' in os.environ", ADDED="yes"),))


def test_a_failure_says_what_the_command_said() -> None:
    with pytest.raises(CommandError, match="failed:\nno such thing"):
        timed((python("raise SystemExit('no such thing')"),))


def test_a_command_is_stopped_when_its_time_is_over() -> None:
    started = time.monotonic()
    with pytest.raises(CommandError, match="stopped after 0 s"):
        timed((python("import time; time.sleep(60)"),), cap=0.1)
    assert time.monotonic() - started < 30


def test_what_is_measured_ends_with_the_measuring(tmp_path: Path) -> None:
    started, pipe = time.monotonic(), tmp_path / "pipe"
    os.mkfifo(pipe)
    # What is measured holds the pipe, which ends when nobody does.
    waits = f"import time; held = open({str(pipe)!r}, 'wb', 0); held.write(b'!'); time.sleep(60)"
    command = f"timed((Command((sys.executable, '-c', {waits!r}), Path()),))"
    imports = "import sys; from pathlib import Path; from bench.timing import Command, stop_when_told, timed"
    with subprocess.Popen([sys.executable, "-c", f"{imports}; stop_when_told(); {command}"], cwd=ROOT) as bench:
        with pipe.open("rb") as held:
            assert held.read(1) == b"!"
            bench.terminate()
            assert held.read() == b""
        assert bench.wait(30) == 128 + signal.SIGTERM
    assert time.monotonic() - started < 30


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell")
def test_the_memory_of_workers_counts() -> None:
    hold = "held = bytearray(b'x' * 60_000_000); import time; time.sleep(1.5)"
    start = f"import subprocess, sys; each = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in range(2)]"
    run = timed((python(f"{start}; [one.wait() for one in each]"),))
    assert run.peak > 120
