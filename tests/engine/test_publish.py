"""Publishing: the whole new site or the whole old one, and nothing of anybody else's."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.engine.crew import can_copy
from fingerpost.engine.digest import sha256
from fingerpost.engine.publish import MANIFEST, Publisher, PublishError, Report, Site, forget, publish_site, verify
from fingerpost.engine.stamps import Seal, intact
from tests.building import CHECKOUT, contents

FACTS = {"today": "2026-11-21"}
NOTHING: dict[str, bytes] = {}
SITE = {"index.html": b"home", "a/index.html": b"a", "assets/x.css": b"x"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "output"


def publish(
    outputs: Mapping[str, bytes],
    target: Path,
    facts: Mapping[str, str],
    sealed: Seal | None = None,
    keep_foreign: bool = False,
) -> Report:
    return publish_site(site_of(outputs, facts), target, sealed, keep_foreign)


def site_of(outputs: Mapping[str, bytes], facts: Mapping[str, str] = FACTS) -> Site:
    return Site({path: sha256(content) for path, content in outputs.items()}, outputs.__getitem__, facts)


def files(target: Path) -> dict[str, bytes]:
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_a_first_build_writes_everything_and_a_manifest(target: Path) -> None:
    assert publish(SITE, target, FACTS) == Report(3, 0, 0)
    found = files(target)
    manifest = json.loads(found.pop(MANIFEST))
    assert found == SITE
    assert manifest == {"today": "2026-11-21", "files": {path: sha256(SITE[path]) for path in sorted(SITE)}}


@pytest.mark.skipif(not can_copy(), reason="this system cannot copy a process safely")
def test_what_a_copy_that_was_killed_did_not_finish_is_written_here(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fingerpost.engine.publish.change.cores", lambda: 2)
    site = {f"{kind}/{number}/index.html": b"%d" % number for kind in "abc" for number in range(200)}
    here, killed_at = os.getpid(), "c/100/index.html"

    def load(path: str) -> bytes:
        if path == killed_at and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        loaded.append(path)
        return site[path]

    loaded: list[str] = []
    publish_site(Site({path: sha256(content) for path, content in site.items()}, load, FACTS), target)
    assert killed_at in loaded
    found = files(target)
    assert MANIFEST in found
    assert {path: content for path, content in found.items() if path != MANIFEST} == site


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


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


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


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../x", "a//b", "", ".", "a/.", "a\0b", "\ud800"])
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
    assert beside(target) <= {"output", ".output.lock", ".output-previous"}


def test_without_an_exchange_two_renames_put_the_site_in_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(SITE, target, FACTS)
    monkeypatch.setattr(sys, "platform", "other")
    assert publish({"index.html": b"new"}, target, FACTS) == Report(1, 0, 2, exchanged=False)
    assert files(target)["index.html"] == b"new"
    assert beside(target) <= {"output", ".output.lock", ".output-previous"}


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


@pytest.mark.parametrize("umask", [0o077, 0o002])
@pytest.mark.parametrize("early", [0, 1, 3], ids=["all at once", "one before", "all before"])
def test_every_file_can_be_read_by_a_web_server_whatever_the_umask(target: Path, umask: int, early: int) -> None:
    before = os.umask(umask)
    try:
        with Publisher(target, {}) as publisher:
            if early:
                publisher.stage(staged(SITE)[:early])
                assert spare(target).parent.stat().st_mode & 0o777 == 0o700
            publisher.publish(site_of(SITE))
        after = os.umask(umask)
    finally:
        os.umask(before)
    assert after == umask
    folders = (target, *(path for path in target.rglob("*") if path.is_dir()))
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}
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


# The seal, which spares reading, and the previous site, of which the next one is made.


def once(outputs: Mapping[str, bytes], target: Path, sealed: Seal | None = None) -> Report:
    return publish(outputs, target, FACTS, sealed)


def edited(number: int) -> dict[str, bytes]:
    return {**SITE, "index.html": b"edit %d" % number, f"new-{number}/index.html": b"new"}


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def spare(target: Path) -> Path:
    return target.parent / ".output-previous" / "site"


def test_only_new_and_different_files_are_asked_for(target: Path) -> None:
    once(SITE, target)
    asked: list[str] = []

    def load(path: str) -> bytes:
        asked.append(path)
        return edited(1)[path]

    digests = {path: sha256(content) for path, content in edited(1).items()}
    publish_site(Site(digests, load, FACTS), target)
    assert sorted(asked) == ["index.html", "new-1/index.html"]


def test_content_that_is_not_what_was_announced_is_not_published(target: Path) -> None:
    once(SITE, target)
    before = contents(target)
    with pytest.raises(PublishError, match=r'The content of "index\.html" is not what the build made'):
        publish_site(Site({"index.html": sha256(b"announced")}, lambda _: b"other", FACTS), target)
    assert contents(target) == before
    assert beside(target) == {"output", ".output.lock"}


def test_a_fault_while_loading_leaves_the_old_site(target: Path) -> None:
    once(SITE, target)
    before = contents(target)
    with pytest.raises(KeyError):
        publish_site(Site({"index.html": sha256(b"x")}, NOTHING.__getitem__, FACTS), target)
    assert contents(target) == before


def test_a_site_cannot_hold_a_file_with_the_name_of_the_manifest(target: Path) -> None:
    with pytest.raises(PublishError, match=r"has the path manifest\.json"):
        once({MANIFEST: b"{}"}, target)


def test_what_was_published_is_as_sealed_until_anything_changes(target: Path) -> None:
    for number in range(4):
        seal = once(edited(number), target).seal
        assert intact(target, seal)
        seal = once(edited(number), target, seal).seal
        assert intact(target, seal)


@pytest.mark.parametrize(
    "change",
    [
        lambda target: (target / "mine.txt").write_text("mine"),
        lambda target: (target / "a/mine.txt").write_text("mine"),
        lambda target: (target / "empty").mkdir(),
        lambda target: (target / "index.html").unlink(),
        lambda target: (target / "index.html").write_bytes(b"edit 4"),
        lambda target: (target / "index.html").chmod(0o600),
        lambda target: (target / MANIFEST).write_bytes((target / MANIFEST).read_bytes()),
        lambda target: (target / "a").rename(target / "b"),
        lambda target: (target / "assets/x.css").rename(target / "assets/y.css"),
    ],
)
def test_whatever_changes_in_the_output_shows_in_its_seal(target: Path, change: Callable[[Path], object]) -> None:
    for number in range(4):
        seal = once(edited(number), target).seal
    change(target)
    assert not intact(target, seal)


def test_a_file_with_its_old_time_and_size_is_seen_to_be_different(target: Path) -> None:
    seal = once(SITE, target).seal
    at = (target / "index.html").stat()
    (target / "index.html").write_bytes(b"hone")
    os.utime(target / "index.html", ns=(at.st_atime_ns, at.st_mtime_ns))
    assert not intact(target, seal)
    assert once(SITE, target, seal).written == 1
    assert files(target)["index.html"] == b"home"


def test_many_publishings_from_the_previous_site_equal_one_from_nothing(target: Path, tmp_path: Path) -> None:
    seal: Seal = {}
    for number in (1, 2, 2, 3, 1, 0, 3):
        seal = once(edited(number), target, seal).seal
        once(edited(number), tmp_path / f"fresh/{number}/output")
        assert files(target) == files(tmp_path / f"fresh/{number}/output")
        assert verify(target) == ()
        assert beside(target) - {"fresh"} <= {"output", ".output.lock", ".output-previous"}
        assert {path.name for path in target.iterdir()} == {MANIFEST, *(path.split("/")[0] for path in edited(number))}


def test_the_next_site_is_made_of_the_previous_one(target: Path) -> None:
    seal = once(SITE, target).seal
    seal = once(edited(1), target, seal).seal
    previous = spare(target).stat().st_ino
    once(edited(2), target, seal)
    assert target.stat().st_ino == previous
    assert files(spare(target))["index.html"] == b"edit 1"


def test_the_two_sites_share_the_files_they_have_in_common_and_no_other(target: Path) -> None:
    seal = once(SITE, target).seal
    for number in range(4):
        seal = once(edited(number), target, seal).seal
        new, old = inodes(target), inodes(spare(target))
        assert {path for path in new if new[path] == old.get(path)} == {"a/index.html", "assets/x.css"}


@pytest.mark.parametrize("died", ["after", "amid", "before the record"])
def test_what_a_dead_build_left_of_the_previous_site_is_used(target: Path, died: str) -> None:
    seal = once(SITE, target).seal
    seal = once(edited(1), target, seal).seal
    if died != "after":
        (spare(target).parent / "stamps").unlink()
    if died == "amid":
        (spare(target) / "index.html").unlink()
        (spare(target) / "new-2").mkdir()
        (spare(target) / "new-2/index.html").write_bytes(b"ne")
        (spare(target) / "new-9").mkdir()
    previous = spare(target).stat().st_ino
    once(edited(2), target, seal)
    assert target.stat().st_ino == previous
    assert verify(target) == ()
    assert {path.name for path in target.iterdir()} == {MANIFEST, *(path.split("/")[0] for path in edited(2))}


@pytest.mark.parametrize(
    "harm",
    [
        lambda tree: (tree / "index.html").write_bytes(b"harm"),
        lambda tree: (tree / "a/index.html").write_bytes(b"harm"),
        lambda tree: (tree / "a/index.html").unlink(),
        lambda tree: (tree / "mine.txt").write_bytes(b"harm"),
        lambda tree: (tree / "a/mine").mkdir(),
        lambda tree: (tree / MANIFEST).write_bytes(b"{}"),
        lambda tree: (tree.parent / "stamps").write_bytes((tree.parent / "stamps").read_bytes()[:-1]),
        lambda tree: (tree.parent / "stamps").write_bytes(b""),
        lambda tree: (tree.parent / "stamps").unlink(),
        lambda tree: tree.rename(tree.parent / "aside"),
    ],
)
@pytest.mark.parametrize("sealed", [True, False])
def test_a_previous_site_that_somebody_touched_does_no_harm(
    target: Path, harm: Callable[[Path], object], sealed: bool
) -> None:
    seal = once(SITE, target).seal
    seal = once(edited(1), target, seal).seal
    harm(spare(target))
    once(edited(2), target, seal if sealed else {})
    assert verify(target) == ()
    assert {path.name for path in spare(target).parent.glob("*")} <= {"site", "stamps"}


def test_a_file_changed_in_both_sites_and_mended_in_one_is_not_published(target: Path) -> None:
    seal = once(SITE, target).seal
    seal = once(edited(1), target, seal).seal
    # One file with two names, so both change. What takes its place has the right content, and one name.
    (target / "a/index.html").write_bytes(b"harm")
    (target / "mended").write_bytes(b"a")
    (target / "mended").rename(target / "a/index.html")
    assert files(spare(target))["a/index.html"] == b"harm"
    once(edited(2), target, seal)
    assert verify(target) == ()


def test_a_manifest_that_somebody_changed_is_not_believed(target: Path) -> None:
    seal = once(SITE, target).seal
    listed = json.loads((target / MANIFEST).read_bytes())
    listed["files"]["index.html"] = sha256(edited(1)["index.html"])
    (target / MANIFEST).write_text(json.dumps(listed))
    once(edited(1), target, seal)
    assert verify(target) == ()


def test_a_file_that_nobody_else_may_read_any_more_is_written_anew(target: Path) -> None:
    seal = once(SITE, target).seal
    (target / "index.html").chmod(0o600)
    assert once(SITE, target, seal).written == 1
    assert (target / "index.html").stat().st_mode & 0o777 == 0o644


def test_an_old_seal_does_no_harm(target: Path) -> None:
    old = once(edited(1), target).seal
    once(edited(2), target)
    once(edited(3), target)
    assert once(edited(2), target, old).written == 2
    assert verify(target) == ()


@pytest.fixture(params=["in a copy", "here"])
def looked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks are made in a copy of the process, or where none is worth while."""
    if request.param == "in a copy":
        if not can_copy():
            pytest.skip("this system cannot copy a process safely")
        monkeypatch.setattr("fingerpost.engine.publish.site._MANY", 1)


