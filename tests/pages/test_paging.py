"""Long lists in pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fingerpost.pages.paging import ON_A_PAGE, named_pages, page_links, pages_of


def test_a_list_has_one_page_even_for_nobody() -> None:
    assert [pages_of(count) for count in (0, 1, ON_A_PAGE, ON_A_PAGE + 1)] == [1, 1, 1, 2]
    assert page_links(1, ON_A_PAGE, str) is None


def test_pages_name_their_neighbours() -> None:
    first, last = page_links(1, 60, "/{}/".format), page_links(3, 60, "/{}/".format)
    assert first
    assert (first.previous, first.next) == ("", "/2/")
    assert last
    assert (last.previous, last.next) == ("/2/", "")
    assert [(page.number, page.current) for page in last.shown if page] == [(1, False), (2, False), (3, True)]


def test_far_pages_are_left_out() -> None:
    assert named_pages(10, 20) == [1, 0, 8, 9, 10, 11, 12, 0, 20]
    assert named_pages(1, 20) == [1, 2, 3, 0, 20]
    assert named_pages(5, 9) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@given(st.integers(1, 500), st.data())
def test_the_first_the_last_and_the_current_are_always_named(last: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, last))
    named = named_pages(number, last)
    pages = [each for each in named if each]
    assert {1, last, number} <= set(pages)
    assert pages == sorted(set(pages))
    assert len(named) <= 9
    for before, gap, after in zip(named, named[1:], named[2:], strict=False):
        assert gap or after - before > 2
