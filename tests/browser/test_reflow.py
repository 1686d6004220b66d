"""Small windows, large text and wide spacing: nothing is cut off and nothing needs sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sites import KINDS, Site, page_of
from tests.browser.watch import open_disclosures, restyle, visit

# What reaches out of the page sideways, unless something around it scrolls by itself.
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > room + 1);
  return [document.documentElement.scrollWidth, ...wide.map((each) => each.outerHTML.slice(0, 120))];
}"""
# Text that its own box cuts off. What is hidden from sight on purpose is clipped on purpose.
CUT_OFF = """() => {
  const cuts = (style) => ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  const meant = (each) => each.closest(".visually-hidden, svg, video, option, select") !== null;
  return [...document.body.querySelectorAll("*")]
    .filter((each) => each.checkVisibility() && !meant(each) && cuts(getComputedStyle(each)) && each.innerText)
    .filter((each) => each.clientWidth > 1)
    .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
    .map((each) => each.outerHTML.slice(0, 160));
}"""
# A box of a fixed size whose words have grown out of it.
GROWN_OUT = """() => {
  const range = document.createRange();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) {
    const box = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !box.checkVisibility() || box.closest(".visually-hidden")) continue;
    const around = box.closest("a, button, summary, p, li, dd, dt, h1, h2, h3, td, th, label") ?? box;
    if (getComputedStyle(around).display === "inline") continue;
    range.selectNodeContents(words.currentNode);
    const [outer, inner] = [around.getBoundingClientRect(), range.getBoundingClientRect()];
    // The box of a line of letters is taller than the line where lines are set close.
    const tail = parseFloat(getComputedStyle(around).fontSize) / 3;
    const over = Math.max(outer.left - inner.left, inner.right - outer.right, inner.bottom - outer.bottom - tail);
    if (over > 2) found.push(`${around.outerHTML.slice(0, 120)} by ${over}`);
  }
  return found;
}"""
# The values of WCAG 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""


def _faults(page: Page) -> list[str]:
    return [fault for look in (TOO_WIDE, CUT_OFF, GROWN_OUT) for fault in page.evaluate(look)]


@pytest.mark.parametrize(
    "rule", ["width: 2000px", "height: 9px; overflow: hidden", "height: 9px", "text-indent: -40px"]
)
def test_the_measures_see_the_faults_they_are_there_to_see(tab: Page, full: Site, rule: str) -> None:
    tab.goto(full.address)
    restyle(tab, f"h1 {{ {rule} }}")
    assert any("<h1" in str(fault) for fault in _faults(tab))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_320_pixels_and_four_times_the_size(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 256})
    for site in sites:
        for path in site.pages.get(kind, ())[:1]:
            visit(tab, site.address + path)
            assert (path, _faults(tab)) == (path, [])
            open_disclosures(tab)
            assert (path, "opened", _faults(tab)) == (path, "opened", [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spacing_of_text_cuts_nothing_off(tab: Page, sites: tuple[Site, ...], kind: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    visit(tab, page_of(kind, sites))
    open_disclosures(tab)
    restyle(tab, SPACING)
    assert _faults(tab) == []


@pytest.mark.parametrize("kind", KINDS)
def test_text_of_twice_the_size_fits(large_text_tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    visit(large_text_tab, page_of(kind, sites))
    open_disclosures(large_text_tab)
    assert large_text_tab.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert _faults(large_text_tab) == []


@pytest.fixture(scope="module")
def large_text_tab(browser: Browser) -> Iterator[Page]:
    """A tab whose reader has asked for letters of twice the usual size."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        sizes = {"standard": 32, "fixed": 26}
        context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
        yield page


@pytest.mark.parametrize("typed", ["therapy", "zzzzzz"])
@pytest.mark.parametrize("path", ["", "search/"])
def test_the_open_search_box_fits_320_pixels(tab: Page, full: Site, path: str, typed: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 256})
    tab.goto(f"{full.address}{path}")
    tab.locator("[data-search-input]").last.fill(typed)
    if path:
        expect(tab.locator("#main [role=status]")).to_contain_text(typed)
    else:
        expect(tab.locator("[data-search-panel]")).to_be_visible()
    assert tab.evaluate(TOO_WIDE) == []
