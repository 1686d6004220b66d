"""How often to kill, and the places where a system shows its worst: full disks, mounts, folders nobody may write to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.builds import Figures, Versions, built_versions

Mount = Callable[..., Path]

_TOLD = pytest.StashKey[list[str]]()

_KILLS = 40


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=_KILLS, help="how often each test of killed builds kills one")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill. The option is known only to runs that name this folder."""
    return int(request.config.getoption("--kills", default=_KILLS))


@pytest.fixture(scope="session")
def _versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return built_versions(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="session")
def _large_versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return built_versions(tmp_path_factory.mktemp("large-versions"), terms=420)


@pytest.fixture
def large_versions(_large_versions: Versions, tmp_path: Path) -> Versions:
    """A site so large that copies of the process read, make, index, write and keep a part of it."""
    return replace(_large_versions, root=shutil.copytree(_large_versions.root, tmp_path / "large-site"))


@pytest.fixture
def versions(_versions: Versions, tmp_path: Path) -> Versions:
    """A site whose first version is built, to be edited and built again."""
    return replace(_versions, root=shutil.copytree(_versions.root, tmp_path / "site"))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Tells a sentence at the end of the run."""
    return request.config.stash.setdefault(_TOLD, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for told in config.stash.get(_TOLD, []):
        terminalreporter.write_line(told)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts on a new folder: `mount("wet", "-t", "tmpfs", …)`. Skips the test where that is not allowed."""
    mounted: list[Path] = []

    def _mount(name: str, *arguments: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        result = subprocess.run(["mount", *arguments, folder], capture_output=True, text=True)
        if result.returncode:
            told = result.stderr.partition("\n")[0].rpartition(": ")[2]
            pytest.skip(f"root may mount, and this run may not: {told}")
        mounted.append(folder)
        return folder

    yield _mount
    for folder in reversed(mounted):
        subprocess.run(["umount", "--lazy", folder], check=True)
