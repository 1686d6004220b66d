"""Sets up a checkout: `.venv` from a hash-locked requirements file and `node_modules` from the npm lock.

Standard library only, for it runs before anything is installed; it knows nothing of the site. The Python that it is
given makes `.venv`, and the one in there does the rest. What is there already, by the digest of its lock, is left
alone. `python3 -m scripts.setup [--dev]`
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from fingerpost.engine.node import OLDEST as OLDEST_NODE
from fingerpost.engine.node import find_node, npm_command

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"
OLDEST = (3, 11)
LOCKED = ("--no-deps", "--only-binary", ":all:", "--require-hashes")


class SetupError(Exception):
    """A step that cannot be done on this machine, in a sentence that says what to do."""


def ensure_venv() -> None:
    """Make `.venv` when there is none that works.

    Raises:
        SetupError: this Python cannot make one.
    """
    if os.access(PYTHON, os.X_OK) and _venv_version() >= OLDEST:
        return
    _say(f"creating .venv with Python {sys.version_info.major}.{sys.version_info.minor}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not _works(command) and not (_debian_venv() and _works(command)):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError("Python cannot make a virtual environment; install its venv module (Debian: python3-venv)")


def fill(*, dev: bool) -> None:
    """Bring `.venv`, whose Python runs this, and `node_modules` to what the locks say.

    Raises:
        SetupError: a step failed; what is not done is not marked as done.
    """
    _ensure_packages(*(("requirements-dev.txt", "requirements.txt") if dev else ("requirements.txt",)))
    if not _has_npm():
        _node_from_wheel()
    _ensure_modules()


def _venv_version() -> tuple[int, ...]:
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    version = next((line.partition("=")[2].strip() for line in lines if line.startswith("version")), "")
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _debian_venv() -> bool:
    """Install the part of Python that Debian keeps apart; True when that worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    _say("installing python3-venv")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return _works(["apt-get", "update", "-qq"], quiet) and _works(["apt-get", "install", "-qq", "-y", package], quiet)


def _ensure_packages(lock: str, *contained: str) -> None:
    """Install a requirements lock, which counts for the locks that it contains."""
    if _is_current(VENV / f".{lock}", lock):
        return
    _say(f"installing Python packages from {lock}")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    _run([str(PYTHON), "-m", "pip", "install", *quiet, *LOCKED, "-r", lock])
    for name in (lock, *contained):
        _mark(VENV / f".{name}", name)


def _has_npm() -> bool:
    node = find_node()
    return node is not None and npm_command(node) is not None


def _node_from_wheel() -> None:
    _say(f"no Node {OLDEST_NODE} or newer with npm here")
    _ensure_packages("requirements-node.txt")
    importlib.invalidate_caches()
    if not _has_npm():
        raise SetupError(f"Node could not be had from its wheel; install Node {OLDEST_NODE} or newer with npm")


def _ensure_modules() -> None:
    if _is_current(MODULES / ".package-lock.digest", "package-lock.json"):
        return
    _say("installing npm packages from package-lock.json")
    _run([str(PYTHON), "-m", "scripts.node", "--npm", "ci", "--ignore-scripts", "--loglevel", "error"])
    _mark(MODULES / ".package-lock.digest", "package-lock.json")


def _is_current(stamp: Path, lock: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(lock)


def _mark(stamp: Path, lock: str) -> None:
    stamp.write_text(_digest(lock), encoding="ascii")


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _say(step: str) -> None:
    print(f"setup: {step}", flush=True)


def _run(command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    if not _works(command, env):
        raise SetupError(f"this step failed (see above): {' '.join(command)}")


def _works(command: Sequence[str], env: Mapping[str, str] | None = None) -> bool:
    """Run a command, showing what it printed only when it fails."""
    outcome = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if outcome.returncode != 0:
        sys.stderr.write(outcome.stdout.decode(errors="replace"))
    return outcome.returncode == 0


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Set up, one line for each step that is needed and none for a step that is not."""
    try:
        with _alone():
            ensure_venv()
            if not Path(sys.prefix).samefile(VENV):
                os.execv(PYTHON, [str(PYTHON), "-m", "scripts.setup", *sys.argv[1:]])
            fill(dev="--dev" in sys.argv[1:])
    except SetupError as fault:
        sys.exit(f"setup: {fault}")


if __name__ == "__main__":
    main()
