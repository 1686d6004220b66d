"""Which texts are refused before they are converted: those that would take too long, or nest too deeply."""

from __future__ import annotations

import re

from fingerpost.engine.markdown.draft import Draft

_DEEPEST = 30
_LONGEST = 1_000_000
_LONGEST_BLOCK = 20_000
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)|$")
_NESTING = re.compile(r"^[ >]*(?:(?:[*+-]|\d{1,9}\.)[ ]+)*", re.MULTILINE)
_DEEP_LINE = re.compile(rf"\n[ >*+.\d-]{{{_DEEPEST + 1}}}")
"""A line that begins with as many signs as it takes to be nested too deeply: most texts have none (6 µs, not 75)."""


def refusal(draft: Draft) -> tuple[str, str, int | None] | None:
    """Code, message and offset of what speaks against converting a text, None when nothing does."""
    if len(draft.marks.text) > _LONGEST or draft.marks.too_many:
        return "too-long", f"this text is longer than {_LONGEST:,} characters", None
    long = _long_block(draft.marks.text)
    if long is not None:
        return "too-long", f"this block is longer than {_LONGEST_BLOCK:,} characters without an empty line", long
    if not _DEEP_LINE.search(f"\n{draft.marks.text}"):
        return None
    for found in _NESTING.finditer(draft.marks.text):
        prefix = found[0].replace("  ", " ")
        if sum(prefix.count(sign) for sign in ">*+-.") + (len(found[0]) - len(found[0].lstrip())) // 4 > _DEEPEST:
            return "too-deep", f"quotes and lists are nested more than {_DEEPEST} deep here", found.start()
    return None


def _long_block(text: str) -> int | None:
    """Where a block starts that is too long to convert in reasonable time, if one is."""
    if len(text) <= _LONGEST_BLOCK:
        return None
    start = 0
    for found in _EMPTY_LINE.finditer(text):
        if found.start() - start > _LONGEST_BLOCK:
            return start
        start = found.end()
    return None
