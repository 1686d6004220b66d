"""What a preview's search says is looked for in the files that its manifest names, whatever form the index has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from bench.served import Preview, has_in_search, list_of, search_files
from fingerpost.pages.search import SearchDocument
from tests.pages.search.corpus import files_of


@dataclass(frozen=True, slots=True)
class Standing(Preview):
    """A preview of files that are there."""

    files: Mapping[str, bytes]

    def get(self, path: str) -> str:
        return self.files.get(path.removeprefix("/search/"), b"").decode()


def _index(title: str, whole: int) -> Preview:
    titles = [title, *(f"Article {number}" for number in range(60))]
    return Standing(0, files_of([_document(number, each) for number, each in enumerate(titles)], whole=whole))


def _document(number: int, title: str) -> SearchDocument:
    return SearchDocument(f"articles/{number}/", title, "A summary.", "article", f"The text of article {number}.")


@pytest.mark.parametrize("whole", [0, 300])
def test_a_title_is_found_in_search_once_it_is_there(whole: int) -> None:
    before = search_files(_index("Patience", whole))
    assert before
    assert has_in_search(_index("Kumquats", whole), "Kumquats", before)
    assert not has_in_search(_index("Patience", whole), "Patience", before), "that was there before"
    assert not has_in_search(_index("Kumquats", whole), "Patience", before)


def test_what_is_no_index_names_no_files() -> None:
    for content in (b"", b"[]", b"{}", b'{"v": 0}'):
        assert search_files(Standing(0, {"manifest.json": content})) == frozenset()


def test_a_list_is_looked_at_where_it_shows_the_article() -> None:
    lists = {"/articles/": b"/articles/a/", "/articles/page/2/": b"/articles/b/", "/articles/page/3/": b"/articles/c/"}
    assert [list_of(Standing(0, lists), article) for article in "abcd"] == [*lists, "/articles/"]
