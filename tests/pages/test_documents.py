"""What search knows of the site in which every field is filled, as its results show it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.files import held

Rows = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def rows(full_output: Path) -> Rows:
    """Title and kind of each document by its address, in the order of the index."""
    [index] = (full_output / "search").glob("index-*.json")
    return {url: (title, kind) for url, title, _, kind in json.loads(index.read_text("utf-8"))["rows"]}


def test_documents_stand_by_kind_and_then_by_id(rows: Rows) -> None:
    kinds = list(dict.fromkeys(kind for _, kind in rows.values()))
    assert kinds == [
        "crisis", "modality", "concern", "article", "page", "worksheet", "list", "therapist", "person", "term",
        "regulator", "citation",
    ]  # fmt: skip
    for kind in kinds:
        ids = [url.rstrip("/") for url, (_, of_kind) in rows.items() if of_kind == kind]
        assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("crisis/", "crisis"),
        ("crisis/example-line/", "crisis"),
        ("privacy-receipt/", "page"),
        ("references/", "page"),
        ("therapists/", "list"),
        ("therapists/in/nova-scotia/", "list"),
        ("therapists/with/quiet-sitting/", "list"),
        ("people/ada-example/", "person"),
        ("references/north2019/", "citation"),
    ],
)
def test_every_sort_of_page_can_be_found(rows: Rows, url: str, kind: str) -> None:
    assert rows[url][1] == kind


def test_what_is_no_answer_is_not_found(rows: Rows, full_output: Path) -> None:
    assert not {"", "search/", "therapists/shortlist/", "therapists/archived/", "therapists/unlisted/"} & rows.keys()
    assert [
        url for url in rows if not (full_output / url).is_file() and not (full_output / url / "index.html").is_file()
    ] == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("therapists/rosa-full/", "12 Example Street"),
        ("therapists/rosa-full/", "Patient Practitioner 001236 Example College"),
        ("therapists/rosa-full/", "Certificate in sitting, Two years of sitting"),
        ("therapists/rosa-full/", "couples teens older adults by video"),
        ("therapists/rosa-full/", "waiting lists, receipts, afternoons, chairs"),
        ("therapists/rosa-full/", "Hello. Take your time."),
        ("therapists/rosa-full/", "First session, group, 15 minutes by telephone, 555-0110"),
        ("crisis/example-line/", "You may stay silent for as long as you like."),
        ("crisis/example-line/", "WAIT, any time, French, through interpreters"),
    ],
)
def test_what_a_page_says_is_found(said: str, url: str, full_output: Path) -> None:
    [index] = (full_output / "search").glob("index-*.json")
    beside, rows = held(index.read_text("utf-8"))
    number = [row[0] for row in beside["rows"]].index(url)
    here = {term for term, text in rows if any(number in _numbers(posting) for posting in json.loads(text))}
    assert {*analyser_for("en").terms(said)} - here == set()


def _numbers(posting: list[int] | int) -> set[int]:
    """The documents in a posting list: of each entry the gap, doubled, plus one where no number of times follows."""
    found, number, codes = set(), -1, iter(posting if isinstance(posting, list) else ())
    for code in codes:
        number += code >> 1
        found.add(number)
        if not code & 1:
            next(codes)
    return found
