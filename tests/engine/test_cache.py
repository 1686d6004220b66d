"""Memoised steps: what cannot be trusted is a miss, and never a fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import sha256
from tests.building import CHECKOUT

KEY = "ab" * 32
SEVERAL = {f"{number:064x}": f"content {number} ".encode() * (number + 1) for number in range(5)}


def again(cache: Cache) -> Cache:
    """The cache as another process meets it, once this one has kept what it had."""
    cache.flush()
    return Cache(cache.folder)


def packs(cache: Cache, step: str = "page") -> list[Path]:
    return sorted((cache.folder / step).glob("*"))


def written(folder: Path) -> Cache:
    """Several results on disk, in one pack."""
    cache = Cache(folder)
    for key, content in SEVERAL.items():
        cache.write("page", key, content)
    return again(cache)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.mark.parametrize("content", [b"", b"content", bytes(range(256)) * 100])
def test_what_was_written_is_read_at_once_and_by_others(cache: Cache, content: bytes) -> None:
    cache.write("page", KEY, content)
    assert cache.read("page", KEY) == content
    assert again(cache).read("page", KEY) == content
    assert cache.read("page", KEY) == content


def test_what_was_just_put_on_disk_is_found_without_the_disk(cache: Cache) -> None:
    assert cache.write("page", KEY, b"content") == sha256(b"content")
    cache.flush()
    shutil.rmtree(cache.folder)
    assert cache.read("page", KEY) == b"content"
    cache.write("page", "cd" * 32, b"other")
    cache.flush()
    assert cache.read("page", KEY) is None, "only the last of it is kept in memory"


def test_what_was_never_written_is_a_miss(cache: Cache) -> None:
    assert cache.read("page", KEY) is None
    assert written(cache.folder).read("page", KEY) is None


def test_steps_and_keys_do_not_share_entries(cache: Cache) -> None:
    cache.write("page", KEY, b"one")
    for each in (cache, again(cache)):
        assert each.read("markdown", KEY) is None
        assert each.read("page", "cd" * 32) is None


def test_many_results_share_a_file(cache: Cache) -> None:
    found = written(cache.folder)
    assert len(packs(found)) == 1
    assert {key: found.read("page", key) for key in SEVERAL} == SEVERAL


def test_nothing_new_is_no_new_file(cache: Cache) -> None:
    found = written(cache.folder)
    before = packs(found)
    found.read("page", KEY)
    found.flush()
    found.flush()
    assert packs(found) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_byte_makes_no_result_another(tmp_path: Path, data: st.DataObject) -> None:
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    (path,) = packs(written(tmp_path / "cache"))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    found = {key: Cache(tmp_path / "cache").read("page", key) for key in SEVERAL}
    damaged = {key for key in SEVERAL if found[key] is None}
    assert damaged
    assert {key: each for key, each in found.items() if each is not None} == {
        key: each for key, each in SEVERAL.items() if key not in damaged
    }


def test_damage_that_comes_while_the_cache_is_open_is_a_miss(cache: Cache) -> None:
    found = written(cache.folder)
    assert found.read("page", KEY) is None
    (path,) = packs(found)
    path.write_bytes(b"0" * path.stat().st_size)
    assert {found.read("page", key) for key in SEVERAL} == {None}


@pytest.mark.parametrize("length", [0, 1, 71, 72, 73, 200])
def test_a_cut_pack_is_a_miss(cache: Cache, length: int) -> None:
    found = written(cache.folder)
    (path,) = packs(found)
    path.write_bytes(path.read_bytes()[-length:] if length else b"")
    assert {Cache(cache.folder).read("page", key) for key in SEVERAL} == {None}


@pytest.mark.parametrize(
    "content", [b"x", b"0" * 72, b"foreign bytes, and many more of them than a pack ends with" * 2]
)
def test_a_foreign_pack_is_a_miss_and_hides_no_other(cache: Cache, content: bytes) -> None:
    found = written(cache.folder)
    (cache.folder / "page" / "foreign.pack").write_bytes(content)
    (cache.folder / "page" / "folder.pack").mkdir()
    (cache.folder / "page" / "link.pack").symlink_to("/dev/zero")
    os.mkfifo(cache.folder / "page" / "pipe.pack")
    found = Cache(cache.folder)
    assert {key: found.read("page", key) for key in SEVERAL} == SEVERAL
    assert found.read("page", KEY) is None


def test_a_miss_is_mended_by_writing_again(cache: Cache) -> None:
    found = written(cache.folder)
    (path,) = packs(found)
    path.write_bytes(b"damaged")
    mended = Cache(cache.folder)
    for key, content in SEVERAL.items():
        assert mended.read("page", key) is None
        mended.write("page", key, content)
    last = again(mended)
    assert {key: last.read("page", key) for key in SEVERAL} == SEVERAL


def test_writing_leaves_no_temporary_file(cache: Cache) -> None:
    assert [path.suffix for path in packs(written(cache.folder))] == [".pack"]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.write("page", KEY, b"content")
    cache.flush()
    assert cache.read("page", KEY) == b"content", "this build still finds it"
    assert Cache(tmp_path / "cache").read("page", KEY) is None


def test_many_builds_leave_few_files_and_lose_nothing(cache: Cache) -> None:
    for number in range(60):
        cache.write("page", f"{number}", f"content {number}".encode())
        cache = again(cache)
    assert len(packs(cache)) <= 25
    assert [cache.read("page", f"{number}") for number in range(60)] == [f"content {n}".encode() for n in range(60)]


def test_one_build_that_keeps_often_loses_nothing(cache: Cache) -> None:
    for number in range(60):
        cache.write("page", f"{number}", f"content {number}".encode())
        cache.flush()
    for each in (cache, Cache(cache.folder)):
        assert [each.read("page", f"{number}") for number in range(60)] == [f"content {n}".encode() for n in range(60)]


def test_what_one_cache_drains_another_absorbs(cache: Cache, tmp_path: Path) -> None:
    cache.write("page", KEY, b"one")
    cache.write("markdown", KEY, b"two")
    other = Cache(tmp_path / "other")
    other.absorb(cache.drain())
    assert cache.drain() == []
    assert (cache.read("page", KEY), other.read("page", KEY), other.read("markdown", KEY)) == (None, b"one", b"two")


def test_a_process_that_stays_finds_what_it_stored_in_the_place_of_what_was_damaged(cache: Cache) -> None:
    cache.write("page", KEY, b"content")
    cache = again(cache)
    assert cache.read("page", KEY) == b"content"
    (pack,) = packs(cache)
    pack.write_bytes(b"damaged")
    assert cache.read("page", KEY) is None
    cache.write("page", KEY, b"content")
    cache.flush()
    assert cache.read("page", KEY) == b"content"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list the files that are open")
def test_a_process_that_stays_keeps_few_files_open(cache: Cache) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for number in range(60):
        cache.write("page", f"{number}", b"content")
        cache.flush()
        assert cache.read("page", "0") == b"content"
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 25


WRITER = """
import sys
from pathlib import Path
from fingerpost.engine.cache import Cache
name, folder = sys.argv[1:]
for number in range(60):
    cache = Cache(Path(folder))
    cache.write("page", f"{name} {number}", f"content {name} {number}".encode())
    cache.write("page", f"both {number}", f"content {number}".encode())
    cache.flush()
