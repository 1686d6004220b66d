"""On paper: the text, its dates, its review and its sources; no navigation, no controls, and black on white."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.sites import KINDS, PROSE_KINDS, Site, page_of
from tests.browser.watch import visit

USELESS = "nav, form, button, input, summary, video, .skip-link, [data-quick-exit]"
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => each.outerHTML.slice(0, 120))"""
# Links to other sites whose address paper does not show, neither as their text nor after it.
WITHOUT_ADDRESS = """() => [...document.querySelectorAll("main a[href^=http]")]
  .filter((link) => link.checkVisibility({ visibilityProperty: true }))
  .filter((link) => {
    const after = getComputedStyle(link, "::after").content;
    const bare = link.getAttribute("href").replace(/^https?:[/][/]/, "").replace(/[/]$/, "");
    return !after.includes("attr(href)") && !after.includes(bare) && !link.textContent.includes(bare);
  })
  .map((link) => link.outerHTML)"""
# The lightest ink and the darkest paper among all words, as the brightness from 0 to 1 that a canvas gives them.
INK_AND_PAPER = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const brightness = (colour) => {
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const all = [...document.querySelectorAll("body, body *")];
  const seen = all.filter((each) => each.checkVisibility() && each.innerText);
  const of = (name) => seen.map((each) => brightness(getComputedStyle(each)[name]));
  return [Math.max(...of("color")), Math.min(...of("backgroundColor"))];
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_paper_has_the_text_and_no_controls(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    tab.emulate_media(media="print", color_scheme="dark")
    for site in sites:
        for path in site.pages.get(kind, ())[:1]:
            visit(tab, site.address + path)
            assert (path, tab.evaluate(SHOWN, USELESS)) == (path, [])
            assert (path, tab.evaluate(WITHOUT_ADDRESS)) == (path, [])
            assert len(tab.evaluate(SHOWN, "h1")) == 1
            ink, paper = tab.evaluate(INK_AND_PAPER)
            assert (path, ink < 0.3, paper > 0.85) == (path, True, True), (ink, paper)


@pytest.mark.parametrize("kind", PROSE_KINDS)
def test_paper_says_how_the_review_stands_and_where_the_page_is(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    tab.emulate_media(media="print")
    for site in sites:
        for path in site.pages.get(kind, ()):
            tab.goto(site.address + path)
            review = tab.locator(".review-badge, .review-box__label, .worksheet-stamp").locator("visible=true")
            assert "review" in " ".join(review.all_inner_texts()).lower()
            assert f"https://example.org{site.host.base_path}{path}" in tab.locator("main").inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_becomes_a_document_of_a_few_sheets(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    visit(tab, page_of(kind, sites))
    document = tab.pdf(prefer_css_page_size=True)
    assert document.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", document)) <= 12
