"""Runs JavaScript, or npm, with the Node that the engine finds. Knows nothing of what the programs do.

`python -m scripts.node FILE ARGUMENT…` or `python -m scripts.node --npm ARGUMENT…`
"""

from __future__ import annotations

import os
import sys

from fingerpost.engine.node import OLDEST, find_node, node_environment, npm_command


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
    os.execve(program[0], [*program, *(arguments[1:] if wants_npm else arguments)], node_environment(node))


if __name__ == "__main__":
    main()
