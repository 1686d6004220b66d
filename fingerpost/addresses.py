"""Addresses that pages of lists once had: a file in the site's root, so that none of them ever leads nowhere.

Only the pages that the program makes of its own accord are on it, and only those that search engines were to know.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from fingerpost.engine.cache import write_atomically
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.sources import read_text

FILE = "addresses.txt"
_HEAD = """\
# Pages of lists that were published once. The build adds to this file; commit it. When nothing is left for such a
# page to show, its address leads to the list above it. Remove a line only if nobody can know that address.
"""


def read_addresses(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The addresses, from the site's base path on, and what is wrong with the list. None where there is none yet."""
    file = root / FILE
    if not os.path.lexists(file):
        return (), ()
    if not file.is_file():
        return (), (Problem("not-a-file", "is not a file", Span(FILE), "remove it: a build writes the list anew"),)
    source, problems = read_text(file, FILE)
    lines = [line.strip() for line in source.text.split("\n")] if source else []
    return tuple(sorted({line for line in lines if line and not line.startswith("#")})), problems


def remember(root: Path, known: Iterable[str], made: Iterable[str]) -> int:
    """Add to the list what was made and is not on it. How many that are; none where nothing can be written."""
    new = set(made) - set(known)
    if new:
        text = _HEAD + "".join(f"{each}\n" for each in sorted({*known, *new}))
        try:
            write_atomically(root / FILE, text.encode())
        except OSError:
            return 0
    return len(new)
