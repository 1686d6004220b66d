"""The same content on the same day gives the same bytes, wherever and however it is built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.corpus import write_corpus
from bench.plan import Plan
from tests.building import TODAY, contents, copy_of, run


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every file of the full site, as an ordinary build makes it."""
    return build(copy_of("full", tmp_path_factory.mktemp("expected")))


def build(root: Path, *options: str, **environment: str) -> dict[str, str]:
    ran = run("--root", str(root), "--today", TODAY, *options, **environment)
    assert ran.returncode == 0, ran.stderr
    return contents(root / "output")


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "Pacific/Pago_Pago", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4242", "HOME": "/nonexistent", "COLUMNS": "20"},
    ],
)
def test_the_environment_changes_nothing(expected: dict[str, str], tmp_path: Path, environment: dict[str, str]) -> None:
    assert build(copy_of("full", tmp_path), **environment) == expected


def in_other_order(root: Path) -> None:
    """The same files, made anew in reverse, so that folders list them in another order."""
    for folder in (path for path in (root / "content").rglob("*") if path.is_dir()):
        for path in sorted((path for path in folder.iterdir() if path.is_file()), reverse=True):
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)


def with_other_times(root: Path) -> None:
    for number, path in enumerate(sorted(root.rglob("*"))):
        os.utime(path, (number * 86400, number * 86400))


def with_other_modes(root: Path) -> None:
    for path in (path for path in root.rglob("*") if path.is_file()):
        path.chmod(0o600)


@pytest.mark.parametrize("change", [in_other_order, with_other_times, with_other_modes])
def test_what_the_file_system_says_of_the_files_changes_nothing(
    expected: dict[str, str], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    root = copy_of("full", tmp_path)
    change(root)
    assert build(root) == expected


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_umask_changes_neither_bytes_nor_who_may_read_them(
    expected: dict[str, str], tmp_path: Path, umask: int
) -> None:
    root = copy_of("full", tmp_path)
    before = os.umask(umask)
    try:
        assert build(root) == expected
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (root / "output").rglob("*") if path.is_file()} == {0o644}


def test_the_folder_one_stands_in_changes_nothing(
    expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of("full", tmp_path / "a site with a space é")
    monkeypatch.chdir(tmp_path)
    ran = run("--root", root.name, "--today", TODAY)
    assert ran.returncode == 0, ran.stderr
    assert contents(root / "output") == expected


def test_one_process_and_eight_make_the_same(tmp_path: Path) -> None:
    root = tmp_path / "site"
    write_corpus(Plan.of(60, 30, seed=7), root)
    alone = build(root, "--workers", "1")
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "output")
    assert build(root, "--workers", "8") == alone


def test_what_an_earlier_build_left_changes_nothing(expected: dict[str, str], tmp_path: Path) -> None:
    root = copy_of("full", tmp_path)
    build(root)
    text = next((root / "content/articles").glob("*.md"))
    content = text.read_bytes()
    text.write_bytes(content + b"\nOne more sentence.\n")
    assert build(root) != expected
    text.write_bytes(content)
    assert build(root) == expected
