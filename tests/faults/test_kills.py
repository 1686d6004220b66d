"""kill -9 at any moment: the site is the old one or the new one, and the next build goes on as if nothing had been."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

import pytest

from fingerpost.engine.publish import publish_site, verify
from tests.building import contents
from tests.faults import publisher
from tests.faults.builds import Figures, Versions, edit, kill, publishing, run, start

Wholes = tuple[dict[str, str], ...]


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(
    versions: Versions, tmp_path: Path, kills: int, figures: Figures
) -> None:
    found = _side_by_side(kills, lambda count, chance: _kill_builds(_copy(versions, tmp_path, chance), count, chance))
    figures(told := f"{kills} kills of builds: {dict(found)}")
    assert found["old"] + found["new"] > kills / 2, f"too few died: {told}"


def _kill_builds(versions: Versions, kills: int, chance: Random) -> Counter[str]:
    length = _length(versions)
    found: Counter[str] = Counter()
    for number in range(kills):
        before = versions.standing()
        edit(versions.root, new := 1 - (before or 0))
        build = start(versions.root)
        # The last third of a build is the one that touches the output.
        time.sleep(chance.uniform(0 if number % 2 else length * 2 / 3, length))
        kill(build)
        after = versions.standing()
        how = "ended before" if build.returncode == 0 else "old" if after == before else "new"
        found[how] += 1
        # The machine may be busier or idler than it was. So about one in four ends before, and kills meet the end too.
        length *= 0.85 if how == "ended before" else 1.05
        result = run(versions.root)
        assert (result.status, versions.standing()) == (0, new), result.output
        assert versions.litter() == set()
    return found


def test_a_first_build_killed_at_any_moment_leaves_no_half_site(
    large_versions: Versions, tmp_path: Path, kills: int, figures: Figures
) -> None:
    count = max(kills // 10, 6)
    found = _side_by_side(
        count, lambda count, chance: _kill_first_builds(_copy(large_versions, tmp_path, chance), count, chance)
    )
    figures(told := f"{count} kills of first builds: {dict(found)}")
    assert found["none"] > 0, told


def _kill_first_builds(versions: Versions, kills: int, chance: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    _forget(versions)
    started = time.monotonic()
    assert run(versions.root).status == 0
    length = time.monotonic() - started
    for number in range(kills):
        _forget(versions)
        build = start(versions.root)
        time.sleep(chance.uniform(0.3, 1) * length)
        # Copies that are left alone work on for a moment, while the next build begins.
        kill(build, alone=number % 3 == 0)
        found["none" if versions.standing() is None else "whole"] += 1
        assert run(versions.root).status == 0
        assert versions.standing() == 0
        assert versions.litter() == set()
    return found


def _forget(versions: Versions) -> None:
    for made in ("output", ".output-previous", ".cache"):
        subprocess.run(["rm", "-rf", versions.root / made], check=True)


@pytest.mark.parametrize("by", ["exchange", "renames"])
def test_publishing_killed_at_any_moment_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, kills: int, figures: Figures, by: str
) -> None:
    wholes = tuple(_published(tmp_path / f"version-{version}", version) for version in (0, 1))
    found = _side_by_side(
        kills, lambda count, chance: _kill_publishers(_folder(tmp_path, chance), wholes, count, chance, by == "renames")
    )
    figures(told := f"{kills} kills while publishing by {by}: {dict(found)}")
    # A handful of kills may all meet the same version.
    assert kills < 20 or min(found["version 0"], found["version 1"]) > 0, told


def _kill_publishers(folder: Path, wholes: Wholes, kills: int, chance: Random, renames: bool) -> Counter[str]:
    target = folder / "output"
    found: Counter[str] = Counter()
    for number in range(kills):
        process = publishing(target, 0, without_exchange=renames)
        time.sleep(chance.uniform(0, 0.3))
        kill(process, alone=number % 3 == 0)
        found[_state(target, wholes, may_be_aside=renames)] += 1
        publish_site(publisher.site(number % 2), target)
        assert contents(target) == wholes[number % 2]
        assert {path.name for path in folder.iterdir()} <= {"output", ".output.lock", ".output-previous"}
        assert {path.name for path in folder.glob(".output-previous/*")} <= {"site", "stamps"}
    return found


def test_without_an_exchange_the_build_says_so_and_publishes_all_the_same(versions: Versions) -> None:
    edit(versions.root, 1)
    result = run(versions.root, without_exchange=True)
    assert result.status == 0, result.output
    assert "This file system cannot exchange two folders in one step" in result.output
    assert versions.standing() == 1
    assert versions.litter() == set()


def _side_by_side(kills: int, work: Callable[[int, Random], Counter[str]]) -> Counter[str]:
    """The work in two halves at once, each with its own chances."""
    with ThreadPoolExecutor(2) as pool:
        halves = [pool.submit(work, kills // 2 + kills % 2 * half, Random(half)) for half in (0, 1)]
        return sum((half.result() for half in halves), Counter())


def _folder(within: Path, chance: Random) -> Path:
    folder = within / f"half-{chance.randrange(10**9)}"
    folder.mkdir()
    return folder


def _copy(versions: Versions, within: Path, chance: Random) -> Versions:
    return replace(versions, root=shutil.copytree(versions.root, _folder(within, chance) / "site"))


def _length(versions: Versions) -> float:
    """Seconds that a build takes after an edit."""
    lengths = []
    for version in (0, 1, 0, 1):
        edit(versions.root, version)
        started = time.monotonic()
        result = run(versions.root)
        assert result.status == 0, result.output
        lengths.append(time.monotonic() - started)
    return median(lengths)


def _published(target: Path, version: int) -> dict[str, str]:
    publish_site(publisher.site(version), target)
    assert verify(target) == ()
    return contents(target)


def _state(target: Path, wholes: Wholes, may_be_aside: bool) -> str:
    if may_be_aside and not target.exists():
        return "aside"
    assert verify(target) == ()
    return f"version {wholes.index(contents(target))}"
