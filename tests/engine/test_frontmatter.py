"""Cutting a Markdown file into front matter and body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.engine.frontmatter import Split, split

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=20)
LINES = st.lists(LINE, max_size=6)


def is_fence(line: str) -> bool:
    return line.rstrip(" \t") == "---"


def test_the_body_starts_on_the_line_after_the_second_fence() -> None:
    assert split("a.md", "---\ntitle: x\n---\nBody\n") == Split("title: x", "Body\n", 4)


def test_white_space_after_a_fence_is_not_seen() -> None:
    assert split("a.md", "--- \t\ntitle: x\n---  \nBody") == Split("title: x", "Body", 4)


def test_a_line_of_hyphens_in_the_body_stays_there() -> None:
    assert split("a.md", "---\na: b\n---\nOne\n\n---\n\nTwo\n") == Split("a: b", "One\n\n---\n\nTwo\n", 4)


def test_a_body_may_be_empty() -> None:
    assert split("a.md", "---\na: b\n---") == Split("a: b", "", 4)


@pytest.mark.parametrize("text", ["Text", " ---\na: b\n---\n", "----\na: b\n---\n", "\n---\na: b\n---\n", "- --\n", ""])
def test_a_file_that_starts_otherwise_has_no_front_matter(text: str) -> None:
    found = split("a.md", text)
    assert not isinstance(found, Split)
    assert (found.code, found.span.line, found.span.column) == ("no-front-matter", 1, 1)


@pytest.mark.parametrize("text", ["---", "---\n", "---\na: b\n", "---\na: b\n----\n", "---\na: b\n ---\nText"])
def test_front_matter_without_an_end_is_unclosed(text: str) -> None:
    found = split("a.md", text)
    assert not isinstance(found, Split)
    assert (found.code, found.span.line, found.span.length) == ("unclosed-front-matter", 1, 3)


@given(LINES, LINES)
def test_what_was_joined_is_split_again(yaml: list[str], body: list[str]) -> None:
    inner = [line for line in yaml if not is_fence(line)]
    found = split("a.md", "\n".join(["---", *inner, "---", *body]))
    assert found == Split("\n".join(inner), "\n".join(body), len(inner) + 3)


@given(st.text())
def test_any_text_is_split_or_a_problem(text: str) -> None:
    found = split("a.md", text)
    if isinstance(found, Split):
        lines = text.split("\n")
        assert found.body == "\n".join(lines[found.body_line - 1 :])
        assert found.yaml == "\n".join(lines[1 : found.body_line - 2])
