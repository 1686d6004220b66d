"""Every example of the page on Markdown converts: without a problem, or with the one that is announced."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from fingerpost.engine.markdown import convert
from fingerpost.engine.markdown.blocks import ADMONITIONS, CLASSES, URGENCIES
from fingerpost.engine.markdown.rawhtml import ELEMENTS

PAGE = (Path(__file__).resolve().parents[3] / "docs/editors/markdown.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(
    r"^(?:<!-- gives: (?P<code>[\w-]+) -->\n)?(?P<fence>`{3,})markdown\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    code: str
    text: str
    line: int


EXAMPLES = [
    Example(found["code"] or "", found["text"], PAGE.count("\n", 0, found.start()) + 1)
    for found in _EXAMPLE.finditer(PAGE)
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}-{example.code or 'sound'}")
def test_an_example_gives_what_the_page_says(example: Example) -> None:
    problems = convert("text.md", example.text).problems
    assert [problem.code for problem in problems] == ([example.code] if example.code else [])


def test_every_fenced_markdown_block_is_an_example() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^`{3,}markdown$", PAGE, re.MULTILINE)) > 20


def test_the_page_names_every_word_of_the_syntax() -> None:
    named = set(re.findall(r"`\.?([\w-]+)`", PAGE))
    parts = {"tbody", "tfoot", "thead", "td", "th", "tr"}
    assert {*URGENCIES, *ADMONITIONS, *CLASSES, *ELEMENTS} - named - parts == set()
