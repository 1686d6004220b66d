"""The analyser in Python against that in TypeScript: a table, a list of words, every character, text made to annoy."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from unicodedata import normalize

import pytest

from fingerpost.pages.search import LANGUAGES, analyse, english, french
from tests.pages.search.conftest import RunNode, listed_words
from tests.pages.search.corpus import annoying_texts


def _cases(name: str, language: str) -> list[tuple[str, str, list[str]]]:
    rows = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return [(language, text, terms) for text, terms in rows]


CASES = [*_cases("analyser_cases.json", "en"), *_cases("analyser_cases_fr.json", "fr")]
LISTS = {"en": "english", "fr": "french"}

BROWSER_TERMS = """
import { analyserFor } from "./frontend/search/analyser.ts";
async function answer({ language, texts }: { language: string; texts: string[] }) {
  const analyser = await analyserFor(language);
  return texts.map((text) => analyser.terms(text).join(" "));
}
"""

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(("language", "text", "terms"), CASES)
def test_the_shared_tables(language: str, text: str, terms: list[str]) -> None:
    assert list(analyse(text, language)) == terms


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match='no analyser for the language "de"; it has: en, fr'):
        analyse("guten Tag", "de")


@pytest.mark.parametrize("tables", [english, french], ids=["english", "french"])
def test_the_browser_has_the_same_word_lists(tables: ModuleType, run_node: RunNode) -> None:
    name = tables.__name__.rpartition(".")[2]
    source = f"""
    import {{ {name.upper()} as tables }} from "./frontend/search/{name}.ts";
    const {{ stopWords, elision, enclitic }} = tables;
    const answer = () => ({{ stop: [...stopWords].sort(), elision: elision.source, enclitic: enclitic.source }});
    """
    theirs = run_node(source, None)
    assert theirs["stop"] == sorted(tables.STOP_WORDS)
    assert theirs["elision"] == tables.ELISION.pattern.replace(r"\A", "^")
    assert theirs["enclitic"] == tables.ENCLITIC.pattern.replace(r"\Z", "$")


def test_a_word_has_the_same_term_without_its_accents_unless_that_is_a_stop_word() -> None:
    listed = [(word, _bare(word)) for word in listed_words("french")]
    accented = [(word, bare) for word, bare in listed if word != bare]
    assert len(accented) > 100_000
    parted = [bare for word, bare in accented if analyse(word, "fr") != analyse(bare, "fr")]
    assert all(french.STOP_WORDS.intersection(bare.split("-")) for bare in parted)
    assert len(parted) < 50


def test_stop_words_are_known_without_their_accents() -> None:
    assert {_bare(word) for word in french.STOP_WORDS} <= french.STOP_WORDS


def _bare(word: str) -> str:
    parts = normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(part for part in parts if part < "\u0300")


@in_each_language
def test_every_character_is_taken_alike(language: str, run_node: RunNode) -> None:
    # The planes that have characters, and the first of those that do not.
    codes = [code for code in (*range(0x40000), *range(0xE0000, 0xE0200)) if not 0xD800 <= code <= 0xDFFF]
    texts = [" ".join(f"{chr(code)}s x{chr(code)}z" for code in codes[at : at + 64]) for at in range(0, len(codes), 64)]
    _assert_alike(language, texts, run_node)


@in_each_language
def test_every_listed_word_is_taken_alike(language: str, run_node: RunNode) -> None:
    words = listed_words(LISTS[language])
    assert len(words) > 250_000
    _assert_alike(language, words, run_node)


@in_each_language
def test_text_made_to_annoy_is_taken_alike(language: str, run_node: RunNode) -> None:
    _assert_alike(language, annoying_texts(7, 20_000), run_node)


def _assert_alike(language: str, texts: list[str], run_node: RunNode) -> None:
    theirs = run_node(BROWSER_TERMS, {"language": language, "texts": texts})
    ours = [" ".join(analyse(text, language)) for text in texts]
    different = [(text, our, their) for text, our, their in zip(texts, ours, theirs, strict=True) if our != their]
    assert different[:5] == []
