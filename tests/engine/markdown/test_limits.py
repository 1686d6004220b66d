"""Texts made to break the program are refused or converted, quickly, and never raise."""

from __future__ import annotations

import inspect
import sys
import time

import pytest

from fingerpost.engine.markdown import Conversion, convert

BLOCK = 19_000


def blocks(unit: str) -> str:
    """200 kB of one thing, in blocks as long as they may be."""
    return ((unit * (BLOCK // len(unit))) + "\n\n") * 10


BOMBS = {
    "quotes": ">" * 10_000,
    "stars": "*" * 10_000,
    "brackets": "[" * 10_000,
    "list signs": "- " * 10_000,
    "nested brackets": "[" * 5_000 + "]" * 5_000,
    "nested lists": "\n".join("    " * depth + "- a" for depth in range(200)),
    "nested links": "[a](" * 3_000 + "x" + ")" * 3_000,
    "nested emphasis": "*a **b " * 2_000 + "** *" * 2_000,
    "nested HTML": "<div>" * 3_000 + "x" + "</div>" * 3_000,
    "open tags": blocks("<b>"),
    "half tags": blocks("<a "),
    "scripts": blocks("<script>"),
    "comments": blocks("<!--"),
    "quotation marks": blocks('"'),
    "backticks": blocks("`a "),
    "unclosed emphasis": blocks("*a "),
    "links": blocks("[x](y.md) "),
    "unclosed links": blocks("[x]("),
    "half links": blocks("]("),
    "citations": blocks("[@a] "),
    "escapes": blocks("\\*"),
    "headings": "## a\n\n" * 30_000,
    "abbreviations": blocks("*[A]: b\n"),
    "footnotes": "".join(f"[^{n}] " for n in range(2_000)) + "\n\n" + "".join(f"[^{n}]: n\n\n" for n in range(2_000)),
    "empty lines": "\n" * 200_000,
    "spaces": (" " * BLOCK + "x\n\n") * 10,
    "one line": blocks("word "),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_defused(text: str) -> None:
    start = time.process_time()
    convert("a.md", text)
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (">" * 31 + " a", "too-deep"),
        ("- " * 31 + "a", "too-deep"),
        ("a" * 20_001, "too-long"),
        ("a\n\n" * 400_000, "too-long"),
    ],
)
def test_what_is_refused_is_said(text: str, code: str) -> None:
    conversion = convert("a.md", text)
    assert [problem.code for problem in conversion.problems] == [code]
    assert conversion.body.pieces == ("",)


def test_a_stack_that_runs_out_is_a_problem_and_leaves_the_next_text_alone() -> None:
    text = "\n".join("    " * depth + "- a" for depth in range(10))
    plain = convert("a.md", text)

    def with_frames(left: int) -> Conversion:
        return convert("a.md", text) if left <= 0 else with_frames(left - 1)

    room = sys.getrecursionlimit() - len(inspect.stack(0))
    found = [with_frames(room - left) for left in range(20, 120, 4)]
    said = {tuple(problem.code for problem in conversion.problems) for conversion in found}
    assert said == {(), ("too-deep",)}
    assert all(conversion == plain for conversion in found if not conversion.problems)
    assert convert("a.md", text) == plain


def test_nesting_within_reason_is_fine() -> None:
    assert convert("a.md", "> " * 12 + "a").problems == ()
    assert convert("a.md", "\n".join("    " * depth + "- a" for depth in range(12))).problems == ()
