"""The ledger: what is kept of a build comes back as it was, or not at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.config import load_config
from fingerpost.engine.digest import sha256
from fingerpost.ledger import VERSION, Ledger, Step, read_ledger, write_ledger
from fingerpost.pipeline import Order, identity_of, ledger_path
from tests.building import TODAY, copy_of, fingerpost

STAMP = 64


@pytest.fixture(scope="module")
def identity(full_site: Path) -> str:
    config, *_ = load_config(full_site)
    assert config is not None
    return identity_of(order(full_site), config)


def order(root: Path) -> Order:
    return Order(root, root / "output", date.fromisoformat(TODAY))


@pytest.fixture(scope="module")
def file(full_site: Path) -> Path:
    return ledger_path(order(full_site))


@pytest.fixture
def copy(file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(file, tmp_path / "ledger"))


def test_what_a_build_kept_is_read_whole(file: Path, identity: str) -> None:
    ledger = read_ledger(file, identity)
    assert ledger is not None
    assert ledger.today == date.fromisoformat(TODAY)
    assert ledger.until == date(2026, 12, 1), "the day on which the scheduled article comes"
    assert ledger.faces.keys() | ledger.media.keys() == ledger.digests.keys() == ledger.stamps.keys()
    assert {face.kind for face in ledger.faces.values()} >= {"modality", "therapist", "term"}
    assert any(face.fragments and face.anchors and face.entries for face in ledger.faces.values())
    assert any(step.row and step.counted and step.until for step in ledger.steps.values())


def test_what_is_written_comes_back_as_it_was(file: Path, identity: str, tmp_path: Path) -> None:
    ledger = read_ledger(file, identity)
    assert ledger is not None
    write_ledger(tmp_path / "again", ledger)
    assert read_ledger(tmp_path / "again", identity) == ledger


def test_warnings_are_kept_with_their_places(tmp_path: Path) -> None:
    root = copy_of("minimal", tmp_path)
    about = root / "content/pages/about.md"
    about.write_bytes(b"\xef\xbb\xbf" + about.read_bytes())
    assert built_with_warnings(root) == built_with_warnings(root) != ""


def built_with_warnings(root: Path) -> str:
    result = fingerpost(root)
    assert result.exit_code == 0
    return result.stderr


def test_a_ledger_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "nothing", "identity") is None
    assert read_ledger(tmp_path, "identity") is None, "a folder"


def test_the_ledger_of_another_engine_or_of_other_options_is_none(file: Path) -> None:
    assert read_ledger(file, "other") is None
    assert read_ledger(file, "") is None


@pytest.mark.parametrize("version", [b"0", b"2", b"11", b"", b"None"])
def test_a_ledger_of_another_version_is_none(copy: Path, identity: str, version: bytes) -> None:
    content = copy.read_bytes()[STAMP:]
    assert content.startswith(f"{VERSION} {identity}\n".encode())
    other = version + content.removeprefix(str(VERSION).encode())
    copy.write_bytes(sha256(other).encode() + other)
    assert read_ledger(copy, identity) is None


@given(data=st.data())
def test_a_damaged_ledger_is_none(
    file: Path, identity: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged = tmp_path_factory.getbasetemp() / "damaged-ledger"
    damaged.write_bytes(content)
    assert read_ledger(damaged, identity) is None


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 1000])
def test_a_ledger_that_was_cut_is_none(copy: Path, identity: str, length: int) -> None:
    copy.write_bytes(copy.read_bytes()[:length])
    assert read_ledger(copy, identity) is None


def test_readers_of_a_key_are_found_however_many_are_asked_for() -> None:
    ledger = Ledger()
    ledger.steps = {f"step {n}": Step((), ledger.numbers({f"key {n}", f"key {n // 10}x"})) for n in range(200)}
    assert ledger.readers({"key 1"}) == {"step 1"}, "and not those that read 11 or 21"
    assert ledger.readers({"key 3x"}) == {f"step {n}" for n in range(30, 40)}
    assert ledger.readers({f"key {n}" for n in range(50)}) == {f"step {n}" for n in range(50)}
    assert ledger.readers({"nobody reads this"}) == set()


def test_a_step_that_reads_nothing_is_nobodys_reader() -> None:
    ledger = Ledger()
    ledger.steps = {"step": Step((), ledger.numbers(()))}
    ledger.numbers({"key"})
    assert ledger.readers({"key"}) == set()
