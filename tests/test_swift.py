"""A build that has nothing to do says so at once, and never when there is something to do."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerpost.swift import HOME, Look
from tests.building import copy_of, fingerpost, run

SAID = re.compile(r"Nothing has changed: output/ holds \d+ pages \(\d+\.\d\d s\)\.\n")
TICK = 0.05


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built once its files had settled."""
    root = copy_of("full", tmp_path)
    monkeypatch.chdir(root)
    time.sleep(TICK)
    assert fingerpost(root).exit_code == 0
    assert is_swift(root)
    return root


def is_swift(root: Path, *options: str, today: str | None = None) -> bool:
    result = fingerpost(root, *options, **({"today": today} if today else {}))
    assert result.exit_code == 0, result.output
    return SAID.fullmatch(result.stdout) is not None


def page(root: Path) -> Path:
    return next((root / "output").glob("*/*/index.html"))


def a_text(root: Path) -> Path:
    return next((root / "content/concerns").glob("*.md"))


def edit(file: Path) -> None:
    text = file.read_text("utf-8")
    file.write_text(text[:-2] + ("x" if text[-2] != "x" else "y") + text[-1], "utf-8")


def edit_and_set_back_the_clock(file: Path) -> None:
    before = file.stat()
    edit(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(file: Path) -> None:
    other = file.with_name("other.tmp")
    other.write_bytes(file.read_bytes())
    os.utime(other, ns=(0, file.stat().st_mtime_ns))
    other.replace(file)


@pytest.mark.parametrize("change", [edit, edit_and_set_back_the_clock, replace])
def test_an_edit_is_seen_whatever_its_size_and_time(site: Path, change: Callable[[Path], None]) -> None:
    change(a_text(site))
    assert not is_swift(site)


def test_two_edits_in_one_moment_are_both_seen(site: Path) -> None:
    file = a_text(site)
    edit(file)
    assert fingerpost(site).exit_code == 0
    edit(file)
    assert not is_swift(site)


def test_a_file_that_comes_or_goes_is_seen(site: Path) -> None:
    worksheet = next((site / "content/glossary").glob("*.yaml"))
    (worksheet.parent / "new-word.yaml").write_text("term: New word\ndefinition: A word.\n", "utf-8")
    assert not is_swift(site)
    (worksheet.parent / "new-word.yaml").unlink()
    assert not is_swift(site)


def test_content_is_seen_in_a_folder_of_any_name_that_a_build_reads(site: Path) -> None:
    text = a_text(site)
    stray = site / "content" / "__pycache__" / text.name
    stray.parent.mkdir()
    stray.write_bytes(text.read_bytes())
    result = fingerpost(site)
    assert (result.exit_code, "unknown-folder" in result.stderr) == (1, True), result.output


def test_the_settings_are_looked_at(site: Path) -> None:
    edit_and_set_back_the_clock(site / "site_config.yaml")
    assert not SAID.fullmatch(fingerpost(site).stdout)


def test_templates_of_the_site_are_looked_at(site: Path) -> None:
    (site / "templates/partials").mkdir(parents=True)
    theirs = Path(HOME) / "templates/partials/site-footer.html"
    (site / "templates/partials/site-footer.html").write_text(theirs.read_text("utf-8") + "<!-- ours -->", "utf-8")
    assert not is_swift(site)
    assert "<!-- ours -->" in page(site).read_text("utf-8")


@pytest.mark.parametrize("change", [edit, edit_and_set_back_the_clock, replace, Path.unlink])
def test_a_published_file_that_somebody_touched_is_put_right(site: Path, change: Callable[[Path], None]) -> None:
    file = page(site)
    before = file.read_bytes()
    change(file)
    assert not is_swift(site)
    assert file.read_bytes() == before


def test_a_foreign_file_in_the_output_is_seen(site: Path) -> None:
    (site / "output/foreign.txt").write_text("theirs", "utf-8")
    assert fingerpost(site).exit_code == 2


def test_it_holds_until_the_day_of_the_next_change(site: Path) -> None:
    next_change = re.search(r"\d{4}-\d\d-\d\d", (site / "output/next-change.json").read_text("utf-8"))
    assert next_change is not None
    day = next_change.group()
    assert is_swift(site, today="2026-11-21")
    assert not is_swift(site, today=day)
    assert not is_swift(site, today="2026-11-21")


@pytest.mark.parametrize("options", [("--drafts",), ("--base-url", "https://example.org/sub/")])
def test_other_options_are_another_site(site: Path, options: tuple[str, ...]) -> None:
    assert not is_swift(site, *options)


def test_a_damaged_record_is_no_record(site: Path) -> None:
    for record in (site / ".cache/swift").iterdir():
        content = bytearray(record.read_bytes())
        content[len(content) // 2] ^= 1
        record.write_bytes(content)
    assert not is_swift(site)
    assert is_swift(site)


def test_warnings_are_told_again(site: Path) -> None:
    file = a_text(site)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    time.sleep(TICK)
    first = fingerpost(site)
    again = fingerpost(site)
    assert "warning[byte-order-mark]" in first.stderr
    assert SAID.fullmatch(again.stdout)
    assert again.stderr == first.stderr


def test_what_a_link_leads_to_is_never_vouched_for(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "settings.yaml"
    (site / "site_config.yaml").rename(elsewhere)
    (site / "site_config.yaml").symlink_to(elsewhere)
    time.sleep(TICK)
    for _ in range(2):
        assert not SAID.fullmatch(fingerpost(site).stdout)


def test_the_program_itself_is_looked_at() -> None:
    seen = Look("/nowhere", "/nowhere/output", ()).stamps
    assert f"{HOME}/fingerpost/swift.py" in seen
    assert f"{HOME}/frontend/main.ts" in seen
    assert f"{HOME}/package-lock.json" in seen
    assert any(path.endswith("site-packages") for path in seen)
    assert not any("__pycache__" in path for path in seen)


def test_nothing_heavy_is_loaded_when_there_is_nothing_to_do(site: Path) -> None:
    ran = run("--root", str(site), "--today", "2026-11-21", interpreter=("-X", "importtime"))
    assert ran.returncode == 0
    assert SAID.fullmatch(ran.stdout.replace(str(site) + "/output", "output/")) or "Nothing has changed" in ran.stdout
    heavy_ones = (
        "pydantic",
        "jinja2",
        "markdown",
        "babel",
        "yaml",
        "rich",
        "asyncio",
        "zoneinfo",
        "fingerpost.ledger",
        "click",
        "inspect",
    )
    for heavy in heavy_ones:
        assert not re.search(rf"\| +{heavy}$", ran.stderr, re.MULTILINE), heavy
