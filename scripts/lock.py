"""Writes the lock files anew from pyproject.toml and package.json: versions and hashes, and no addresses.

`python -m scripts.lock [--upgrade]`; it needs the network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    # One version for every Python: two would make two sites out of one commit.
    *("--fork-strategy", "fewest", "--generate-hashes", "--only-binary", ":all:"),
    *("--no-emit-index-url", "--no-annotate", "--custom-compile-command", "make lock"),
)
PYTHON_LOCKS = (
    ("requirements.txt", ("pyproject.toml",)),
    ("requirements-dev.txt", ("pyproject.toml", "--extra", "dev", "--constraint", "requirements.txt")),
    ("requirements-node.txt", ("--group", "pyproject.toml:node")),
)


def write_python_locks(*, upgrade: bool) -> None:
    """Compile each requirements file, keeping the versions that it has unless asked to upgrade."""
    newer = ("--upgrade",) if upgrade else ()
    for lock, sources in PYTHON_LOCKS:
        _run(*COMPILE, *sources, *newer, "--output-file", lock)


def write_npm_lock() -> None:
    """Resolve package.json, whose versions are exact, and leave out what is neither a version nor a hash."""
    _npm("install", "--package-lock-only", "--ignore-scripts", "--loglevel", "error")
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _npm(*arguments: str) -> None:
    _run(sys.executable, "-m", "scripts.node", "--npm", *arguments)


def _run(*command: str) -> None:
    outcome = subprocess.run(command, cwd=ROOT, check=False)
    if outcome.returncode != 0:
        sys.exit(outcome.returncode)


def main() -> None:
    """Write every lock."""
    write_python_locks(upgrade="--upgrade" in sys.argv[1:])
    write_npm_lock()


if __name__ == "__main__":
    main()
