"""Puts the peers beside the repository's own packages, from locks of their own: `python -m bench.peers.setup`.

Knows where they lie and how they are called. `--lock` writes the locks anew. Jekyll is the machine's, if any.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click

from fingerpost.engine.node import find_node, node_environment, npm_command
from scripts.lock import COMPILE

LOCKS = Path(__file__).parent
ROOT = LOCKS.parents[1]
PLACE = ROOT / ".cache" / "peers"
VENV = PLACE / "venv"
# PyRSS2Gen, which Nikola needs, comes as source alone.
SOURCE_ALONE = ("--no-binary", "pyrss2gen")


class SetupError(Exception):
    """A step that failed, with what was said."""


def program(name: str) -> str:
    """The path of a Python peer's command."""
    return str(VENV / "bin" / name)


def binary(package: str, *parts: str) -> str:
    """The path of a program that lies inside a Python package, without the Python that would start it."""
    found = next(VENV.glob(f"lib/python3*/site-packages/{package}/{'/'.join(parts)}"), None)
    return str(found or VENV / package)


def script(*parts: str) -> tuple[str, ...]:
    """Node with the path of a script in the peers' packages."""
    return (find_node() or "node", str(PLACE.joinpath("node_modules", *parts)))


def python_versions() -> dict[str, str]:
    """The locked version of each Python package by its name."""
    text = (LOCKS / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def npm_versions() -> dict[str, str]:
    """The version of each npm package that is asked for."""
    told: dict[str, str] = json.loads((LOCKS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return told


def jekyll_version() -> str:
    """The version of the machine's Jekyll, '' without one."""
    if shutil.which("jekyll") is None:
        return ""
    said = subprocess.run(["jekyll", "--version"], capture_output=True, text=True, check=False).stdout
    return said.split()[-1] if said.split() else ""


def install() -> None:
    """Install what the locks say, unless it is there already. Raises SetupError."""
    PLACE.mkdir(parents=True, exist_ok=True)
    if not _is_current("requirements.txt"):
        shutil.rmtree(VENV, ignore_errors=True)
        _run(sys.executable, "-m", "venv", str(VENV))
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        requirements = str(LOCKS / "requirements.txt")
        _run(program("python"), "-m", "pip", "install", *quiet, "--no-deps", "--require-hashes", "-r", requirements)
        _mark("requirements.txt")
    if not _is_current("package-lock.json"):
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(LOCKS / name, PLACE / name)
        _npm(PLACE, "ci")
        _mark("package-lock.json")


def lock() -> None:
    """Write the locks anew: versions and hashes, and no addresses. Raises SetupError."""
    told = ("--custom-compile-command", "python -m bench.peers.setup --lock")
    compile_ = [part for part in COMPILE if part not in ("--custom-compile-command", "make lock")]
    sources = ("bench/peers/requirements.in", "--output-file", "bench/peers/requirements.txt")
    _run(*compile_, *told, *SOURCE_ALONE, *sources)
    shutil.copyfile(ROOT / ".npmrc", LOCKS / ".npmrc")
    try:
        _npm(LOCKS, "install", "--package-lock-only")
    finally:
        (LOCKS / ".npmrc").unlink()
    path = LOCKS / "package-lock.json"
    locked = json.loads(path.read_text(encoding="utf-8"))
    for package in locked["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(locked, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _npm(folder: Path, *arguments: str) -> None:
    node = find_node()
    npm = npm_command(node) if node else None
    if node is None or npm is None:
        raise SetupError("Node and npm were not found; run `make setup`")
    _run(*npm, *arguments, "--ignore-scripts", "--loglevel", "error", folder=folder, env=node_environment(node))


def _is_current(name: str) -> bool:
    stamp = PLACE / f".{name}.digest"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(name)


def _mark(name: str) -> None:
    (PLACE / f".{name}.digest").write_text(_digest(name), encoding="ascii")


def _digest(name: str) -> str:
    return hashlib.sha256((LOCKS / name).read_bytes()).hexdigest()


def _run(*command: str, folder: Path = ROOT, env: dict[str, str] | None = None) -> None:
    told = subprocess.run(command, cwd=folder, env=env or dict(os.environ), capture_output=True, text=True, check=False)
    if told.returncode:
        raise SetupError(f"{' '.join(command[:4])} …\n{told.stdout}{told.stderr}".strip())


@click.command()
@click.option("--lock", "locking", is_flag=True, help="Write the locks anew (needs the network).")
def main(locking: bool) -> None:
    """Install the peers into .cache/peers/."""
    try:
        if locking:
            lock()
        install()
    except SetupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The peers are in {PLACE.relative_to(ROOT)}/.")


if __name__ == "__main__":
    main()
