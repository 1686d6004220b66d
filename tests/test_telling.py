"""What a build says of its progress, and to whom."""

from __future__ import annotations

import os
import pty
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fingerpost import telling
from fingerpost.telling import Display
from tests.building import copy_of, run

STAGES = ["Reading …", "Checking …", "Making pages …", "Publishing …"]


def said(root: Path, *options: str, **environment: str) -> list[str]:
    ran = run("--root", str(root), "--today", "2026-11-21", *options, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stderr.splitlines()


def test_in_ci_each_stage_is_a_plain_line(tmp_path: Path) -> None:
    assert said(copy_of("minimal", tmp_path), CI="true") == STAGES


def test_a_pipe_hears_nothing_of_progress(tmp_path: Path) -> None:
    assert said(copy_of("minimal", tmp_path)) == []


def test_quiet_is_quiet_in_ci_too(tmp_path: Path) -> None:
    assert said(copy_of("minimal", tmp_path), "--quiet", CI="true") == []


def test_the_profile_adds_up_to_the_whole(tmp_path: Path) -> None:
    ran = run("--root", str(copy_of("minimal", tmp_path)), "--today", "2026-11-21", "build", "--profile")
    lines = re.findall(r"^(\w+) +(\d+\.\d{3}) s", ran.stdout, re.MULTILINE)
    assert [name for name, _ in lines] == ["read", "check", "make", "publish", "start"]


def test_a_terminal_sees_how_far_a_stage_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_PATIENCE", 0)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with Display(quiet=False, verbose=False) as display:
            display.show("make")
            display.show("make", 30, 120)
            display.show("make", 120, 120)
        terminal.flush()
    shown = "".join(_read(ours))
    os.close(ours)
    assert "Making pages" in shown
    assert "120/120" in shown


def _read(terminal: int) -> Iterator[str]:
    """All that a terminal was told, which comes in pieces."""
    with suppress(OSError):  # Nobody holds the other end any more.
        while piece := os.read(terminal, 10_000):
            yield piece.decode(errors="replace")
