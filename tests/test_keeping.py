"""Keeping: what is kept of a build comes back as it was, or not at all; what was added later, or what was before."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.config import load_config
from fingerpost.engine.digest import sha256
from fingerpost.keeping import VERSION, LedgerFile
from fingerpost.ledger import Ledger, Step
from fingerpost.pipeline import Order, identity_of, ledger_path
from tests.building import TODAY, copy_of, fingerpost

STAMP, LENGTH = 64, 8


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
    ledger = LedgerFile(file, identity).read()
    assert ledger is not None
    assert ledger.today == date.fromisoformat(TODAY)
    assert ledger.until == date(2026, 12, 1), "the day on which the scheduled article comes"
    assert ledger.faces.keys() | ledger.media.keys() == ledger.digests.keys() == ledger.stamps.keys()
    assert {face.kind for face in ledger.faces.values()} >= {"modality", "therapist", "term"}
    assert any(face.fragments and face.anchors and face.entries for face in ledger.faces.values())
    assert any(step.row and step.counted and step.until for step in ledger.steps.values())


def test_what_is_written_comes_back_as_it_was(file: Path, identity: str, tmp_path: Path) -> None:
    ledger = LedgerFile(file, identity).read()
    assert ledger is not None
    LedgerFile(tmp_path / "again", identity).write(ledger)
    assert LedgerFile(tmp_path / "again", identity).read() == ledger


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
    assert LedgerFile(tmp_path / "nothing", "identity").read() is None
    assert LedgerFile(tmp_path, "identity").read() is None, "a folder"


def test_the_ledger_of_another_engine_or_of_other_options_is_none(file: Path) -> None:
    assert LedgerFile(file, "other").read() is None
    assert LedgerFile(file, "").read() is None


@pytest.mark.parametrize("version", [b"0", b"1", b"3", b"22", b"", b"None"])
def test_a_ledger_of_another_version_is_none(copy: Path, identity: str, version: bytes) -> None:
    content = copy.read_bytes()[STAMP + LENGTH :]
    assert content.startswith(f"{VERSION} {identity}\n".encode())
    other = version + content.removeprefix(str(VERSION).encode())
    long = len(other).to_bytes(LENGTH, "big") + other
    copy.write_bytes(sha256(long).encode() + long)
    assert LedgerFile(copy, identity).read() is None


@given(data=st.data())
def test_a_damaged_ledger_is_none(
    file: Path, identity: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged = tmp_path_factory.getbasetemp() / "damaged-ledger"
    damaged.write_bytes(content)
    assert LedgerFile(damaged, identity).read() is None


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 71, 72, 1000])
def test_a_ledger_that_was_cut_is_none(copy: Path, identity: str, length: int) -> None:
    copy.write_bytes(copy.read_bytes()[:length])
    assert LedgerFile(copy, identity).read() is None


class Site:
    """A ledger of some steps, and the file in which it is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ledger = Ledger("identity")
        for number in range(100):
            self.ledger.steps[f"en page {number}"] = self.step(f"key {number}")
        self.ledger.stamps = {f"content/{number}.md": (number, 1, 2, 3, 4) for number in range(100)}
        LedgerFile(path, "identity").write(self.ledger)

    def step(self, *keys: str, until: date | None = None) -> Step:
        return Step((), self.ledger.numbers(keys), until, "counted", ("url", "title", "summary", "page"))

    def read(self) -> Ledger | None:
        return LedgerFile(self.path, "identity").read()

    def keep(self) -> int:
        """Keep the ledger as another process would; how many bytes longer the file is."""
        before = self.path.stat().st_size
        file = LedgerFile(self.path, "identity")
        assert file.read() is not None
        file.write(self.ledger, file.addition(self.ledger))
        return self.path.stat().st_size - before


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "ledger")


def test_what_an_edit_changes_is_added_to_what_is_there(site: Site) -> None:
    whole = site.path.read_bytes()
    site.ledger.steps["en page 7"] = site.step("key 7", "a new key", until=date(2027, 1, 2))
    site.ledger.stamps["content/7.md"] = (8, 1, 2, 3, 4)
    site.ledger.today, site.ledger.until, site.ledger.scanned = date(2026, 11, 21), date(2027, 1, 2), 17
    assert 0 < site.keep() < len(whole) / 10
    assert site.path.read_bytes().startswith(whole)
    assert site.read() == site.ledger


