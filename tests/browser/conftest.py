"""The browser that the tests drive: the Chromium or Chrome named by CHROME_PATH, else the one on the PATH."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

from scripts.ensure_chromium import MAC_APPS, NAMES, SENTENCE

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
