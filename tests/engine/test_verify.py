"""Verifying a copy of a site against its manifest."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish import Difference, Site, publish_site, verify

SITE = {"index.html": b"home", "a/index.html": b"a", "b/index.html": b"b"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    digests = {path: sha256(content) for path, content in SITE.items()}
    publish_site(Site(digests, SITE.__getitem__, {}), tmp_path / "copy")
    return tmp_path / "copy"


def _replaced(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def test_a_whole_copy_has_no_difference(copy: Path) -> None:
    assert verify(copy) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda copy: (copy / "a/index.html").unlink(), Difference("a/index.html", "missing")),
        (lambda copy: (copy / "a/index.html").write_bytes(b"b"), Difference("a/index.html", "different")),
        (lambda copy: (copy / "a/more.html").write_bytes(b"b"), Difference("a/more.html", "not listed")),
        (lambda copy: os.mkfifo(copy / "pipe"), Difference("pipe", "not listed")),
        (lambda copy: _replaced(copy / "a/index.html", os.mkfifo), Difference("a/index.html", "not a file")),
        (
            lambda copy: _replaced(copy / "a/index.html", lambda path: path.symlink_to("../b/index.html")),
            Difference("a/index.html", "not a file"),
        ),
        (lambda copy: _replaced(copy / "a/index.html", Path.mkdir), Difference("a/index.html", "missing")),
        (lambda copy: (copy / "manifest.json").unlink(), Difference("manifest.json", "missing")),
        (lambda copy: (copy / "manifest.json").write_bytes(b"{}"), Difference("manifest.json", "damaged")),
        (
            lambda copy: (copy / "manifest.json").write_bytes(b'{"files": {"a": 1}}'),
            Difference("manifest.json", "damaged"),
        ),
        (lambda copy: _replaced(copy / "manifest.json", os.mkfifo), Difference("manifest.json", "damaged")),
    ],
)
def test_one_difference_is_told_by_its_path(copy: Path, change: Callable[[Path], object], expected: Difference) -> None:
    change(copy)
    assert verify(copy) == (expected,)


def test_differences_are_in_path_order(copy: Path) -> None:
    (copy / "z").write_bytes(b"")
    (copy / "index.html").unlink()
    (copy / "a/index.html").write_bytes(b"")
    assert [difference.path for difference in verify(copy)] == ["a/index.html", "index.html", "z"]


def test_a_folder_that_is_not_there_has_no_manifest(copy: Path) -> None:
    assert verify(copy / "nothing") == (Difference("manifest.json", "missing"),)
