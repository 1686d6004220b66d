"""The analyser in Python against that in TypeScript: a table, a list of words, every character, text made to annoy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fingerpost.pages.search import analyse
from fingerpost.pages.search.english import ELISION, ENCLITIC, STOP_WORDS
from tests.pages.search.conftest import RunNode, listed_words
from tests.pages.search.corpus import annoying_texts

CASES: list[tuple[str, list[str]]] = json.loads(Path(__file__).with_name("analyser_cases.json").read_text("utf-8"))

BROWSER_TERMS = """
import { analyse } from "./frontend/search/analyser.ts";
const answer = (texts: string[]) => texts.map((text) => analyse(text).join(" "));
"""


@pytest.mark.parametrize(("text", "terms"), CASES)
def test_the_shared_table(text: str, terms: list[str]) -> None:
    assert list(analyse(text, "en")) == terms


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match='no analyser for the language "fr"; it has: en'):
        analyse("bonjour", "fr")


def test_the_browser_has_the_same_word_lists(run_node: RunNode) -> None:
    source = """
    import { ELISION, ENCLITIC, STOP_WORDS } from "./frontend/search/english.ts";
    const answer = () => ({ stop: [...STOP_WORDS].sort(), elision: ELISION.source, enclitic: ENCLITIC.source });
    """
    theirs = run_node(source, None)
    assert theirs["stop"] == sorted(STOP_WORDS)
    assert theirs["elision"] == ELISION.pattern.replace(r"\A", "^")
    assert theirs["enclitic"] == ENCLITIC.pattern.replace(r"\Z", "$")


def test_every_character_is_taken_alike(run_node: RunNode) -> None:
    # The planes that have characters, and the first of those that do not.
    codes = [code for code in (*range(0x40000), *range(0xE0000, 0xE0200)) if not 0xD800 <= code <= 0xDFFF]
    texts = [" ".join(f"{chr(code)}s x{chr(code)}z" for code in codes[at : at + 64]) for at in range(0, len(codes), 64)]
    _assert_alike(texts, run_node)


def test_every_listed_word_is_taken_alike(run_node: RunNode) -> None:
    _assert_alike(listed_words("english"), run_node)


def test_text_made_to_annoy_is_taken_alike(run_node: RunNode) -> None:
    _assert_alike(annoying_texts(7, 20_000), run_node)


def _assert_alike(texts: list[str], run_node: RunNode) -> None:
    theirs = run_node(BROWSER_TERMS, texts)
    ours = [" ".join(analyse(text, "en")) for text in texts]
    different = [(text, our, their) for text, our, their in zip(texts, ours, theirs, strict=True) if our != their]
    assert different[:5] == []
