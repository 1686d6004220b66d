"""Addresses that are not, or no longer, those of a page: old ones lead on, unknown ones help at any depth."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.sites import Site


def _redirects(sites: tuple[Site, ...]) -> list[tuple[Site, str]]:
    found = [(site, path) for site in sites for path in site.pages.get("redirect", ())]
    assert found
    return found


def test_an_old_address_leads_on_without_scripts(plain_tab: Page, sites: tuple[Site, ...]) -> None:
    for site, path in _redirects(sites):
        target = LexborHTMLParser(site.file(path).read_text("utf-8")).css("main a")[0].attributes["href"]
        plain_tab.goto(site.address + path)
        plain_tab.wait_for_url(f"**{target}")
        assert plain_tab.url.startswith(site.address)
        expect(plain_tab.locator('meta[name="page-kind"]')).not_to_have_attribute("content", "redirect")
        expect(plain_tab.locator("h1")).to_be_visible()


def test_an_old_address_has_a_plain_link_to_the_same_place(sites: tuple[Site, ...]) -> None:
    for site, path in _redirects(sites):
        page = LexborHTMLParser(site.file(path).read_text("utf-8"))
        (refresh,) = page.css('meta[http-equiv="refresh"]')
        (link,) = page.css("main a")
        assert refresh.attributes["content"] == f"0; url={link.attributes['href']}"
        assert link.text().strip()


@pytest.mark.parametrize("path", ["a/b/c/", "a/b/c", "modalities/no-such-therapy/", "assets/no-such-file.js"])
def test_an_unknown_address_answers_with_a_page_that_works_at_its_depth(tab: Page, full: Site, path: str) -> None:
    answer = tab.goto(full.address + path)
    assert answer is not None
    assert answer.status == 404
    expect(tab.locator('meta[name="page-kind"]')).to_have_attribute("content", "404")
    assert tab.evaluate("document.styleSheets[0].cssRules.length") > 0
    expect(tab.get_by_role("combobox")).to_be_visible()
    links: list[str] = tab.evaluate("[...document.querySelectorAll('main a')].map((link) => link.href)")
    assert len(links) >= 4
    for link in links:
        reached = tab.request.get(link)
        assert (link, reached.status) == (link, 200)


def test_search_works_from_an_unknown_address(tab: Page, full: Site) -> None:
    tab.goto(f"{full.address}a/b/c/")
    tab.get_by_role("combobox").fill("therapy")
    tab.get_by_role("option").first.click()
    expect(tab.locator('meta[name="page-kind"]')).not_to_have_attribute("content", "404")
    assert tab.url.startswith(full.address)


def test_an_address_without_its_slash_leads_to_the_page(tab: Page, full: Site) -> None:
    tab.goto(f"{full.address}search")
    assert tab.url == f"{full.address}search/"
