"""Addresses that the directory once had: a list in the site's root, so that none of them ever leads nowhere.

Only the pages that the program makes of its own accord are on it, and only those that search engines were to know.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fingerpost.engine.cache import write_atomically

FILE = "addresses.txt"
_HEAD = """\
# Pages of the directory that were published once. The build adds to this list; commit it. When the last therapist
# leaves such a page, its address leads to the list above it. Remove a line only if nobody can know that address.
"""


def read_addresses(root: Path) -> tuple[str, ...]:
    """The addresses, from the site's base path on. None where there is no such list yet."""
    try:
        lines = (root / FILE).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")}))


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
