"""Names that mean the same, found in each other's place."""

from __future__ import annotations

import pytest

from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.counting import FIELDS, Counting

GROUPS = (
    ("Compassion-focused therapy", "CFT"),
    ("Acceptance and commitment therapy", "ACT"),
    ("counsellor", "counselor"),
    ("self-criticism", "inner critic", "the"),
)


def _counted(**fields: str) -> dict[str, dict[str, int]]:
    given = {"title": "", "summary": "", **fields}
    counted = Counting(analyser_for("en"), GROUPS).count(SearchDocument(url="a/", kind="page", **given))
    return {name: field.times() for name, field in zip(FIELDS, counted.fields, strict=True) if field.times()}


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("A counsellor, and another counsellor.", {"counselor"}),
        ("Counselors", {"counsellor"}),
        ("He offers CFT.", {"compass", "focus", "therapi"}),
        ("Compassion focused therapies help.", {"cft"}),
        ("A therapy focused on compassion.", set()),
        ("ACT helps.", {"accept", "commit", "therapi"}),
        ("Act kindly, and the act is done.", set()),
        ("Acceptance and commitment therapy (ACT)", set()),
        ("The inner critic speaks.", {"self"}),
        ("Criticism of the self", set()),
        ("", set()),
    ],
)
def test_a_text_is_found_by_the_other_names_of_what_it_names(text: str, besides: set[str]) -> None:
    plain = Counting(analyser_for("en")).count(SearchDocument("a/", "", "", "page", text)).fields[-1].times()
    assert _counted(body=text).get("body", {}) == plain | dict.fromkeys(besides, 1)


def test_a_word_that_is_there_already_is_counted_no_oftener() -> None:
    assert _counted(body="CFT is compassion-focused therapy: CFT.") == {
        "body": {"cft": 2, "compass": 1, "focus": 1, "therapi": 1}
    }


def test_a_title_stays_word_for_word() -> None:
    found = _counted(title="CFT")
    assert found == {"title": {"cft": 1}, "keywords": {"compass": 1, "focus": 1, "therapi": 1}}


def test_words_are_put_in_where_the_name_stands() -> None:
    found = _counted(headings="On CFT", summary="Counsellors", body="Nothing")
    assert set(found["headings"]) >= {"cft", "compass"}
    assert set(found["summary"]) == {"counsellor", "counselor"}
    assert set(found["body"]) == {"noth"}
