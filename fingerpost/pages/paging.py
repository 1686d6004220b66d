"""Long lists in pages: how many there are, and which of them a page names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fingerpost.pages.views.lists import PageLink, Pages

T = TypeVar("T")

ON_A_PAGE = 24
_AROUND = 2  # Pages that are named on either side of the current one.


def pages_of(count: int) -> int:
    """How many pages a list of so many takes: one even for nobody."""
    return max(1, -(-count // ON_A_PAGE))


def page_of(place: int) -> int:
    """The page on which something stands, by its place in the list, which is counted from 0."""
    return place // ON_A_PAGE + 1


def on_page(items: Sequence[T], number: int) -> Sequence[T]:
    """What page `number` shows of a list."""
    return items[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


def page_links(number: int, count: int, address: Callable[[int], str]) -> Pages | None:
    """The links of page `number`, counted from 1, of a list of `count`. None where there is but one page."""
    last = pages_of(count)
    if last == 1:
        return None
    before, after = (address(each) if 1 <= each <= last else "" for each in (number - 1, number + 1))
    shown = [PageLink(each, address(each), each == number) if each else None for each in named_pages(number, last)]
    return Pages(before, after, tuple(shown))


def named_pages(number: int, last: int) -> list[int]:
    """The first, the last and those around `number`, with 0 for each gap of more than one page."""
    near = range(max(1, number - _AROUND), min(last, number + _AROUND) + 1)
    found: list[int] = []
    for each in sorted({1, last, *near}):
        gap = each - (found[-1] if found else 0) - 1
        if gap == 1:
            # Its number takes no more room than the sign of a gap.
            found.append(each - 1)
        elif gap > 1:
            found.append(0)
        found.append(each)
    return found