def test_what_is_gone_is_gone_and_what_comes_back_is_there(site: Site) -> None:
    gone = site.ledger.steps.pop("en page 7")
    site.keep()
    assert site.read() == site.ledger
    site.ledger.steps["en page 7"] = gone
    del site.ledger.stamps["content/1.md"]
    site.keep()
    assert site.read() == site.ledger


def test_nothing_but_the_day_may_have_changed(site: Site) -> None:
    site.ledger.today = date(2026, 11, 22)
    assert site.keep() > 0
    assert site.read() == site.ledger


def test_what_was_changed_in_place_since_it_was_read_is_kept(site: Site) -> None:
    file = LedgerFile(site.path, "identity")
    ledger = file.read()
    assert ledger is not None
    ledger.stamps["content/1.md"] = (9, 9, 9, 9, 9)
    ledger.numbers(["another key"])
    file.write(ledger, file.addition(ledger))
    assert site.read() == ledger


def test_a_tail_does_not_grow_for_ever(site: Site) -> None:
    whole = site.path.stat().st_size
    grown = []
    for number in range(100):
        site.ledger.steps["en page 7"] = site.step(f"new key {number}")
        grown.append(site.keep())
    assert min(grown) < 0 < max(grown), "at some time it was written anew"
    assert sum(each for each in grown if each > 0) > whole / 2
    assert site.path.stat().st_size < 1.5 * whole
    assert site.read() == site.ledger


def test_much_is_written_whole(site: Site) -> None:
    for number in range(100):
        site.ledger.steps[f"en page {number}"] = site.step(f"other key {number}")
    site.keep()
    assert site.read() == site.ledger
    content = site.path.read_bytes()
    assert int.from_bytes(content[STAMP : STAMP + LENGTH], "big") + STAMP + LENGTH == len(content), "one part"


@given(data=st.data())
def test_a_damaged_addition_is_as_if_it_had_not_been_made(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Site(tmp_path_factory.mktemp("damaged") / "ledger")
    kept = [site.read()]
    ends = [site.path.stat().st_size]
    for number in range(3):
        site.ledger.steps["en page 7"] = site.step(f"new key {number}")
        site.keep()
        kept.append(site.read())
        ends.append(site.path.stat().st_size)
    content = bytearray(site.path.read_bytes())
    at = data.draw(st.integers(ends[0], ends[-1] - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged = site.path.with_name("damaged")
    damaged.write_bytes(content[: data.draw(st.integers(at + 1, len(content)))])
    assert LedgerFile(damaged, "identity").read() == kept[sum(end <= at for end in ends) - 1]


def test_a_torn_addition_is_not_added_to(site: Site) -> None:
    with site.path.open("ab") as file:
        file.write(b"torn")
    site.ledger.steps["en page 7"] = site.step("new key")
    site.keep()
    assert site.read() == site.ledger
    assert b"torn" not in site.path.read_bytes()


@pytest.fixture
def slow(site: Site) -> Slow:
    return Slow(site)


class Slow:
    """A build that read the ledger and has something to add to it, while another one keeps its own."""

    def __init__(self, site: Site) -> None:
        self.file = LedgerFile(site.path, "identity")
        ledger = self.file.read()
        assert ledger is not None
        self.ledger = ledger
        self.ledger.steps["en page 1"] = site.step("ours")
        self.addition = self.file.addition(self.ledger)
        assert self.addition

    def write(self) -> None:
        self.file.write(self.ledger, self.addition)


def test_a_build_that_another_one_overtook_writes_its_ledger_whole(site: Site, slow: Slow) -> None:
    site.ledger.steps["en page 2"] = site.step("theirs")
    site.keep()
    slow.write()
    assert site.read() == slow.ledger


def test_an_addition_to_another_ledger_of_the_same_length_is_not_believed(site: Site, slow: Slow) -> None:
    length = site.path.stat().st_size
    theirs = Site(site.path)
    theirs.ledger.stamps["content/2.md"] = (3, 1, 2, 3, 4)
    LedgerFile(site.path, "identity").write(theirs.ledger)
    assert site.path.stat().st_size == length
    slow.write()
    assert site.path.stat().st_size == length + len(slow.addition)
    assert site.read() == theirs.ledger
