"""Front matter: the YAML between two lines of three hyphens at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fingerpost.engine.problems import Problem, Span

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Split:
    """The two parts of a Markdown file, and the line on which the body starts. The YAML starts on line 2."""

    yaml: str
    body: str
    body_line: int


def split(path: str, text: str) -> Split | Problem:
    """Cut `text` (line ends are \\n) into front matter and body."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return Problem(
            "no-front-matter",
            "does not start with front matter",
            Span(path, 1, 1, max(1, len(lines[0]))),
            "begin the file with a line of three hyphens, then `title: …`, then a second line of three hyphens",
        )
    for number, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line):
            return Split("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2)
    return Problem(
        "unclosed-front-matter",
        "the front matter is never closed",
        Span(path, 1, 1, 3),
        "put a line of three hyphens after its last key",
    )
