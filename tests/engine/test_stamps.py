"""Stamps: what the file system says of files, without opening one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from fingerpost.engine.stamps import intact, pack, seal, stamp_of, unpack, walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/é.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def test_a_stamp_is_what_lstat_says(folder: Path) -> None:
    for name in ("a/b/é.txt", "a", "link", "pipe"):
        at = (folder / name).lstat()
        assert stamp_of(folder / name) == (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode)
    assert stamp_of(folder / "nothing") is None


def test_a_walk_finds_files_links_and_pipes_and_follows_nothing(folder: Path) -> None:
    found = walk(str(folder))
    assert found == {path: stamp_of(folder / path) for path in ("a/b/é.txt", "link", "pipe")}
    assert stat.S_ISLNK(found["link"][4])


def test_a_walk_passes_over_what_it_is_told_to(folder: Path) -> None:
    assert walk(str(folder), lambda name: name in {"b", "pipe"}).keys() == {"link"}


def test_a_walk_through_nothing_finds_nothing(folder: Path) -> None:
    assert walk(str(folder / "nothing")) == walk(str(folder / "empty")) == walk(str(folder / "pipe")) == {}


def test_a_folder_that_cannot_be_read_stands_for_what_it_holds(folder: Path) -> None:
    (folder / "a/b").chmod(0)
    try:
        if os.access(folder / "a/b", os.R_OK):
            pytest.skip("root reads every folder")
        assert walk(str(folder))["a/b"] == stamp_of(folder / "a/b")
    finally:
        (folder / "a/b").chmod(0o755)


def test_a_seal_holds_folders_too_and_the_folder_itself(folder: Path) -> None:
    assert seal(folder).keys() == {"", "a", "a/b", "a/b/é.txt", "empty", "link", "pipe"}
    assert intact(folder, seal(folder))


def test_nothing_is_as_an_empty_seal_says(folder: Path) -> None:
    assert not intact(folder, {})
    assert not intact(folder / "nothing", {})


@pytest.mark.parametrize("gone", ["a/b/é.txt", "link", "pipe"])
def test_what_is_lost_breaks_the_seal(folder: Path, gone: str) -> None:
    sealed = seal(folder)
    (folder / gone).unlink()
    assert not intact(folder, sealed)


def test_a_folder_that_was_moved_away_breaks_the_seal(folder: Path) -> None:
    sealed = seal(folder)
    folder.rename(folder.with_name("moved"))
    assert not intact(folder, sealed)


def test_packed_stamps_come_back_as_they_were(folder: Path) -> None:
    for stamps in ({}, seal(folder), {"é\udcff": (1, 2, 3, 2**64 - 1, 5)}):
        assert unpack(pack(stamps)) == stamps


def test_a_time_before_1970_never_comes_back_as_another_time(folder: Path) -> None:
    os.utime(folder / "a/b/é.txt", (-5, -5))
    sealed = seal(folder)
    assert intact(folder, sealed)
    assert not intact(folder, unpack(pack(sealed)))


def test_bytes_that_are_no_packed_stamps_are_refused(folder: Path) -> None:
    packed = pack(seal(folder))
    for foreign in (b"", b"\0" * 7, b"x" * 100, packed[1:], packed[:-1], packed[:100], packed[:-8] + b"\xff" * 8):
        with pytest.raises(ValueError, match=r"no packed stamps|decode"):
            unpack(foreign)
