"""A browser that runs no scripts: every text is there, every way on works, and nothing useless is shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import KINDS, Site
from tests.browser.watch import visit

# What a reader sees, apart from what says itself that it is there only with scripts, or only without. Of the directory,
# filters replace the list that needs none.
TEXT = """() => {
  const parted = "[data-needs-js], [data-without-js], [data-directory], [data-directory-list]";
  for (const each of document.querySelectorAll(parted)) each.remove();
  return document.body.innerText;
}"""
CONTROLS = "button, input, select, textarea, form, [role=combobox], [contenteditable], [hidden]"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_the_same_and_shows_no_dead_control(
    tab: Page, plain_tab: Page, sites: tuple[Site, ...], kind: str
) -> None:
    for site in sites:
        for path in site.pages.get(kind, ())[:1]:
            visit(plain_tab, site.address + path)
            shown = [each for each in plain_tab.locator(CONTROLS).all() if each.is_visible()]
            assert (path, [each.evaluate("(each) => each.outerHTML") for each in shown]) == (path, [])
            expect(plain_tab.locator("h1")).to_be_visible()
            visit(tab, site.address + path)
            assert plain_tab.evaluate(TEXT) == tab.evaluate(TEXT)


def test_the_search_page_offers_ways_on(plain_tab: Page, full: Site) -> None:
    plain_tab.goto(f"{full.address}search/")
    expect(plain_tab.get_by_text("needs JavaScript")).to_be_visible()
    ways = plain_tab.locator("main a")
    addresses = [way.evaluate("(way) => way.href") for way in ways.all() if way.is_visible()]
    assert len(addresses) >= 4
    for address in addresses:
        answer = plain_tab.goto(address)
        assert (address, answer and answer.status) == (address, 200)


def test_the_menu_of_a_narrow_screen_opens_and_leads_on(plain_tab: Page, full: Site) -> None:
    plain_tab.set_viewport_size({"width": 320, "height": 640})
    plain_tab.goto(full.address)
    menu = plain_tab.locator("header details")
    expect(menu.get_by_role("link").first).to_be_hidden()
    menu.locator("summary").click()
    menu.get_by_role("link").first.click()
    assert plain_tab.url != full.address
    expect(plain_tab.locator("h1")).to_be_visible()


def test_a_therapist_can_be_reached(plain_tab: Page, sites: tuple[Site, ...]) -> None:
    for site in sites:
        for path in site.pages["therapist"]:
            plain_tab.goto(site.address + path)
            ways = plain_tab.locator("[aria-labelledby=site-contact] a")
            assert re.match("https?:|mailto:|tel:", ways.first.get_attribute("href") or "")
            expect(ways.first).to_be_visible()


def test_the_disclosures_of_a_page_open(plain_tab: Page, full: Site) -> None:
    plain_tab.set_viewport_size({"width": 1280, "height": 800})
    plain_tab.goto(full.address + full.pages["article"][0])
    disclosure = plain_tab.locator("main details", has=plain_tab.locator("pre")).first
    expect(disclosure.locator("pre")).to_be_hidden()
    disclosure.locator("summary").click()
    expect(disclosure.locator("pre")).to_be_visible()
