"""Markdown text to a Body, locally: a pure function of the text (and of where it stands, for positions).

The face of the conversion. Python-Markdown and all that goes with it are loaded with the first text to convert: a build
that finds its texts in the cache is spared 80 ms.
"""

from __future__ import annotations

from fingerpost.engine.abreast import Work, alone
from fingerpost.engine.markdown.body import Conversion
from fingerpost.engine.markdown.labels import ENGLISH, Labels


def convert(path: str, text: str, first_line: int = 1, labels: Labels = ENGLISH) -> Conversion:
    """Convert a Markdown text.

    `path` and `first_line` (the line of the file on which the text starts) serve positions only. Line ends are `\\n`.
    Never raises on content: every fault is a Problem. A text that is too long or too deeply nested gives an empty body.
    """
    return alone(converting(path, text, first_line, labels))


def converting(path: str, text: str, first_line: int, labels: Labels) -> Work[Conversion]:
    """What `convert` does, in steps."""
    from fingerpost.engine.markdown.stages import run

    return run(path, text, first_line, labels)


def warm() -> None:
    """Load all that conversions need, for processes that are copied from this one."""
    convert("", "## Élan\n\n```\nhere\n```\n\n/// urgent | Call\nNow.\n///\n")
