from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from fingerpost.engine.markdown import convert
from fingerpost.engine.markdown.prose import Prose
from tests.engine.markdown.test_skipping import lines
from tests.engine.markdown.test_soup import soup


@settings(deadline=None, max_examples=200)
@given(lines | soup)
@example("One line of words.\n\n- it's\n- a  b\n- \n- a -- b ...\n- a &amp; b")
def test_a_block_of_words_becomes_what_any_other_does(text: str) -> None:
    at_once = convert("a.md", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prose, "plain", lambda *_: None)
        assert convert("a.md", text) == at_once


def test_words_are_counted_in_every_kind_of_block() -> None:
    text = "## A heading\n\nSome *soft* words.\n\n- one  item\n\n| a | b |\n|---|---|\n| c d | e |\n"
    assert convert("a.md", text).body.words == 12
