"""The key / moves to the search box, never while somebody is typing, and it can be turned off (WCAG 2.1.4)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site


@pytest.mark.parametrize("kind", ["home", "modality", "404"])
def test_a_slash_moves_to_the_search_box(page: Page, full: Site, kind: str) -> None:
    page.goto(full.address + full.pages[kind][0])
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("and/or")
    expect(page.get_by_role("combobox")).to_have_value("and/or")


@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/"])
def test_a_slash_with_another_key_is_not_ours(page: Page, full: Site, key: str) -> None:
    page.goto(full.address)
    page.keyboard.press(key)
    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_turned_off_on_the_search_page_it_is_off_everywhere_until_it_is_turned_on(page: Page, full: Site) -> None:
    page.goto(f"{full.address}search/")
    button = page.locator("[data-search-shortcut]")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")

    page.goto(full.address)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).not_to_be_focused()

    page.goto(f"{full.address}search/")
    page.keyboard.press("/")
    expect(page.locator("#search-page-input")).not_to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Space")
    page.keyboard.press("/")
    expect(page.locator("#search-page-input")).to_be_focused()


def test_nothing_is_stored_while_the_shortcut_is_left_as_it_is(page: Page, full: Site) -> None:
    page.goto(full.address)
    page.keyboard.press("/")
    page.goto(f"{full.address}search/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
