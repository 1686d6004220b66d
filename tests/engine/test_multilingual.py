"""Texts that may differ by language."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from fingerpost.engine.multilingual import Prose, ProseText, most_words_each


def prose(value: object) -> Prose:
    found: Prose = TypeAdapter(ProseText).validate_python(value)
    return found


def test_one_text_is_for_every_language() -> None:
    assert prose("Hello").text("fr") == "Hello"
    assert prose("Hello").languages == ()


def test_a_text_per_language_falls_back_to_the_first() -> None:
    both = prose({"fr": "Bonjour", "en": "Hello"})
    assert (both.text("fr"), both.text("en"), both.text("de")) == ("Bonjour", "Hello", "Hello")
    assert both.languages == ("en", "fr")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "empty-value"),
        ({"English": "x"}, "not-a-language"),
        ({"en": ""}, "empty-value"),
        ({"en": ["x"]}, "not-text"),
        (["x"], "not-text"),
    ],
)
def test_a_text_per_language_is_checked(given: object, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        prose(given)
    (error,) = caught.value.errors()
    assert error["type"] == code
    assert error["ctx"]["help"], "every refusal says how to mend it"


def test_words_are_counted_in_every_language() -> None:
    few = TypeAdapter(Annotated[ProseText, most_words_each(2)])
    assert few.validate_python({"en": "one two", "fr": "un deux"}).languages == ("en", "fr")
    with pytest.raises(ValidationError, match="has 3 words; at most 2 fit"):
        few.validate_python({"en": "one two", "fr": "un deux trois"})