@pytest.mark.usefixtures("looked")
def test_what_was_looked_at_before_is_published_as_ever(target: Path) -> None:
    for version in (SITE, SITE | {"b/index.html": b"b"}, {"index.html": b"new home"}, SITE):
        seal = publish(version, target, FACTS).seal
        after = version | {"index.html": b"newer home"}
        with Publisher(target, seal) as publisher:
            publisher.look()
            publisher.publish(site_of(after))
        assert files(target).keys() - {MANIFEST} == after.keys()
        assert not verify(target)


@pytest.mark.usefixtures("looked")
def test_what_somebody_changes_after_the_look_is_put_right_by_the_next_build(target: Path) -> None:
    seal = publish(SITE, target, FACTS).seal
    with Publisher(target, seal) as publisher:
        publisher.look()
        publisher._begun.intact.end()  # type: ignore[union-attr]
        (target / "a/index.html").write_bytes(b"by hand")
        report = publisher.publish(site_of(SITE | {"index.html": b"new home"}))
    publish(SITE | {"index.html": b"new home"}, target, FACTS, report.seal)
    assert files(target)["a/index.html"] == b"a"
    assert not verify(target)


@pytest.mark.usefixtures("looked")
def test_a_foreign_file_that_was_there_at_the_look_is_refused_when_it_is_published(target: Path) -> None:
    seal = publish(SITE, target, FACTS).seal
    (target / "own.txt").write_bytes(b"somebody's")
    with Publisher(target, seal) as publisher:
        publisher.look()
        with pytest.raises(PublishError, match=r"own\.txt"):
            publisher.publish(site_of(SITE | {"b": b"b"}))
    assert files(target)["own.txt"] == b"somebody's"


