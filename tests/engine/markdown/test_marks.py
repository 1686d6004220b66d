from __future__ import annotations

import sys

from hypothesis import given, settings

from fingerpost.engine.markdown.marks import FORBIDDEN, Marks, is_clean
from tests.engine.markdown.test_skipping import lines

ALL = "".join(map(chr, range(sys.maxunicode + 1)))


def test_nothing_forbidden_passes_as_printable() -> None:
    assert [char for char in FORBIDDEN.findall(ALL) if is_clean(char)] == []


def test_all_else_is_clean() -> None:
    assert is_clean(FORBIDDEN.sub("", ALL))
    assert is_clean("tabs\tand\u00a0hard\u2009spaces\n")


@settings(deadline=None)
@given(lines.map(lambda text: text.replace("\\", "").replace("<", "")))
def test_a_text_without_escapes_and_tags_comes_apart_as_any_other(text: str) -> None:
    plain, other = Marks("a.md", text, 1), Marks("a.md", f"{text}\n\n\\", 1)
    assert plain.apart(plain.marked) == other.apart(plain.marked)
    assert plain.apart(plain.marked)[0] == text
