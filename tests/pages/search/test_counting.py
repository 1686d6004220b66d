"""One document counted."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from string import ascii_uppercase

import pytest

from fingerpost.pages.search import LANGUAGES, SearchDocument, analyse, analyser
from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.counting import FIELDS, Counted, Counting, FieldCount
from tests.pages.search.corpus import annoying_texts, documents, vocabulary

DOCUMENT = SearchDocument("a/", "Shame, shame", "Its “name”.", "page", "Shameless names\nand a name’s shame.")
COUNTING = Counting(analyser_for("en"))


def test_every_field_has_its_terms_and_how_often_they_stand_there() -> None:
    counted = COUNTING.count(DOCUMENT)
    assert [field.times() for field in counted.fields] == [
        {"shame": 2},
        {},
        {},
        {"name": 1},
        {"shameless": 1, "name": 2, "shame": 1},
    ]


def test_the_counts_are_those_of_the_analyser() -> None:
    for document in documents(5, 40, vocabulary(5, 300)):
        for name, field in zip(FIELDS, COUNTING.count(document).fields, strict=True):
            _assert_counted(field, getattr(document, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_made_to_annoy_is_counted_as_it_is_analysed(language: str) -> None:
    for text in annoying_texts(9, 20_000):
        [*_, field] = Counting(analyser_for(language)).count(replace(DOCUMENT, body=text)).fields
        _assert_counted(field, text, language)


def test_each_language_has_terms_of_its_own() -> None:
    document = replace(DOCUMENT, body="the anxiety, des thérapies")
    assert Counting(analyser_for("en")).count(document).fields[-1].times() == {"anxieti": 1, "de": 1, "therapi": 1}
    assert Counting(analyser_for("fr")).count(document).fields[-1].times() == {"the": 1, "anxiety": 1, "therap": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_capital_with_any_mark_is_counted_as_it_is_analysed(language: str) -> None:
    marks = [mark for mark in map(chr, range(0x11000)) if unicodedata.category(mark).startswith("M")]
    assert len(marks) > 1_300
    for mark in marks:
        text = " ".join(f"{letter}{mark}b c{letter}{mark} d'{letter}{mark}'S" for letter in ascii_uppercase)
        [*_, field] = Counting(analyser_for(language)).count(replace(DOCUMENT, body=text)).fields
        _assert_counted(field, text, language)


def test_counting_needs_to_remember_no_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser, "_MOST_PIECES", 1)
    for document in documents(5, 10, vocabulary(5, 300)):
        _assert_counted(COUNTING.count(document).fields[-1], document.body)


def _assert_counted(field: FieldCount, text: str, language: str = "en") -> None:
    terms = analyse(text, language)
    assert field.times() == Counter(terms), text
    assert field.length == len(terms), text


def test_counts_come_back_from_bytes() -> None:
    for document in (DOCUMENT, SearchDocument("", "", "", "", "", ""), *documents(6, 40, vocabulary(6, 300))):
        counted = COUNTING.count(document)
        assert Counted.from_bytes(counted.to_bytes()) == counted


OTHER_BYTES = (
    *(
        b"",
        b"{}",
        b"1 a",
        b"1 a\n\n\n\n\n\n",
        b"\n\n\n\n\n\n\n\n\n\n",
        b"a 1\n\n\n\n\n\n\n\n",
        b"\n\n\n\n\n\n\n\n1 a\n",
        b"1 \xff\n\n\n\n\n\n\n\n",
    ),
)


@pytest.mark.parametrize("content", OTHER_BYTES)
def test_other_bytes_are_no_counts(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no counted document|invalid literal|can't decode"):
        Counted.from_bytes(content)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match='the language "de"'):
        Counting(analyser_for("de"))
