"""What all tests share: the option that rewrites goldens, and sites that are built once in a run."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.building import CHECKOUT, built, copy_of, fingerpost

# The same examples in every run and on every machine, however slow: a failure can always be repeated.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, derandomize=False)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected files anew instead of comparing")


@pytest.fixture(scope="session", autouse=True)
def at_no_terminal_and_not_in_ci() -> None:
    """Builds say more in CI than they do to an editor."""
    os.environ.pop("CI", None)


@pytest.fixture(scope="session", autouse=True)
def listening_to_ctrl_c() -> None:
    """A shell's background jobs are deaf to it, and so would be everything that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether to write expected files instead of comparing with them."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(scope="session")
def minimal_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the smallest site. Not to be written to."""
    return built(copy_of("minimal", tmp_path_factory.mktemp("minimal")))


@pytest.fixture(scope="session")
def real_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the site in this repository. Not to be written to."""
    output = tmp_path_factory.mktemp("real") / "output"
    result = fingerpost(CHECKOUT, "--output", output)
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site in which every field is filled, built. Not to be written to."""
    root = copy_of("full", tmp_path_factory.mktemp("full"))
    built(root)
    return root


@pytest.fixture(scope="session")
def full_output(full_site: Path) -> Path:
    """The output of the site in which every field is filled. Not to be written to."""
    return full_site / "output"
