"""Node, for the tests that hold Python's half of search against the browser's half."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fingerpost.engine.node import find_node

ROOT = Path(__file__).resolve().parents[3]

RunNode = Callable[[str, object], Any]


def listed_words(language: str) -> list[str]:
    """A few hundred thousand words of "english" or "french", from an npm package that only tests use."""
    package = ROOT / "node_modules" / f"an-array-of-{language}-words"
    assert package.is_dir(), "this test needs the npm packages: run `make setup-dev`"
    words: list[str] = json.loads((package / "index.json").read_text("utf-8"))
    return words


def _run(*arguments: str, text: str = "") -> str:
    node = find_node()
    assert node, "this test needs Node 20 or newer: `make setup` installs one into .venv"
    assert (ROOT / "node_modules" / "lunr").is_dir(), "this test needs the npm packages: run `make setup`"
    done = subprocess.run(
        [node, *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def run_node(tmp_path_factory: pytest.TempPathFactory) -> RunNode:
    """Run TypeScript that defines `answer(question)`, a promise perhaps, with imports from the repository."""
    folder = tmp_path_factory.mktemp("node")

    def run(source: str, question: object) -> Any:
        number = len(list(folder.iterdir()))
        bundle = folder / f"{number}.mjs"
        wrapped = (
            source + '\nimport { readFileSync } from "node:fs";'
            '\nprocess.stdout.write(JSON.stringify(await answer(JSON.parse(readFileSync(0, "utf8")))));\n'
        )
        options = ["--bundle", "--platform=node", "--format=esm", "--log-level=warning", "--loader=ts"]
        _run("node_modules/esbuild/bin/esbuild", *options, f"--outfile={bundle}", text=wrapped)
        return json.loads(_run(str(bundle), text=json.dumps(question)))

    return run