"""


def test_two_processes_at_once_lose_nothing_that_matters_and_leave_no_litter(tmp_path: Path) -> None:
    commands = [[sys.executable, "-c", WRITER, name, str(tmp_path / "cache")] for name in ("one", "two")]
    processes = [subprocess.Popen(command, cwd=CHECKOUT) for command in commands]
    assert [process.wait(100) for process in processes] == [0, 0]
    cache = Cache(tmp_path / "cache")
    assert {path.suffix for path in packs(cache)} == {".pack"}
    for number in range(60):
        for name in ("one", "two"):
            assert cache.read("page", f"{name} {number}") in (None, f"content {name} {number}".encode())
        assert cache.read("page", f"both {number}") in (None, f"content {number}".encode())


def test_what_is_held_is_read_and_neither_drained_nor_written(cache: Cache) -> None:
    cache.write("page", KEY, b"another's")
    cache.hold()
    cache.write("page", "cd" * 32, b"ours")
    assert cache.read("page", KEY) == b"another's"
    assert cache.drain() == [("page", "cd" * 32, b"ours", sha256(b"ours"))]
    assert again(cache).read("page", KEY) is None


def test_what_is_kept_has_its_own_digest_for_a_key(cache: Cache) -> None:
    key = cache.keep("record", b"content")
    assert key == sha256(b"content")
    cache.flush()
    assert again(cache).read("record", key) == b"content"


def test_what_is_written_for_want_of_room_is_not_kept_in_memory_as_well(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fingerpost.engine.cache._MOST_IN_MEMORY", 10)
    cache.write("page", KEY, b"much too long")
    for pack in (cache.folder / "page").iterdir():
        pack.unlink()
    assert cache.read("page", KEY) is None