def test_what_cannot_be_looked_at_is_told_when_it_is_published(target: Path) -> None:
    target.mkdir()
    target.with_name(".output-previous").write_bytes(b"a file")
    with Publisher(target, {}) as publisher:
        publisher.look()
        with pytest.raises(PublishError, match="is no folder"):
            publisher.publish(site_of(SITE))


def test_a_look_at_nothing_leaves_nothing(target: Path) -> None:
    for place in (target, target / "below", Path("/")):
        with Publisher(place, {}) as publisher:
            publisher.look()
    assert list(target.parent.iterdir()) == []


WAITS = """
import sys
from pathlib import Path
from tests.engine.test_publish import SITE, publish
print("asking", flush=True)
publish(SITE | {"index.html": b"theirs"}, Path(sys.argv[1]), {})
"""


def test_from_the_look_on_nobody_else_publishes(target: Path) -> None:
    seal = publish(SITE, target, FACTS).seal
    with Publisher(target, seal) as publisher:
        publisher.look()
        other = subprocess.Popen([sys.executable, "-c", WAITS, str(target)], cwd=CHECKOUT, stdout=subprocess.PIPE)
        with other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"asking\n"
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(0.2)
            assert publisher.publish(site_of(SITE | {"index.html": b"ours"})).written == 1
            assert other.wait(20) == 0
    assert files(target)["index.html"] == b"theirs"


