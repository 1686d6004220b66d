"""The browser bundle: scripts, styles, fonts and icons, made by `frontend/build.mjs` and kept by digest."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fingerpost.engine.digest import digest
from fingerpost.engine.node import find_node

_INPUTS = ("frontend", "package-lock.json", "tsconfig.json")
_SUFFIXES = {".ts", ".css", ".mjs", ".json", ".svg"}


class BundleError(Exception):
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
    if not (folder / "bundle.json").is_file():
        _make(home, folder)
    return _read(folder)


def bundle_key(home: Path) -> str:
    """The digest of everything that the bundle is made from."""
    return digest(tuple((str(path.relative_to(home).as_posix()), _sha(path)) for path in _inputs(home)))


def _inputs(home: Path) -> list[Path]:
    found: list[Path] = []
    for name in _INPUTS:
        path = home / name
        found += [path] if path.is_file() else [each for each in path.rglob("*") if each.suffix in _SUFFIXES]
    return sorted(path for path in found if not path.name.endswith(".test.ts"))


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _make(home: Path, folder: Path) -> None:
    node = find_node()
    if node is None:
        raise BundleError("Node 20 or newer is needed to bundle the browser code: run `make`, or install Node.")
    if not (home / "node_modules" / "esbuild").is_dir():
        raise BundleError(
            "The npm packages are missing: run `make`, or `npm ci --ignore-scripts` in " + str(home) + "."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
    try:
        command = [node, str(home / "frontend" / "build.mjs"), str(staged)]
        made = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=300)
        if made.returncode != 0:
            raise BundleError("The browser code does not bundle:\n" + (made.stderr or made.stdout).strip())
        if not (folder / "bundle.json").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            staged.rename(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


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
