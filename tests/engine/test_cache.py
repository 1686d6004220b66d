"""Memoised steps: what cannot be trusted is a miss, and never a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.engine.cache import Cache

KEY = "ab" * 32


def entry(cache: Cache) -> Path:
    (found,) = (path for path in cache.folder.rglob("*") if path.is_file())
    return found


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_was_written_is_read(cache: Cache) -> None:
    for content in (b"", b"content", bytes(range(256)) * 100):
        cache.write("page", KEY, content)
        assert cache.read("page", KEY) == content


def test_what_was_never_written_is_a_miss(cache: Cache) -> None:
    assert cache.read("page", KEY) is None


def test_steps_and_keys_do_not_share_entries(cache: Cache) -> None:
    cache.write("page", KEY, b"one")
    assert cache.read("markdown", KEY) is None
    assert cache.read("page", "cd" * 32) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_entry_is_a_miss(cache: Cache, data: st.DataObject) -> None:
    cache.write("page", KEY, b"some content of a page")
    path = entry(cache)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    assert cache.read("page", KEY) is None


@pytest.mark.parametrize(
    "content", [b"", b"x", b"0" * 63, b"0" * 64, b"foreign bytes, and many more of them than a stamp has"]
)
def test_a_foreign_or_cut_entry_is_a_miss(cache: Cache, content: bytes) -> None:
    cache.write("page", KEY, b"content")
    entry(cache).write_bytes(content)
    assert cache.read("page", KEY) is None


def test_a_miss_is_mended_by_writing_again(cache: Cache) -> None:
    cache.write("page", KEY, b"content")
    entry(cache).write_bytes(b"damaged")
    cache.write("page", KEY, b"content")
    assert cache.read("page", KEY) == b"content"


def test_writing_leaves_no_temporary_file(cache: Cache) -> None:
    cache.write("page", KEY, b"content")
    assert len([path for path in cache.folder.rglob("*") if path.is_file()]) == 1


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.write("page", KEY, b"content")
    assert cache.read("page", KEY) is None


def test_a_folder_in_the_place_of_an_entry_is_a_miss(cache: Cache) -> None:
    cache.write("page", KEY, b"content")
    path = entry(cache)
    path.unlink()
    path.mkdir()
    assert cache.read("page", KEY) is None
    cache.write("page", KEY, b"content")
    assert [each.name for each in path.parent.iterdir()] == [path.name], "no temporary file is left"
