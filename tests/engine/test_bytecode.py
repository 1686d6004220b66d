"""Compiled templates are taken again only where they are of the same text and what else makes them, and whole."""

from __future__ import annotations

import marshal
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from fingerpost.engine.bytecode import Bytecode
from fingerpost.engine.digest import sha256


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("One", encoding="utf-8")
    return tmp_path / "kept"


def rendered(kept: Path, identity: str = "engine") -> str:
    loader = FileSystemLoader(kept.parent / "templates")
    environment = Environment(loader=loader, autoescape=True, bytecode_cache=Bytecode(identity, kept))
    return environment.get_template("page.html").render()


def put_other_code(kept: Path) -> None:
    """Exchange the code that is kept for another's, whole and under the same checksum."""
    (file,) = kept.iterdir()
    other = Environment(autoescape=True).compile("Other code")
    code = marshal.dumps(other)
    file.write_bytes(file.read_bytes()[:64] + sha256(code).encode() + code)


def test_code_that_was_kept_is_run(kept: Path) -> None:
    assert rendered(kept) == "One"
    put_other_code(kept)
    assert rendered(kept) == "Other code"


def test_another_text_is_compiled_and_takes_the_place_of_the_first(kept: Path) -> None:
    rendered(kept)
    put_other_code(kept)
    (kept.parent / "templates/page.html").write_text("Two", encoding="utf-8")
    assert rendered(kept) == "Two"
    assert len(list(kept.iterdir())) == 1


def test_another_engine_compiles_for_itself(kept: Path) -> None:
    rendered(kept)
    put_other_code(kept)
    assert rendered(kept, "another engine") == "One"


@pytest.mark.parametrize("damage", [b"", b"garbage", b"0" * 200], ids=["empty", "short", "foreign"])
def test_damaged_code_is_compiled_again(kept: Path, damage: bytes) -> None:
    rendered(kept)
    put_other_code(kept)
    (file,) = kept.iterdir()
    file.write_bytes(damage)
    assert rendered(kept) == "One"
    put_other_code(kept)
    file.write_bytes(file.read_bytes()[:-1])
    assert rendered(kept) == "One"


def test_nothing_is_kept_where_python_keeps_no_bytecode(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(kept) == "One"
    assert not kept.exists()


def test_a_folder_that_cannot_be_written_to_costs_time_alone(kept: Path) -> None:
    kept.write_text("a file where the folder would be", encoding="utf-8")
    assert rendered(kept) == "One"
