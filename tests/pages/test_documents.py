"""What search knows of the site in which every field is filled, as its results show it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