def staged(outputs: Mapping[str, bytes]) -> list[tuple[str, str, bytes]]:
    return [(path, sha256(content), content) for path, content in outputs.items()]


def test_a_first_site_that_was_staged_is_as_any_other(target: Path) -> None:
    once(SITE, target.with_name("at once"))
    with Publisher(target, {}) as publisher:
        publisher.stage(staged({"index.html": SITE["index.html"]}))
        assert not target.exists()
        publisher.stage(staged({"a/index.html": SITE["a/index.html"]}))
        assert (spare(target) / "a/index.html").read_bytes() == b"a"
        report = publisher.publish(Site(site_of(SITE).digests, {"assets/x.css": b"x"}.__getitem__, FACTS))
    assert report == Report(3, 0, 0)
    assert contents(target) == contents(target.with_name("at once"))
    assert {each.stat().st_mode & 0o777 for each in target.rglob("*") if each.is_file()} == {0o644}
    assert beside(target) == {"output", ".output.lock", "at once", ".at once.lock"}
    assert once(SITE, target, report.seal) == Report(0, 3, 0)
    assert intact(target, report.seal)


def test_what_was_staged_and_is_not_wanted_is_not_published(target: Path) -> None:
    with Publisher(target, {}) as publisher:
        publisher.stage(staged({"index.html": b"old home", "b/c/index.html": b"c", "a/index.html": b"a"}))
        publisher.publish(site_of(SITE))
    assert {path: content for path, content in files(target).items() if path != MANIFEST} == SITE
    assert not (target / "b").exists()
    assert not verify(target)


def test_nothing_is_staged_where_a_site_stands(target: Path) -> None:
    once(SITE, target)
    files_of = iter(staged(SITE))
    with Publisher(target, {}) as publisher:
        publisher.stage(files_of)
        publisher.look()
        publisher.stage(files_of)
    assert len([*files_of]) == len(SITE)
    assert not spare(target).exists()


def test_a_staged_site_that_is_not_published_leaves_nothing(target: Path) -> None:
    with Publisher(Path("/"), {}) as publisher:
        publisher.stage(staged(SITE))
    with Publisher(target, {}) as publisher:
        publisher.stage(staged(SITE))
        assert spare(target).exists()
    assert beside(target) == {".output.lock"}


