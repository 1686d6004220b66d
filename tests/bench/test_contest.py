"""The contest: rounds in turn that go on where they stopped, and no measure of a build that does not show an edit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.contest import Contest, Rules
from bench.documents import MadeUp
from bench.peers.peer import Peer
from bench.plan import LEAST_PAGES, Plan
from bench.results import Size
from bench.served import measure
from bench.timing import Command

# One program that is a generator: each file becomes a page with all its lines, and a list has the titles.
GENERATOR = """
import pathlib, re, sys
listed = []
for path in sorted(pathlib.Path("texts").glob("*.md")):
    text = path.read_text()
    page = pathlib.Path("public/articles", path.stem, "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    if "stale" not in sys.argv or not page.exists():
        page.write_text(text)
    listed.append(re.search("^title: (.*)", text)[1])
pathlib.Path("public/articles/index.html").write_text("\\n".join(listed))
with open("builds.log", "a") as log:
    log.write("built\\n")
"""


class Plain(Peer):
    """A peer that is as small as can be."""

    name = "Plain"
    version = "1"
    made = ("public",)
    output = "public"
    source = "texts/{id}.md"
    options: tuple[str, ...] = ()

    def prepare(self, site: MadeUp, folder: Path) -> None:
        (folder / "texts").mkdir()
        for document in site.section("articles"):
            text = f"title: {document.title}\n\n{document.text}"
            (folder / "texts" / f"{document.id}.md").write_text(text, encoding="utf-8")

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command((sys.executable, "-c", GENERATOR, *self.options), folder),)


class Stale(Plain):
    """It never writes a page again."""

    name = "Stale"
    options = ("stale",)


class Files(Peer):
    """A server of files, in which an article is its own page."""

    name = "Files"
    version = "1"
    made = ()
    output = "."
    source = "{section}/{id}/index.html"

    def prepare(self, site: MadeUp, folder: Path) -> None:
        (folder / "articles" / site.edited).mkdir(parents=True)
        self.file(folder, site.edited).write_text("title: One\n\nText.\n", encoding="utf-8")

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return ()

    def server(self, folder: Path, port: int) -> Command:
        return Command((sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)), folder)


class Broken(Files):
    """A server that does not start."""

    def server(self, folder: Path, port: int) -> Command:
        return Command((sys.executable, "-c", "raise SystemExit('no port for me')"), folder)


@pytest.fixture(scope="module")
def site() -> MadeUp:
    return MadeUp.of(Plan.of(LEAST_PAGES, 0, seed=1))


def contest(site: MadeUp, size: Size, scratch: Path, rules: Rules, saved: list[str]) -> Contest:
    return Contest(site, size, scratch, rules, lambda: saved.append("saved"), lambda _: None)


def test_all_kinds_are_measured_in_each_round_and_kept_at_once(site: MadeUp, tmp_path: Path) -> None:
    size, saved = Size(12, 0, 1), list[str]()
    contest(site, size, tmp_path, Rules(rounds=2, titles=1), saved).run((Plain(),))
    builds = size.builds["Plain"]
    counted = {kind: len(runs) for kind, runs in builds.runs.items()}
    assert counted == {"cold": 2, "again": 2, "first": 2, "edit": 2, "title": 1}
    assert not builds.fault
    assert saved == ["saved", "saved"]


def test_a_contest_goes_on_where_it_was(site: MadeUp, tmp_path: Path) -> None:
    size = Size(12, 0, 1)
    contest(site, size, tmp_path, Rules(rounds=1), []).run((Plain(),))
    contest(site, size, tmp_path, Rules(rounds=2), []).run((Plain(),))
    assert size.builds["Plain"].rounds() == 2
    assert (tmp_path / "plain" / "builds.log").read_text() == "built\n" * 10


def test_a_build_that_does_not_show_an_edit_is_no_measure(site: MadeUp, tmp_path: Path) -> None:
    size = Size(12, 0, 1)
    contest(site, size, tmp_path, Rules(rounds=3), []).run((Stale(), Plain()))
    assert "missing from index.html" in size.builds["Stale"].fault
    assert size.builds["Stale"].runs == {}
    assert size.builds["Plain"].rounds() == 3


def test_who_is_slow_is_measured_once_and_said_to_be(site: MadeUp, tmp_path: Path) -> None:
    size = Size(12, 0, 1)
    contest(site, size, tmp_path, Rules(rounds=3, patience=0), []).run((Plain(),))
    assert [len(runs) for runs in size.builds["Plain"].runs.values()] == [1]
    assert "cold alone" in size.builds["Plain"].fault


def test_a_saved_sentence_is_timed_until_it_is_served(site: MadeUp, tmp_path: Path) -> None:
    peer = Files()
    peer.prepare(site, tmp_path)
    served = measure(peer, site, tmp_path, sentences=1, titles=0)
    assert not served.fault
    assert 0 < served.sentences[0] < 60_000


def test_a_server_that_does_not_start_says_why(site: MadeUp, tmp_path: Path) -> None:
    assert "no port for me" in measure(Broken(), site, tmp_path, sentences=1).fault
