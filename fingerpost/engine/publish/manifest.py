"""The manifest: what a build put into the output, and the digest of every file. Knows no file but its own."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from fingerpost.engine.values import dataclass

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about the build, and the SHA-256 of every file by its path; not of the manifest itself."""

    facts: Mapping[str, str]
    files: Mapping[str, str]

    def to_bytes(self) -> bytes:
        content = {**dict(self.facts), "files": dict(sorted(self.files.items()))}
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def listed(folder: Path) -> dict[str, str] | None:
    """The digests by path that the manifest in `folder` lists. None if there is no manifest, or a damaged one."""
    try:
        file = folder / MANIFEST
        # A pipe would be waited for.
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        files = json.loads(file.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(files, dict) or not all(isinstance(digest, str) for digest in files.values()):
        return None
    return files


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that hold `paths`, and those above them; "" is the one that holds all."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