@pytest.mark.parametrize("wrong", ["../x", "a\0b", "index.html/x", "index.html", "a"])
def test_what_cannot_be_staged_is_told_when_it_is_published(target: Path, wrong: str) -> None:
    with Publisher(target, {}) as publisher:
        publisher.stage([*staged(SITE), (wrong, sha256(b"x"), b"x")])
        publisher.stage(staged({"more": b"more"}))
        assert not (spare(target) / "more").exists()
        publisher.publish(site_of(SITE))
    assert {path: content for path, content in files(target).items() if path != MANIFEST} == SITE
    with Publisher(target.with_name("another"), {}) as publisher:
        publisher.stage(staged({"x": b"x"}))
        with pytest.raises(PublishError, match="is no path inside the output"):
            publisher.publish(site_of(SITE | {"../x": b"x"}))
    assert beside(target) == {"output", ".output.lock", ".another.lock"}


def test_other_bytes_than_were_promised_are_not_staged(target: Path) -> None:
    with Publisher(target, {}) as publisher:
        publisher.stage([("index.html", sha256(b"home"), b"hoem")])
        publisher.publish(site_of(SITE))
    assert files(target)["index.html"] == b"home"


def test_what_comes_while_a_site_is_staged_is_not_overwritten(target: Path) -> None:
    with Publisher(target, {}) as publisher:
        publisher.stage(staged(SITE))
        target.mkdir()
        (target / "own.txt").write_bytes(b"somebody's")
        with pytest.raises(PublishError, match=r"own\.txt"):
            publisher.publish(site_of(SITE))
    assert files(target) == {"own.txt": b"somebody's"}
    with Publisher(target, {}, keep_foreign=True) as publisher:
        publisher.publish(site_of(SITE))
    assert files(target).keys() == {"own.txt", MANIFEST, *SITE}


def test_what_a_killed_build_staged_is_gone_after_the_next(target: Path) -> None:
    old = spare(target) / "old/index.html"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"of a build that was killed")
    with Publisher(target, {}) as publisher:
        publisher.stage(staged({"index.html": b"home"}))
        publisher.publish(site_of(SITE))
    assert files(target).keys() == {MANIFEST, *SITE}


def test_an_empty_folder_of_somebody_else_is_gone_after_the_next_change(target: Path) -> None:
    seal = once(SITE, target).seal
    (target / "empty/deeper").mkdir(parents=True)
    for number in range(3):
        seal = once(edited(number), target, seal).seal
        assert not (target / "empty").exists()


def test_nobody_but_the_builder_reads_the_previous_site(target: Path) -> None:
    once(SITE, target)
    once(edited(1), target)
    assert spare(target).parent.stat().st_mode & 0o777 == 0o700


def test_the_previous_site_can_be_forgotten(target: Path) -> None:
    forget(target)
    assert not target.parent.exists() or beside(target) == set()
    once(SITE, target)
    once(edited(1), target)
    forget(target)
    assert beside(target) == {"output", ".output.lock"}
    assert verify(target) == ()


def test_a_site_left_aside_between_two_renames_is_put_back(target: Path) -> None:
    seal = once(SITE, target).seal
    once(edited(1), target, seal)
    before = files(target)
    target.rename(spare(target).with_name("aside"))
    with pytest.raises(KeyError):
        publish_site(Site({"index.html": sha256(b"x")}, NOTHING.__getitem__, FACTS), target)
    assert files(target) == before


def test_a_folder_of_somebody_else_with_the_name_of_the_previous_site_is_left_alone(target: Path) -> None:
    once(SITE, target)
    backup = target.with_name(".output-previous")
    backup.mkdir()
    (backup / "index.html").write_text("mine")
    with pytest.raises(PublishError, match=r"holds what no build put there: index\.html"):
        once(edited(1), target)
    with pytest.raises(PublishError, match="holds what no build put there"):
        forget(target)
    assert (backup / "index.html").read_text() == "mine"
    assert files(target)["index.html"] == b"home"


# Foreign files that are to be kept.


def foreign(target: Path) -> None:
    (target / ".git/refs").mkdir(parents=True)
    (target / ".git/HEAD").write_text("ref")
    (target / "a/mine.txt").write_text("mine")
    (target / "link").symlink_to("nowhere")


