"""Watching real files: what is told, how often, and what is not worth telling."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fingerpost.engine.watch import LONGEST_SECONDS, QUIET_SECONDS, Watch, passed_over

NAMES = frozenset({"content", "site.yaml", "templates"})
SILENCE = 0.3


class Told:
    """What a watch told, one after the other."""

    def __init__(self) -> None:
        self._told: queue.Queue[frozenset[Path] | None] = queue.Queue()

    def __call__(self, changed: frozenset[Path] | None) -> None:
        self._told.put(changed)

    def next(self) -> set[Path] | None:
        changed = self._told.get(timeout=10)
        return None if changed is None else set(changed)

    def everything(self) -> None:
        """Wait for word that everything has to be looked at, and for what follows it, if anything does."""
        while self.next() is not None:
            pass
        self.rest()

    def rest(self) -> list[frozenset[Path] | None]:
        """What is told before things are quiet."""
        rest = []
        while True:
            try:
                rest.append(self._told.get(timeout=SILENCE))
            except queue.Empty:
                return rest


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for folder in ("content/articles", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/articles/shame.md").write_text("one")
    (tmp_path / "site.yaml").write_text("one")
    return tmp_path


@pytest.fixture
def told(site: Path) -> Iterator[Told]:
    told = Told()
    with Watch({site: NAMES}, told):
        yield told


def test_a_saved_file_is_told_once(site: Path, told: Told) -> None:
    for path in (site / "content/articles/shame.md", site / "site.yaml"):
        path.write_text("two")
        assert told.next() == {path}
        assert told.rest() == []


def test_a_file_that_was_read_is_not_told(site: Path, told: Told) -> None:
    assert (site / "content/articles/shame.md").read_text() == "one"
    assert list((site / "content").rglob("*"))
    assert told.rest() == []


def test_what_is_saved_together_is_told_together(site: Path, told: Told) -> None:
    paths = {site / f"content/articles/a{number}.md" for number in range(20)}
    for path in paths:
        path.write_text("new")
    assert told.next() == paths
    assert told.rest() == []


def test_a_save_by_rename_is_one_change(site: Path, told: Told) -> None:
    path = site / "content/articles/shame.md"
    for beside in (".shame.md.swp", "shame.md~", "shame.md.tmp", "shame.md___jb_tmp___"):
        path.with_name(beside).write_text("two")
        path.with_name(beside).rename(path)
        assert told.next() == {path}
        assert told.rest() == []


def test_a_save_that_moves_the_old_file_away_first_is_one_change(site: Path, told: Told) -> None:
    path = site / "content/articles/shame.md"
    path.with_name("4913").write_text("")
    path.with_name("4913").unlink()
    path.rename(f"{path}~")
    path.write_text("two")
    Path(f"{path}~").unlink()
    assert told.next() == {path}
    assert told.rest() == []


def test_a_removed_file_is_told(site: Path, told: Told) -> None:
    path = site / "content/articles/shame.md"
    path.unlink()
    assert told.next() == {path}


def test_a_renamed_file_is_told_by_both_its_names(site: Path, told: Told) -> None:
    path = site / "content/articles/shame.md"
    path.rename(path.with_name("guilt.md"))
    assert told.next() == {path, path.with_name("guilt.md")}


def test_a_file_that_is_moved_away_is_told(site: Path, told: Told, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = site / "content/articles/shame.md"
    path.rename(tmp_path_factory.mktemp("elsewhere") / "shame.md")
    assert told.next() == {path}


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".shame.md.swp", "shame.md~", "#shame.md#", ".#shame.md", "4913", "a.tmp", "output", "node_modules"],
)
def test_what_is_none_of_the_site_is_passed_over(site: Path, told: Told, name: str) -> None:
    (site / "content/articles" / name).write_text("x")
    (site / name).mkdir()
    (site / name / "shame.md").write_text("x")
    (site / "another.md").write_text("not among the names that count")
    assert told.rest() == []


def test_the_names_of_records_and_pictures_are_not_passed_over() -> None:
    for name in ("shame.md", "cft.fr.md", "nora.mp4", "a.b.yaml", "tmp", "output.md", "4913.md", "a#b.md"):
        assert not passed_over(name)


def test_a_new_folder_is_looked_into_and_then_watched(site: Path, told: Told) -> None:
    folder = site / "content/concerns"
    folder.mkdir()
    (folder / "anger.md").write_text("one")
    told.everything()
    (folder / "anger.md").write_text("two")
    assert told.next() == {folder / "anger.md"}


def test_a_folder_that_is_moved_is_told(site: Path, told: Told) -> None:
    (site / "content/articles").rename(site / "content/essays")
    told.everything()
    (site / "content/essays/shame.md").write_text("two")
    assert told.next() == {site / "content/essays/shame.md"}


def test_content_that_is_removed_and_put_back_is_still_watched(site: Path, told: Told) -> None:
    shutil.copytree(site / "content", site / ".copy")
    shutil.rmtree(site / "content")
    told.everything()
    (site / ".copy").rename(site / "content")
    told.everything()
    (site / "content/articles/shame.md").write_text("two")
    assert told.next() == {site / "content/articles/shame.md"}


def test_a_name_that_did_not_exist_is_watched_once_it_does(tmp_path: Path) -> None:
    told = Told()
    with Watch({tmp_path: NAMES}, told):
        (tmp_path / "site.yaml").write_text("one")
        assert told.next() == {tmp_path / "site.yaml"}
        (tmp_path / "templates").mkdir()
        told.everything()
        (tmp_path / "templates/base.html").write_text("one")
        assert told.next() == {tmp_path / "templates/base.html"}


def test_very_many_changes_are_told_as_everything(site: Path, told: Told) -> None:
    for number in range(1500):
        (site / f"content/articles/a{number}.md").write_text("x")
    assert None in [told.next(), *told.rest()]


def test_changes_without_end_are_told_now_and_then(site: Path, told: Told) -> None:
    path = site / "content/articles/shame.md"
    ending = time.monotonic() + 3 * LONGEST_SECONDS
    while time.monotonic() < ending:
        path.write_text("again")
        time.sleep(QUIET_SECONDS / 4)
    assert told.next() == {path}
    assert told.next() == {path}


def test_what_changes_meanwhile_is_told_afterwards_and_never_two_at_once(site: Path) -> None:
    path, busy, go_on = site / "site.yaml", threading.Semaphore(0), threading.Event()
    at_once: list[int] = []
    most: list[int] = []
    told: list[set[Path]] = []

    def tell(changed: frozenset[Path] | None) -> None:
        at_once.append(1)
        most.append(len(at_once))
        told.append(set(changed or ()))
        busy.release()
        assert go_on.wait(10)
        at_once.pop()

    with Watch({site: NAMES}, tell):
        path.write_text("two")
        assert busy.acquire(timeout=10)
        for number in range(5):
            (site / f"content/articles/a{number}.md").write_text("x")
            time.sleep(2 * QUIET_SECONDS)
        go_on.set()
        assert busy.acquire(timeout=10)
        assert not busy.acquire(timeout=SILENCE)
    assert most == [1, 1]
    assert told == [{path}, {site / f"content/articles/a{number}.md" for number in range(5)}]


def test_it_ends_at_once_even_while_it_tells(site: Path) -> None:
    busy, never = threading.Event(), threading.Event()

    def tell(_: frozenset[Path] | None) -> None:
        busy.set()
        never.wait(20)

    with Watch({site: NAMES}, tell):
        (site / "site.yaml").write_text("two")
        assert busy.wait(10)
        ending = time.monotonic()
    assert time.monotonic() - ending < 3
    never.set()
