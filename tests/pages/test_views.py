"""Views hold values that stay as they are, and of which a text can be made that only equal ones share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from fingerpost.pages import views
from fingerpost.pages.views.frame import Assets, Head, Link, Place, SearchFiles, SiteView

SCALARS = {str, bool, int, date, NoneType}
MODULES = [import_module(f"{views.__name__}.{module.name}") for module in iter_modules(views.__path__)]
VIEWS: set[type] = {
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, tuple) and value.__module__ == module.__name__
}


def leaves(hint: Any) -> Iterator[Any]:
    """The types that a field may hold, in tuples and in unions."""
    if get_origin(hint) is Literal:
        yield from map(type, get_args(hint))
    elif get_origin(hint) in (tuple, Union, UnionType):
        for each in get_args(hint):
            yield from leaves(each) if each is not Ellipsis else ()
    else:
        yield hint


@pytest.mark.parametrize("view", sorted(VIEWS, key=repr))
def test_a_view_holds_texts_numbers_days_and_views(view: type) -> None:
    hints = get_type_hints(view)
    assert hints
    for name, hint in hints.items():
        strange = set(leaves(hint)) - SCALARS - VIEWS
        assert not strange, f"{name} may hold {strange}"


def test_no_two_views_have_one_name() -> None:
    assert len({view.__name__ for view in VIEWS}) == len(VIEWS)


def site(*footer: Link) -> SiteView:
    return SiteView(
        name="A site",
        tagline="",
        language="en",
        base="/",
        home="/",
        navigation=(Link("Articles", "/articles/"),),
        footer=footer,
        crisis_page="/crisis/",
        crisis_lines=(),
        assets=Assets("/a.css", "/a.js"),
        search=SearchFiles("/search/", "/search/manifest.json"),
    )


def head(url: str, **more: Any) -> Head:
    return Head(kind="page", title="", description="", url=url, canonical="", **more)


@pytest.mark.parametrize("url", ["/", "/articles/", "/about/"])
def test_a_page_in_a_menu_has_a_place_of_its_own(url: str) -> None:
    assert site(Link("About", "/about/")).place_of(head(url)).url == url


def test_all_other_pages_of_a_section_have_one_place() -> None:
    places = {site().place_of(head(url, section_url="/articles/")) for url in ("/articles/a/", "/articles/b/")}
    assert places == {Place("", "/articles/", crisis_prominent=False, quick_exit=False)}


def test_what_the_frame_shows_of_a_page_is_in_its_place() -> None:
    place = site().place_of(head("/a/", crisis_prominent=True, quick_exit=True))
    assert (place.crisis_prominent, place.quick_exit) == (True, True)
