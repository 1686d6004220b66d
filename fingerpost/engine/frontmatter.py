"""Front matter: the YAML between two lines of three hyphens at the top of a Markdown file, and the marks in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from fingerpost.engine.marks import Location, Mark, Marks
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.sources import read_text
from fingerpost.engine.values import dataclass

_OPENING = re.compile(r"---[ \t]*(?=\n|\Z)")
_CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Split:
    """The two parts of a Markdown file, and the line on which the body starts. The YAML starts on line 2."""

    yaml: str
    body: str
    body_line: int


def split(path: str, text: str) -> Split | Problem:
    """Cut `text` (line ends are \\n) into front matter and body."""
    opening = _OPENING.match(text)
    if not opening:
        return Problem(
            "no-front-matter",
            "does not start with front matter",
            Span(path, 1, 1, max(1, len(text.partition("\n")[0]))),
            "begin the file with a line of three hyphens, then `title: …`, then a second line of three hyphens",
        )
    closing = _CLOSING.search(text, opening.end())
    if closing:
        yaml, body = text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]
        return Split(yaml, body, text.count("\n", 0, closing.end()) + 2)
    return Problem(
        "unclosed-front-matter",
        "the front matter is never closed",
        Span(path, 1, 1, 3),
        "put a line of three hyphens after its last key",
    )


@dataclass(frozen=True)
class FileMarks(Marks):
    """Marks of a record whose file is opened only when somebody asks."""

    file: Path = Path()

    @cached_property
    def places(self) -> Mapping[Location, Mark]:
        source, _ = read_text(self.file, self.path)
        text = source.text if source else ""
        if not self.path.endswith(".md"):
            return Marks(self.path, text).places
        parts = split(self.path, text)
        return Marks(self.path, parts.yaml, 2).places if isinstance(parts, Split) else {(): Mark(Span(self.path))}
