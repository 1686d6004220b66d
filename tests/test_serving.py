"""The preview as a whole: real files are edited, and a real server shows what came of it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fingerpost.engine.server import HOST
from fingerpost.engine.snapshot import Snapshot
from fingerpost.serving import Serving
from tests.building import CHECKOUT, TODAY, contents, copy_of
from tests.previewing import PATIENCE, Previewed, ask, listening, previewed

ABOUT = "content/pages/about.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_of("minimal", tmp_path / "site")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def without_cache(site: Path) -> set[str]:
    return {path for path in contents(site) if not path.startswith(".cache/")}


def shown(running: Previewed, target: str = "/about/") -> str:
    answer = ask(running.port, target)
    assert answer.status == 200
    return answer.body.decode()


def test_a_change_is_served_and_told_and_nothing_is_written(site: Path) -> None:
    before = without_cache(site)
    with previewed(site) as running, listening(running.port, "/about/") as words:
        words.next()
        with (site / ABOUT).open("a", encoding="utf-8") as file:
            file.write("\nA sentence that is new.\n")
        assert words.next()["reload"] is True
        assert "A sentence that is new." in shown(running)
    assert without_cache(site) == before


@pytest.mark.parametrize(
    ("path", "broken", "code"),
    [
        (ABOUT, "---\ntitel: About\n---\n", "missing-key"),
        (ABOUT, "---\ntitle: [\n---\n", "yaml-syntax"),
        ("content/pages/about.yaml", "title: x\n", "misplaced-file"),
        ("site_config.yaml", "name: [\n", "yaml-syntax"),
        ("site_config.yaml", "", "empty-file"),
        ("templates/pages/page.html", "{% if %}", "template"),
        ("templates/pages/page.html", "{{ nobody.knows }}", "template"),
    ],
)
def test_the_last_good_site_outlives_what_is_broken_until_it_is_mended(
    site: Path, path: str, broken: str, code: str
) -> None:
    (site / "templates").mkdir()
    file = site / path
    good = file.read_text("utf-8") if file.exists() else None
    with previewed(site) as running, listening(running.port, "/about/") as words:
        page = shown(running)
        assert words.next()["errors"] == 0
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(broken, "utf-8")
        word = words.until(lambda word: word["errors"] > 0)
        assert f"error[{code}]" in "".join(told["text"] for told in word["problems"])
        assert word["reload"] is False
        assert shown(running) == page
        if good is None:
            file.unlink()
        else:
            file.write_text(good, "utf-8")
        words.until(lambda word: word["count"] == 0)
        assert shown(running) == page
    assert any(f"error[{code}]" in said for said in running.said)
    assert "No problems." in running.said


def test_templates_of_the_site_count_from_the_moment_they_are_there(site: Path) -> None:
    with previewed(site) as running, listening(running.port, "/about/") as words:
        words.next()
        (site / "templates/pages").mkdir(parents=True)
        (site / "templates/pages/page.html").write_text("<h1>Our own</h1>")
        words.until(lambda word: bool(word["reload"]))
        assert "Our own" in shown(running)


def test_a_site_without_its_settings_waits_for_them(site: Path) -> None:
    settings = (site / "site_config.yaml").read_text("utf-8")
    (site / "site_config.yaml").unlink()
    with previewed(site) as running, listening(running.port, "/about/") as words:
        assert ask(running.port, "/about/").status == 503
        assert words.next()["errors"] == 1
        (site / "site_config.yaml").write_text(settings, "utf-8")
        words.until(lambda word: bool(word["reload"]))
        assert "<h1" in shown(running)


def test_a_site_that_moves_into_a_folder_is_served_there(site: Path) -> None:
    with previewed(site) as running, listening(running.port) as words:
        words.next()
        edit(site / "site_config.yaml", "https://example.org/", "https://example.org/sub/")
        words.until(lambda word: bool(word["reload"]))
        assert ask(running.port, "/").headers["location"] == "/sub/"
        assert 'href="/sub/about/"' in shown(running, "/sub/")


def test_what_a_build_publishes_knows_of_no_preview(minimal_output: Path) -> None:
    files = [path for path in minimal_output.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if "preview" in path.name or b"_preview" in path.read_bytes()] == []


def test_a_preview_that_nobody_reads_goes_on(site: Path) -> None:
    with served(site, "--port", "0") as process:
        port = port_of(process)
        assert process.stdout is not None
        process.stdout.close()
        with listening(port, "/about/") as words:
            words.next()
            for text in ("Once.", "Twice."):
                with (site / ABOUT).open("a", encoding="utf-8") as file:
                    file.write(f"\n{text}\n")
                assert words.next()["reload"] is True
            assert b"Twice." in ask(port, "/about/").body


def test_drafts_and_pages_for_later_are_shown(site: Path) -> None:
    lines = {"draft": "draft: true", "later": "publish_on: 2030-01-01", "over": "expires_on: 2020-01-01"}
    for name, line in lines.items():
        text = (site / ABOUT).read_text("utf-8").replace("---\n", f"---\n{line}\n", 1)
        (site / f"content/pages/{name}.md").write_text(text, "utf-8")
    with previewed(site) as running:
        for name in lines:
            assert "<h1" in shown(running, f"/{name}/")


def test_what_a_page_says_of_a_day_is_renewed_when_the_day_comes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (site / ABOUT).read_text("utf-8").replace("---\n", "---\npublish_on: 2026-11-30\n", 1)
    (site / "content/pages/later.md").write_text(text, "utf-8")
    days = [date.fromisoformat(TODAY)]
    monkeypatch.setattr("fingerpost.preview.day_of", lambda *_: days[-1])
    monkeypatch.setattr(Serving, "look", 0.02)
    with previewed(site) as running, listening(running.port, "/later/") as words:
        words.next()
        before = shown(running, "/later/")
        days.append(date(2026, 11, 29))
        days.append(date(2026, 11, 30))
        words.until(lambda word: bool(word["reload"]))
        assert shown(running, "/later/") != before


def test_a_new_page_and_a_removed_one_come_and_go(site: Path) -> None:
    new = site / "content/pages/new.md"
    with previewed(site) as running, listening(running.port, "/new/") as words:
        words.next()
        new.write_text((site / ABOUT).read_text("utf-8"), "utf-8")
        words.until(lambda word: bool(word["reload"]))
        assert "<h1" in shown(running, "/new/")
        new.unlink()
        words.until(lambda word: bool(word["reload"]))
        assert ask(running.port, "/new/").status == 404


class Stubborn:
    """A preview whose every attempt to follow a change fails in a way that nobody foresaw."""

    def __init__(self) -> None:
        self.asked: list[frozenset[str] | None] = []

    def is_of_another_day(self) -> bool:
        return False

    def rebuild(self, changed: frozenset[str] | None) -> Snapshot:
        self.asked.append(changed)
        if changed is not None:
            raise ZeroDivisionError("a fault of the program")
        return Snapshot({"index.html": b"the first site"})


def test_a_fault_of_the_program_is_told_and_outlived(site: Path) -> None:
    preview = Stubborn()
    with previewed(site, preview) as running, listening(running.port) as words:
        words.next()
        for _ in range(2):
            (site / ABOUT).write_text("x")
            word = words.next()
            assert [told["text"] for told in word["problems"]] == [
                "error: the site could not be made: ZeroDivisionError: a fault of the program"
            ]
            assert "the first site" in shown(running, "/")
    assert preview.asked == [None, None, {ABOUT}, {ABOUT}]


class Slow:
    """A preview that takes until it is allowed to go on, when it follows a change."""

    def __init__(self) -> None:
        self.asked: list[frozenset[str] | None] = []
        self.started, self.go_on = threading.Event(), threading.Event()

    def is_of_another_day(self) -> bool:
        return False

    def rebuild(self, changed: frozenset[str] | None) -> Snapshot:
        self.asked.append(changed)
        if changed is not None:
            self.started.set()
            assert self.go_on.wait(PATIENCE)
        return Snapshot({"index.html": f"site {len(self.asked)}".encode()})


def test_the_old_site_answers_during_a_rebuild_and_what_changes_meanwhile_comes_next(site: Path) -> None:
    preview = Slow()
    with previewed(site, preview) as running, listening(running.port) as words:
        words.next()
        (site / ABOUT).write_text("x")
        assert preview.started.wait(PATIENCE)
        for name in ("a", "b", "c"):
            (site / f"content/pages/{name}.md").write_text("x")
            assert "site 2" in shown(running, "/")
        preview.go_on.set()
        words.until(lambda _: "site 4" in shown(running, "/"))
    assert preview.asked == [None, None, {ABOUT}, {f"content/pages/{name}.md" for name in ("a", "b", "c")}]


@contextmanager
def served(site: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own."""
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(site), "--today", TODAY, "serve", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ)) as process:
        try:
            yield process
        finally:
            process.kill()


def port_of(process: subprocess.Popen[str]) -> int:
    """Read on until it says where it is."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.match(rf"Preview at http://{re.escape(HOST)}:(\d+)/; press Ctrl-C to end it\.", line):
            return int(found[1])
    raise AssertionError("it ended without saying where it is")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_with_one_line_even_while_a_page_listens(site: Path, how: signal.Signals) -> None:
    with served(site, "--port", "0") as process:
        port = port_of(process)
        with listening(port) as words:
            words.next()
            process.send_signal(how)
            rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "The preview has ended.\n", "")


def test_a_port_in_use_is_told_and_the_next_one_taken(site: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with served(site, "--port", str(port)) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            other = port_of(process)
            assert said == f"Port {port} is in use; this preview takes {other}.\n"
            assert ask(other, "/about/").status == 200
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=10)
    assert process.returncode == 0
