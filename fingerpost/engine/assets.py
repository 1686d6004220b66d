"""The browser bundle: scripts, styles, fonts and icons, made by `frontend/build.mjs` and kept by digest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.refusal import Refusal
from fingerpost.engine.values import dataclass

_INPUTS = ("frontend", "package-lock.json", "tsconfig.json")
_SUFFIXES = {".ts", ".css", ".mjs", ".json", ".svg"}
_OF_TESTS = (".test.ts", ".fixture.ts")


class BundleError(Refusal):
    """The bundle cannot be made here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundled files by output path, which of them a page loads, and the icons by name as SVG text."""

    script: str
    stylesheet: str
    fonts: tuple[str, ...]
    icon: str
    icons: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...]


def bundle(home: Path, cache: Path) -> Bundle:
    """The bundle of the sources in `home`, made at most once for each state of them."""
    folder = cache / "bundle" / bundle_key(home)
    try:
        return _read(folder)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        # Never made, or damaged since.
        _remove(folder)
    _make(home, folder)
    return _read(folder)


def bundle_key(home: Path) -> str:
    """The digest of everything that the bundle is made from."""
    return digest(tuple((str(path.relative_to(home).as_posix()), sha256(path.read_bytes())) for path in _inputs(home)))


def _inputs(home: Path) -> list[Path]:
    found: list[Path] = []
    for name in _INPUTS:
        path = home / name
        found += [path] if path.is_file() else [each for each in path.rglob("*") if each.suffix in _SUFFIXES]
    return sorted(path for path in found if not path.name.endswith(_OF_TESTS))


def _make(home: Path, folder: Path) -> None:
    # Most builds find the bundle made, and start no program.
    import tempfile

    from fingerpost.engine.node import find_node

    node = find_node()
    if node is None:
        raise BundleError("Node 20 or newer is needed to bundle the browser code: run `make`, or install Node.")
    if not (home / "node_modules" / "esbuild").is_dir():
        _fetch_packages(home, node)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
    try:
        _run(home, node, (node, str(home / "frontend" / "build.mjs"), str(staged)), "The browser code does not bundle")
        if not (folder / "bundle.json").is_file():
            _remove(folder)
            staged.rename(folder)
    finally:
        _remove(staged)


def _remove(folder: Path) -> None:
    import shutil  # Not needed for a bundle that was made before.

    shutil.rmtree(folder, ignore_errors=True)


def _fetch_packages(home: Path, node: str) -> None:
    """The npm packages of the lock, once. Their own scripts do not run."""
    from fingerpost.engine.node import npm_command

    npm = npm_command(node)
    if npm is None:
        raise BundleError(f"The npm packages are missing, and so is npm: run `make`, or `npm ci` in {home}.")
    wanted = (*npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel", "error")
    _run(home, node, wanted, f"The npm packages are missing and could not be fetched; run `npm ci` in {home}")


def _run(home: Path, node: str, command: tuple[str, ...], failure: str) -> None:
    """Run to the end and say nothing, or raise BundleError with what the program said."""
    import subprocess

    from fingerpost.engine.node import node_environment

    try:
        ran = subprocess.run(
            command, cwd=home, env=node_environment(node), capture_output=True, text=True, timeout=600, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundleError(f"{failure}: {error}") from error
    if ran.returncode != 0:
        raise BundleError(f"{failure}:\n{(ran.stderr or ran.stdout).strip()}")


def _read(folder: Path) -> Bundle:
    listing: dict[str, Any] = json.loads((folder / "bundle.json").read_text("utf-8"))
    return Bundle(
        script=listing["script"],
        stylesheet=listing["stylesheet"],
        fonts=tuple(listing["fonts"]),
        icon=listing["icon"],
        icons=tuple(sorted(listing["icons"].items())),
        files=tuple((name, (folder / name).read_bytes()) for name in sorted(listing["files"])),
    )
