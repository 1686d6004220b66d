"""Steps that are left out would have changed nothing: the stock machinery gives the same output."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from fingerpost.engine.markdown.blocks import URGENCIES
from fingerpost.engine.markdown.dialect import Dialect
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.limits import refusal
from fingerpost.engine.markdown.marks import FORBIDDEN
from fingerpost.engine.markdown.skipping import Sparing
from fingerpost.engine.problems import Problem
from tests.engine.markdown.test_rawhtml import FEATURES
from tests.engine.markdown.test_soup import soup

LINES = [
    *("A plain line", "word *soft* and **kind**", "`code` and \\* and \\_", "  ends in spaces  ", "    indented", "\t"),
    *("- item", "* item", "+ item", "1. item", "12) item", "- - -", "***", "___", "> quoted", ">", ": meaning", ":  m"),
    *("## Heading", "#", "Heading\n===", "Heading\n---", "=", "| a | b |", "|---|---|", "| 1 | 2 |", "a | b", "--|--"),
    *("[^1]", "[^1]: note", "    [^2]: inside", "*[CFT]: therapy", "CFT", "[x](y.md)", "[x][r]", "[r]", "[r]: a.md"),
    *("![a](b.png){.wide}", "![a][r]", "[@key; @other]", "{: #id .lead }", "text {#id}", "<b>bold</b>", "<!-- c -->"),
    *("<https://e.org>", "<a@b.ca>", "&amp; &copy; &", "!!! note", '!!! tip "T"', "    of it", "```", "~~~"),
    *(f"/// {URGENCIES[0]} | Call", "///", "/// unknown", "////", "\\", "  [x]: y", "   # no", "   * yes", "٣. item"),
    "separated\u2028lines",
]
lines = st.lists(st.sampled_from([*LINES, "", ""]), max_size=14).map("\n".join)


@cache
def sparing() -> Dialect:
    return Dialect()


@cache
def stock() -> Dialect:
    dialect = Dialect(Markdown)
    dialect.add_cards()
    return dialect


def converted(dialect: Dialect, text: str) -> tuple[str, tuple[Problem, ...]]:
    draft = Draft("a.md", text, 1)
    return dialect.convert(draft), tuple(draft.problems)


def assert_same(text: str) -> None:
    text = FORBIDDEN.sub("\ufffd", text)
    if refusal(Draft("a.md", text, 1)) is None:
        assert converted(sparing(), text) == converted(stock(), text)


@settings(deadline=None, max_examples=200)
@given(lines | soup)
@example("[r]\n\n[r]: a.md")
@example("![a][r] ![r][] ![r]\n\n[r]: a.png")
@example("/// urgent | T\n- a\n\n    b\n///")
@example("- a\n\n    /// urgent | T\n    - b\n\n    c\n    ///\n\nd")
@example("a \n   \nb")
def test_skipping_steps_changes_nothing(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize("text", FEATURES.values(), ids=FEATURES)
def test_every_feature_is_recognised_where_others_are_skipped(text: str) -> None:
    assert_same(text)
    assert_same(f"Plain.\n\n{text}\n\nPlain.")


def test_cards_come_late_into_an_instance_that_was_used_without() -> None:
    late = Dialect()
    for text in ("plain", "/// urgent | T\nnever closed", "## plain\n\nagain", *FEATURES.values()):
        assert converted(late, text) == converted(stock(), text)


def test_the_stages_run_sparingly() -> None:
    assert isinstance(Dialect().markdown, Sparing)