def test_foreign_files_are_carried_over_and_stay_the_same_files(target: Path) -> None:
    once(edited(1), target, once(SITE, target).seal)
    foreign(target)
    before = inodes(target)
    for number in range(3):
        report = publish({"index.html": b"%d" % number}, target, FACTS, keep_foreign=True)
        assert report.kept == 3
        assert json.loads((target / MANIFEST).read_bytes())["files"].keys() == {"index.html"}
        after = inodes(target)
        assert {path: after[path] for path in (".git/HEAD", "a/mine.txt")} == {
            path: before[path] for path in (".git/HEAD", "a/mine.txt")
        }
        assert (target / ".git/refs").is_dir()
        assert (target / "link").readlink() == Path("nowhere")
        assert intact(target, report.seal)


def test_foreign_files_that_were_kept_are_refused_without_the_option(target: Path) -> None:
    once(SITE, target)
    foreign(target)
    seal = publish(SITE, target, FACTS, keep_foreign=True).seal
    for sealed in (seal, {}):
        with pytest.raises(PublishError, match=r"\n  \.git/HEAD\n  a/mine\.txt\n  link\n"):
            publish(SITE, target, FACTS, sealed)


@pytest.mark.parametrize("path", ["a/mine.txt", "a/mine.txt/index.html", ".git"])
def test_a_foreign_file_in_the_way_of_a_new_one_is_never_overwritten(target: Path, path: str) -> None:
    once(SITE, target)
    foreign(target)
    before = contents(target)
    with pytest.raises(PublishError, match="where the new site has its own"):
        publish({path: b"new"}, target, FACTS, keep_foreign=True)
    assert contents(target) == before


def test_foreign_pipes_and_sockets_are_carried_over_unopened(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once(SITE, target)
    os.mkfifo(target / "pipe")
    monkeypatch.chdir(target)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("socket")
    assert publish(edited(1), target, FACTS, keep_foreign=True).kept == 2
    assert (target / "pipe").is_fifo()
    assert (target / "socket").is_socket()


# The lock.


@pytest.mark.parametrize(
    "make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to(path)]
)
def test_something_else_with_the_name_of_the_lock_is_refused_and_not_waited_for(
    target: Path, make: Callable[[Path], None]
) -> None:
    make(target.with_name(".output.lock"))
    with pytest.raises(PublishError, match=r"\.output\.lock is no file"):
        once(SITE, target)
    assert not target.exists()
    assert not (target.parent / "nowhere").exists()


# Whatever happened in between.

PATHS = ("index.html", "a/index.html", "a/b/index.html", "c", "c/index.html", "assets/x.css")
TEXTS = st.sampled_from([b"one", b"two", b"six"])
SITES = st.dictionaries(st.sampled_from(PATHS), TEXTS).filter(lambda site: not {"c", "c/index.html"} <= site.keys())


def write(file: Path) -> None:
    file.write_bytes(b"bad")


def write_and_mend(file: Path) -> None:
    """In place, so that every name of the file changes; then a new file under this name only."""
    content = file.read_bytes()
    file.write_bytes(b"bad")
    file.with_name("mended").write_bytes(content)
    file.with_name("mended").rename(file)


def write_with_its_old_time(file: Path) -> None:
    at = file.stat()
    file.write_bytes(b"bad")
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))


HARMS = st.sampled_from([write, write_and_mend, write_with_its_old_time, Path.unlink])


class Step(NamedTuple):
    site: dict[str, bytes]
    harms: list[tuple[bool, int, Callable[[Path], None]]]
    seal: int


STEPS = st.builds(
    Step,
    SITES,
    st.lists(st.tuples(st.booleans(), st.integers(0, 9), HARMS), max_size=2),
    st.sampled_from([1, 1, 2, 99]),
)


@settings(max_examples=150)
@given(st.lists(STEPS, min_size=2, max_size=7))
def test_whatever_happened_to_the_output_and_the_previous_site_the_next_is_right(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "output"
        seals: list[Seal] = []
        for step in steps:
            for in_spare, number, harm in step.harms:
                tree = spare(target) if in_spare else target
                found = sorted(path for path in tree.rglob("*") if path.is_file() and path.name != MANIFEST)
                if found:
                    harm(found[number % len(found)])
            report = once(step.site, target, seals[-step.seal] if step.seal <= len(seals) else {})
            seals.append(report.seal)
            # What was harmed in this very tick of the clock gets no seal.
            assert intact(target, report.seal) or not report.seal
            assert verify(target) == ()
            assert {path: content for path, content in files(target).items() if path != MANIFEST} == step.site
            assert {path for path in target.rglob("*") if path.is_dir() and not any(path.iterdir())} == set()
