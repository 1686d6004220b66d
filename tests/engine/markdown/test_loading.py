"""What is not needed is not loaded, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

SAYS = "import sys; print(*sorted({'markdown', 'nh3', 'slugify', 'pymdownx', 'pygments'} & set(sys.modules)))"


def loaded_after(statement: str) -> list[str]:
    program = f"from fingerpost.engine.markdown import convert, conversion_from_text, link\n{statement}\n{SAYS}"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("", []),
        ("convert('a.md', 'No card.')", ["markdown", "nh3", "slugify"]),
        ("convert('a.md', '/// urgent | Call')", ["markdown", "nh3", "pymdownx", "slugify"]),
        ("convert('a.md', '```\\nCode.\\n```')", ["markdown", "nh3", "pygments", "slugify"]),
    ],
    ids=[
        "nothing for reading and linking",
        "Python-Markdown for a text",
        "pymdown for a card",
        "its highlighters for a fence",
    ],
)
def test_a_part_is_loaded_when_it_is_needed(statement: str, expected: list[str]) -> None:
    assert loaded_after(statement) == expected
