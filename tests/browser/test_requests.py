"""What a page asks for when it is opened: little, of its own host alone, and nothing for what is not used yet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request
from selectolax.lexbor import LexborHTMLParser

from tests.browser.sites import KINDS, Site
from tests.browser.watch import Watch, visit


def _settled(page: Page, watch: Watch, url: str) -> list[Request]:
    """What opening a page asks for, its fonts and lazy pictures included."""
    watch.start_again()
    visit(page, url)
    page.evaluate("async () => { await document.fonts.ready; window.scrollTo(0, document.body.scrollHeight) }")
    page.wait_for_timeout(50)
    return [request for request in watch.asked if not request.url.startswith("data:")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_its_own_host_for_little_and_complains_of_nothing(
    tab: Page, watch: Watch, sites: tuple[Site, ...], kind: str
) -> None:
    for site in sites:
        for path in site.pages.get(kind, ())[:1]:
            asked = _settled(tab, watch, site.address + path)
            assert (path, watch.complaints) == (path, [])
            assert [request.url for request in asked if not request.url.startswith(site.address)] == []
            kinds = [request.resource_type for request in asked]
            assert kinds.count("stylesheet") == tab.locator("head link[rel=stylesheet]").count() == 1
            assert tab.locator("style, [style]").count() == 0
            assert kinds.count("font") <= 2
            if kind != "search-list":
                # The directory has filters, whose code shares parts with the search and the shortlist.
                assert kinds.count("script") <= (7 if kind == "therapists-list" else 1)
                assert [request.url for request in asked if "/search" in request.url] == []


def test_every_picture_says_how_large_it_is(sites: tuple[Site, ...]) -> None:
    pictures = {
        (site.name, path, image.attributes.get("src")): {"width", "height"} <= image.attributes.keys()
        for site in sites
        for path in site.paths
        for image in LexborHTMLParser((site.file(path)).read_text("utf-8")).css("img")
    }
    assert pictures
    assert [picture for picture, sized in pictures.items() if not sized] == []
