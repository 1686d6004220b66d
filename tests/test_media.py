"""Reading a picture or a recording: its size, the name it is published under, and what is told of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fingerpost.media import read_medium

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "two chairs.svg").write_bytes(SVG)
    (tmp_path / "bad.png").write_bytes(b"no picture")
    (tmp_path / "talk.mp4").write_bytes(b"no film")
    return tmp_path


def test_a_picture_has_its_size_and_a_name_that_changes_with_it(folder: Path) -> None:
    first = read_medium("c/two chairs.svg", folder / "two chairs.svg")
    (folder / "two chairs.svg").write_bytes(SVG.replace(b"7", b"9"))
    second = read_medium("c/two chairs.svg", folder / "two chairs.svg")
    assert (first.sound, first.width, first.height, second.width) == (True, 7, 5, 9)
    assert first.output == f"assets/images/two-chairs-{first.digest[:10]}.svg"
    assert first.output != second.output


def test_a_recording_is_not_opened_to_be_measured(folder: Path) -> None:
    reading = read_medium("c/talk.mp4", folder / "talk.mp4")
    assert (reading.sound, reading.is_recording, reading.width) == (True, True, 0)
    assert reading.output.startswith("assets/recordings/talk-")


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("gone.png", "unreadable", "cannot be read: no such file or directory"),
        (".", "unreadable", "cannot be read: is a directory"),
        ("bad.png", "bad-picture", "this picture is not a PNG"),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_path(folder: Path, name: str, code: str, message: str) -> None:
    reading = read_medium("c/shown.png", folder / name)
    assert not reading.sound
    (problem,) = reading.problems
    assert (problem.code, problem.span.path) == (code, "c/shown.png")
    assert problem.message.startswith(message)
