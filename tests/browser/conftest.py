"""The browser that the tests drive, and the sites that it visits.

The browser is the Chromium or Chrome named by CHROME_PATH, else the one on the PATH.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from scripts.ensure_chromium import MAC_APPS, NAMES, SENTENCE
from tests.browser.sites import ROOT, Site, built, full_copy
from tests.browser.watch import TELL_VIOLATIONS, Watch

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, (*NAMES, *MAC_APPS))), None)
    assert path, SENTENCE
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that this repository ships, at the root of a host that sends no headers of its own."""
    with built("real", ROOT, tmp_path_factory.mktemp("real") / "output", "/") as site:
        yield site


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with every field filled, and a little to look for, in a subfolder of a host that obeys `_headers`."""
    folder = tmp_path_factory.mktemp("full")
    with built("full", full_copy(folder / "site"), folder / "output", "/sub/") as site:
        yield site


@pytest.fixture(scope="session")
def sites(real: Site, full: Site) -> tuple[Site, ...]:
    """Both sites, the fullest last."""
    return real, full


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all the tests of a module."""
    with browser.new_context() as context:
        context.add_init_script(TELL_VIOLATIONS)
        yield context.new_page()


@pytest.fixture(scope="module")
def plain_tab(browser: Browser) -> Iterator[Page]:
    """The same in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def _watch(tab: Page) -> Watch:
    return Watch(tab)


@pytest.fixture
def watch(_watch: Watch) -> Watch:
    """What the tab asks for and complains of during the test."""
    _watch.start_again()
    return _watch
