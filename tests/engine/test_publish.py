"""Publishing: the whole new site or the whole old one, and nothing of anybody else's."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish import MANIFEST, PublishError, Report, publish
from tests.building import contents

FACTS = {"today": "2026-11-21"}
SITE = {"index.html": b"home", "a/index.html": b"a", "assets/x.css": b"x"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "output"


def files(target: Path) -> dict[str, bytes]:
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_a_first_build_writes_everything_and_a_manifest(target: Path) -> None:
    assert publish(SITE, target, FACTS) == Report(3, 0, 0)
    found = files(target)
    manifest = json.loads(found.pop(MANIFEST))
    assert found == SITE
    assert manifest == {"today": "2026-11-21", "files": {path: sha256(SITE[path]) for path in sorted(SITE)}}


def test_the_report_counts_what_changed(target: Path) -> None:
    publish(SITE, target, FACTS)
    after = {"index.html": b"new home", "a/index.html": b"a", "b/index.html": b"b"}
    report = publish(after, target, FACTS)
    assert (report.written, report.unchanged, report.removed) == (2, 1, 1)
    assert {path: content for path, content in files(target).items() if path != MANIFEST} == after


def test_the_same_again_touches_nothing(target: Path) -> None:
    publish(SITE, target, FACTS)
    before = {path: path.stat() for path in target.rglob("*")}
    assert publish(SITE, target, FACTS) == Report(0, 3, 0)
    assert {path: path.stat() for path in target.rglob("*")} == before


def test_another_day_writes_another_manifest(target: Path) -> None:
    publish(SITE, target, FACTS)
    assert publish(SITE, target, {"today": "2026-11-22"}).written == 0
    assert json.loads((target / MANIFEST).read_text())["today"] == "2026-11-22"


def test_a_published_file_that_was_changed_or_lost_is_put_back(target: Path) -> None:
    publish(SITE, target, FACTS)
    (target / "index.html").write_bytes(b"hand-edited")
    (target / "assets/x.css").unlink()
    assert publish(SITE, target, FACTS).written == 2
    assert files(target)["index.html"] == b"home"
    assert files(target)["assets/x.css"] == b"x"


def test_a_file_may_become_a_folder_and_a_folder_a_file(target: Path) -> None:
    publish({"a": b"file", "b/c": b"inside"}, target, FACTS)
    publish({"a/b": b"inside", "b": b"file"}, target, FACTS)
    assert {path: content for path, content in files(target).items() if path != MANIFEST} == {
        "a/b": b"inside",
        "b": b"file",
    }


@pytest.mark.parametrize("name", ["mine.txt", "a/mine.txt", ".git/config", "MANIFEST.json"])
def test_a_foreign_file_is_named_and_nothing_is_touched(target: Path, name: str) -> None:
    publish(SITE, target, FACTS)
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text("mine")
    before = contents(target)
    with pytest.raises(PublishError, match="holds files that no build put there") as caught:
        publish({}, target, FACTS)
    assert f"\n  {name}\n" in str(caught.value)
    assert contents(target) == before


def test_many_foreign_files_are_counted(target: Path) -> None:
    target.mkdir()
    for number in range(12):
        (target / f"{number:02}").write_text("mine")
    with pytest.raises(PublishError, match="\n  09\n  and 2 more\n"):
        publish(SITE, target, FACTS)


def test_a_foreign_link_is_foreign_wherever_it_leads(target: Path, tmp_path: Path) -> None:
    publish(SITE, target, FACTS)
    (target / "link").symlink_to(tmp_path)
    with pytest.raises(PublishError, match="\n  link\n"):
        publish(SITE, target, FACTS)


def test_an_empty_folder_is_taken(target: Path) -> None:
    target.mkdir()
    assert publish(SITE, target, FACTS).written == 3


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../x", "a//b", "", ".", "a/."])
def test_a_path_that_leads_out_of_the_output_is_refused(target: Path, path: str) -> None:
    publish(SITE, target, FACTS)
    before = contents(target)
    with pytest.raises(PublishError, match="is no path inside the output"):
        publish({path: b"x"}, target, FACTS)
    assert contents(target) == before


def test_a_failed_build_leaves_the_old_site_and_no_staging(target: Path) -> None:
    publish(SITE, target, FACTS)
    before = contents(target)
    with pytest.raises(PublishError, match="could not be written"):
        publish({"a": b"file", "a/b": b"below a file"}, target, FACTS)
    assert contents(target) == before
    assert [path.name for path in target.parent.iterdir() if "staged" in path.name] == []


def test_what_a_killed_build_left_is_cleared_away(target: Path) -> None:
    left = target.parent / ".output-staged-dead"
    left.mkdir(parents=True)
    (left / "half").write_text("half")
    publish(SITE, target, FACTS)
    assert not left.exists()


def test_without_an_exchange_two_renames_put_the_site_in_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(SITE, target, FACTS)
    monkeypatch.setattr(sys, "platform", "other")
    assert publish({"index.html": b"new"}, target, FACTS) == Report(1, 0, 2, exchanged=False)
    assert files(target)["index.html"] == b"new"
    assert [path.name for path in target.parent.iterdir() if "staged" in path.name] == []


def test_the_folder_can_be_read_by_a_web_server(target: Path) -> None:
    publish(SITE, target, FACTS)
    assert target.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_was_never_there_is_made_with_those_above_it(tmp_path: Path) -> None:
    publish(SITE, tmp_path / "a/b/output", FACTS)
    assert (tmp_path / "a/b/output/index.html").is_file()


def test_a_damaged_manifest_makes_every_file_foreign(target: Path) -> None:
    publish(SITE, target, FACTS)
    (target / MANIFEST).write_text("{}")
    with pytest.raises(PublishError, match=r"index\.html"):
        publish(SITE, target, FACTS)
    assert (target / "index.html").is_file()


def test_every_file_can_be_read_by_a_web_server_whatever_the_umask(target: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(SITE, target, FACTS)
        after = os.umask(0o077)
    finally:
        os.umask(before)
    assert after == 0o077
    assert {path.stat().st_mode & 0o777 for path in target.rglob("*") if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in target.rglob("*") if path.is_file()} == {0o644}


@pytest.mark.parametrize("name", [".DS_Store", "a/.DS_Store", "Thumbs.db", "a/desktop.ini"])
def test_what_a_file_manager_leaves_is_nobody_s(target: Path, name: str) -> None:
    publish(SITE, target, FACTS)
    (target / name).write_bytes(b"icons")
    assert publish({**SITE, "index.html": b"new"}, target, FACTS).written == 1
    assert not (target / name).exists()


@pytest.mark.parametrize("name", [MANIFEST, "index.html"])
def test_a_pipe_in_the_output_is_foreign_and_is_not_waited_for(target: Path, name: str) -> None:
    publish(SITE, target, FACTS)
    (target / name).unlink()
    os.mkfifo(target / name)
    with pytest.raises(PublishError, match="holds files that no build put there"):
        publish(SITE, target, FACTS)


def test_a_manifest_that_is_deeper_than_any_makes_every_file_foreign(target: Path) -> None:
    publish(SITE, target, FACTS)
    (target / MANIFEST).write_text("[" * 200_000)
    with pytest.raises(PublishError, match="holds files that no build put there"):
        publish(SITE, target, FACTS)


def test_the_root_of_the_file_system_is_refused() -> None:
    with pytest.raises(PublishError, match="is the root of the file system"):
        publish(SITE, Path("/"), FACTS)


def test_the_folder_one_is_in_can_be_the_output(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.mkdir()
    monkeypatch.chdir(target)
    publish(SITE, Path(), FACTS)
    assert files(target)["index.html"] == b"home"
