"""One document counted."""

from __future__ import annotations

from collections import Counter

import pytest

from fingerpost.pages.search import SearchDocument, analyse
from fingerpost.pages.search.counting import FIELDS, Counted, count
from tests.pages.search.corpus import documents, vocabulary

DOCUMENT = SearchDocument("a/", "Shame, shame", "Its “name”.", "page", "Shameless names\nand a name’s shame.", "")


def test_every_field_has_its_terms_and_how_often_they_stand_there() -> None:
    counted = count(DOCUMENT, "en")
    assert [dict(zip(field.terms, field.times, strict=True)) for field in counted.fields] == [
        {"shame": 2},
        {},
        {"name": 1},
        {"shameless": 1, "name": 2, "shame": 1},
    ]


def test_the_counts_are_those_of_the_analyser() -> None:
    for document in documents(5, 40, vocabulary(5, 300)):
        for name, field in zip(FIELDS, count(document, "en").fields, strict=True):
            assert dict(zip(field.terms, field.times, strict=True)) == Counter(analyse(getattr(document, name), "en"))


def test_counts_come_back_from_bytes() -> None:
    counted = count(DOCUMENT, "en")
    assert Counted.from_bytes(counted.to_bytes()) == counted


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'[["a",[1]]]', b'[["a",[]],["",[]],["",[]],["",[]]]'])
def test_other_bytes_are_no_counts(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no counted document|Expecting value"):
        Counted.from_bytes(content)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match='the language "fr"'):
        count(DOCUMENT, "fr")
