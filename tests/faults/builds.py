"""Builds as processes of their own, between two versions of one site, and what they leave behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.building import CHECKOUT, TODAY, contents, copy_of
from tests.faults.older_kernel import UNAVAILABLE

# Tells a sentence at the end of the run.
Figures = Callable[[str], None]

MANIFEST = "manifest.json"
TIMEOUT = 120
# What a build may leave beside the site.
BESIDE = {".cache", ".output-previous", ".output.lock", "content", "output", "site_config.yaml"}


@dataclass(frozen=True, slots=True)
class Result:
    """How a build ended, and what it said."""

    status: int
    output: str


def start(root: Path, *arguments: str | Path, without_exchange: bool = False) -> subprocess.Popen[str]:
    """A build, in a process group of its own."""
    return _start("build.py", "--root", str(root), "--today", TODAY, *map(str, arguments), older=without_exchange)


def publishing(target: Path, pause: float, without_exchange: bool = False) -> subprocess.Popen[str]:
    """A process that has published once and goes on, with `pause` seconds in between. See publisher.py."""
    process = _start("-m", "tests.faults.publisher", str(target), str(pause), older=without_exchange)
    assert process.stdout is not None
    if process.stdout.readline() != "publishing\n":
        pytest.fail(finish(process).output)
    return process


def _start(*arguments: str, older: bool) -> subprocess.Popen[str]:
    """Python, with or without the system call that exchanges two folders."""
    before = ["tests/faults/older_kernel.py"] if older else []
    return subprocess.Popen(
        [sys.executable, *before, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=CHECKOUT,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> Result:
    """Wait for the end. A build that hangs fails the test."""
    try:
        output, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        kill(process)
        raise
    if process.returncode == UNAVAILABLE:
        pytest.skip("this machine has no seccomp, so no kernel can be made to look older than it is")
    return Result(process.returncode, output)


def run(root: Path, *arguments: str | Path, without_exchange: bool = False) -> Result:
    return finish(start(root, *arguments, without_exchange=without_exchange))


def kill(process: subprocess.Popen[str], alone: bool = False) -> None:
    """kill -9: no handler runs, nothing is tidied. Its copies go with it, unless it goes `alone`."""
    (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
    process.communicate()


@dataclass(frozen=True, slots=True)
class Versions:
    """A site that is edited to and fro, and the digests of what each of the two versions publishes."""

    root: Path
    published: tuple[dict[str, str], dict[str, str]]

    def standing(self) -> int | None:
        """Which version stands, whole. None: there is no site. A mixture fails the test."""
        output = self.root / "output"
        if not output.exists():
            return None
        found = contents(output)
        assert found in self.published, "half a site: " + ", ".join(sorted(differences(found, self.published[0])))
        return self.published.index(found)

    def litter(self) -> set[str]:
        """What stands beside the site and should not."""
        beside = {path.name for path in self.root.iterdir()} - BESIDE
        spare = {path.name for path in (self.root / ".output-previous").glob("*")} - {"site", "stamps"}
        return beside | spare


def built_versions(folder: Path, terms: int = 0) -> Versions:
    """Both versions, each built once in `folder`. The first one stands. `terms`: so many pages beside the one."""
    both: list[dict[str, str]] = []
    for version in (1, 0):
        root = copy_of("minimal", folder / f"version-{version}")
        for number in range(terms):
            term = root / f"content/glossary/term-{number}.yaml"
            term.parent.mkdir(exist_ok=True)
            term.write_text(f"term: term {number}\ndefinition: The term of the number {number}.\n")
        edit(root, version)
        result = run(root)
        assert result.status == 0, result.output
        both.insert(0, contents(root / "output"))
    assert both[0] != both[1]
    return Versions(root, (both[0], both[1]))


def edit(root: Path, version: int) -> None:
    """Make the content that of a version: another text, another title, a page more or less."""
    about = root / "content/pages/about.md"
    text = about.read_text().split("\n\nVersion")[0].rstrip("\n")
    about.write_text(f"{text}\n\nVersion {version}.\n")
    extra = root / "content/pages/extra.md"
    if version:
        extra.write_text(about.read_text().replace("title:", "title: Extra", 1))
    else:
        extra.unlink(missing_ok=True)


def differences(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def look(output: Path) -> bool | None:
    """Whether what stands is exactly what its manifest says, seen at one moment. None: it was exchanged meanwhile."""
    folder = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
    try:
        whole = _whole(folder)
        same = output.stat().st_ino == os.fstat(folder).st_ino
    finally:
        os.close(folder)
    return whole if same else None


def _whole(folder: int) -> bool:
    try:
        files = json.loads(_read(folder, MANIFEST))["files"]
        return all(hashlib.sha256(_read(folder, path)).hexdigest() == digest for path, digest in files.items())
    except FileNotFoundError:
        return False


def _read(folder: int, path: str) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()
