"""What a reader has asked of the system: a dark scheme, no movement, colours of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sites import KINDS, Site, page_of
from tests.browser.watch import visit

# From 0 to 1, as a canvas shows it.
BRIGHTNESS = """(element) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(element).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""
# What moves for longer than a blink, in seconds.
MOVES = """() => {
  const seconds = (times) => Math.max(...times.split(",").map(parseFloat));
  const parts = [null, "::before", "::after"];
  const found = [];
  for (const each of document.querySelectorAll("*")) {
    for (const style of parts.map((part) => getComputedStyle(each, part))) {
      const moving = style.animationName === "none" ? 0 : seconds(style.animationDuration);
      if (Math.max(moving, seconds(style.transitionDuration)) > 0.2) found.push(each.outerHTML.slice(0, 120));
      if (style.scrollBehavior === "smooth") found.push(`${each.localName} scrolls smoothly`);
    }
  }
  return [...found, ...document.getAnimations().map((each) => String(each.effect?.target?.outerHTML))];
}"""
MARKS = ".review-badge a, .review-box__label, .level, .licence__label, .tag, .availability, .notice, .care-card__title"
# Marks that have no words, or whose words or picture have the colour of what is behind.
LOST = """(selector) => [...document.querySelectorAll(selector)]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const behind = (node) => {
      const colour = getComputedStyle(node).backgroundColor;
      return /(, 0\\)|\\/ 0\\)|transparent)$/.test(colour) ? behind(node.parentElement) : colour;
    };
    const icon = each.querySelector("svg");
    const paper = behind(each);
    return !each.innerText.trim() || getComputedStyle(each).color === paper
      || (icon && getComputedStyle(icon).stroke === paper);
  })
  .map((each) => each.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_follows_the_scheme_of_the_system(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    visit(tab, page_of(kind, sites))
    brightness = {}
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        brightness[scheme] = tab.locator("body").evaluate(BRIGHTNESS)
    assert brightness["light"] > 0.85
    assert brightness["dark"] < 0.15


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_a_reader_who_wants_no_movement(still_tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    visit(still_tab, page_of(kind, sites))
    assert still_tab.evaluate(MOVES) == []


@pytest.fixture(scope="module")
def still_tab(browser: Browser) -> Iterator[Page]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def forced_tab(browser: Browser) -> Iterator[Page]:
    """A tab whose reader has chosen all colours."""
    with browser.new_context(forced_colors="active") as context:
        yield context.new_page()


@pytest.mark.parametrize("kind", ["home", "modality", "concern", "article", "therapist", "crisis-list"])
def test_marks_are_seen_in_colours_of_the_readers_own(forced_tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    for site in sites:
        for path in site.pages[kind]:
            forced_tab.goto(site.address + path)
            assert (path, forced_tab.evaluate(LOST, MARKS)) == (path, [])


@pytest.mark.parametrize("selector", ["header a", ".card__title a", "main p a", "[data-search-input]", "summary"])
def test_the_focus_is_seen_in_colours_of_the_readers_own(forced_tab: Page, full: Site, selector: str) -> None:
    kind = "article" if selector == "summary" else "home"
    forced_tab.goto(full.address + full.pages[kind][0])
    target = forced_tab.locator(selector).locator("visible=true").first
    forced_tab.keyboard.press("Tab")
    target.focus()
    outlines = target.evaluate("""(target) => [null, "::after"].map((part) => getComputedStyle(target, part))
      .map((style) => [style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor])""")
    paper = forced_tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert [each for each in outlines if each[0] != "none" and each[1] >= 2 and each[2] != paper]


def test_the_chosen_result_is_seen_in_colours_of_the_readers_own(forced_tab: Page, full: Site) -> None:
    forced_tab.goto(full.address)
    box = forced_tab.get_by_role("combobox")
    box.fill("therapy")
    expect(forced_tab.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    chosen = forced_tab.get_by_role("option", selected=True)
    assert chosen.evaluate("(chosen) => getComputedStyle(chosen).outlineStyle") == "solid"
