"""Finds a Chromium that runs, or installs one, and prints its path and nothing else. Knows nothing of the tests.

In order: `CHROME_PATH`, the machine's own, an earlier download of Playwright's, Debian's package when root, and then
Playwright's download. `python -m scripts.ensure_chromium`
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SENTENCE = "chromium: the browser tests need Chromium or Chrome; install one, or set CHROME_PATH to its program"


def ensure_chromium() -> str | None:
    """The path of a Chromium that runs, installed if it must be; None when there is no way to have one here."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return named if _runs(named) else None
    return next(filter(_runs, _candidates()), None)


def _candidates() -> Iterator[str]:
    """Paths to try, the cheapest first; asking for the next one may install something."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from MAC_APPS
    yield from _after(_no_step, _playwright_path)
    yield from _after(_debian_package, lambda: shutil.which("chromium"))
    yield from _after(_playwright_download, _playwright_path)


def _after(step: Callable[[], bool], path: Callable[[], str | None]) -> Iterator[str]:
    if step() and (found := path()):
        yield found


def _no_step() -> bool:
    return True


def _runs(path: str) -> bool:
    """Whether this program says that it is a browser; a package that only points at a store does not."""
    if shutil.which(path) is None:
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.lstrip().startswith(("Chromium", "Google Chrome"))


def _playwright_path() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _debian_package() -> bool:
    if not (_is_root() and shutil.which("apt-get") and _distribution() == "debian"):
        return False
    _say("installing Debian's chromium")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
    return _works(["apt-get", "update", "-qq"], quiet) and _works(install, quiet)


def _playwright_download() -> bool:
    _say("downloading Playwright's chromium")
    with_libraries = ["--with-deps"] if _is_root() and shutil.which("apt-get") else []
    return _works([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])


def _is_root() -> bool:
    return os.geteuid() == 0


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("ID", "")
    except OSError:
        return ""


def _works(command: Sequence[str], env: dict[str, str] | None = None) -> bool:
    outcome = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if outcome.returncode != 0:
        sys.stderr.write(outcome.stdout.decode(errors="replace"))
    return outcome.returncode == 0


def _say(step: str) -> None:
    print(f"chromium: {step}", file=sys.stderr, flush=True)


def main() -> None:
    """Print the path, or say in one sentence what is missing and fail."""
    path = ensure_chromium()
    if path is None:
        named = os.environ.get("CHROME_PATH")
        sys.exit(f"chromium: CHROME_PATH names {named}, which does not run as a Chromium" if named else SENTENCE)
    print(path)


if __name__ == "__main__":
    main()
