"""The keyboard alone: everything is reached in order, with the focus in sight, and the search box is worked by keys."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import KINDS, Site, page_of
from tests.browser.watch import open_disclosures, restyle, visit

# Marks what Tab should reach, in the order of the page. Of a group of radio buttons it reaches one.
MARK = """() => {
  const wanted = "a[href], button, input, select, textarea, summary, video[controls], [tabindex]";
  window.stops = [...document.querySelectorAll(wanted)].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true })
    && !(each.type === "radio" && !each.checked));
  return stops.map((each) => each.outerHTML.slice(0, 140));
}"""
# Where the focus is, by its place among the stops (-1 for elsewhere, null for nowhere), and what is wrong there.
FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const drawn = [null, "::before", "::after"].some((part) => {
    const style = getComputedStyle(focused, part);
    if (part && style.content === "none") return false;
    const clear = /(, 0\\)|\\/ 0\\)|transparent)$/.test(style.outlineColor);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !clear;
  });
  const [box] = focused.getClientRects();
  const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const wrong = [];
  if (!drawn) wrong.push("has no outline");
  if (!inSight) wrong.push("is out of sight");
  else if (!focused.contains(top)) wrong.push(`is behind ${top?.outerHTML.slice(0, 80)}`);
  const name = focused.outerHTML.slice(0, 140);
  return { place: window.stops.indexOf(focused), wrong: wrong.map((what) => `${name} ${what}`) };
}"""


def _walk(page: Page) -> tuple[list[str], list[int], list[str]]:
    """Tab from the top to the end: the stops there should be, those met, and what was wrong at each."""
    stops: list[str] = page.evaluate(MARK)
    met: list[int] = []
    wrong: list[str] = []
    for _ in range(2 * len(stops) + 20):
        page.keyboard.press("Tab")
        focus: dict[str, Any] | None = page.evaluate(FOCUS)
        if focus is None or (met and focus["place"] == 0):
            return stops, met, wrong
        if focus["place"] not in (-1, *met[-1:]):
            met.append(focus["place"])
            wrong += focus["wrong"]
    return stops, met, [*wrong, "the focus never comes out at the end"]


@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        ("main a, main a::after { outline: none !important }", "has no outline"),
        ('body::before { content: ""; position: fixed; inset: 0; z-index: 9 }', "is behind"),
        (".skip-link { transform: translateX(-1000px) }", "is out of sight"),
    ],
)
def test_the_walk_sees_the_faults_it_is_there_to_see(tab: Page, full: Site, rule: str, seen: str) -> None:
    tab.goto(full.address)
    restyle(tab, rule)
    assert any(seen in fault for fault in _walk(tab)[2])


def test_the_walk_sees_a_trap(tab: Page, full: Site) -> None:
    tab.goto(full.address)
    tab.evaluate("document.querySelector('main a').addEventListener('blur', ({ target }) => target.focus())")
    stops, met, wrong = _walk(tab)
    assert wrong == ["the focus never comes out at the end"]
    assert len(met) < len(stops)


@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_everything_in_order_and_in_sight(tab: Page, sites: tuple[Site, ...], kind: str) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    visit(tab, page_of(kind, sites))
    stops, met, wrong = _walk(tab)
    assert wrong == []
    assert [stops[place] for place in sorted({*range(len(stops))} - {*met})] == []
    assert met == sorted(met)
    assert kind == "redirect" or 'href="#main"' in stops[0]


@pytest.mark.parametrize("kind", ["home", "modality", "article", "therapist"])
def test_tab_reaches_everything_on_a_narrow_screen(tab: Page, full: Site, kind: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    visit(tab, full.address + full.pages[kind][0])
    open_disclosures(tab)
    stops, met, wrong = _walk(tab)
    assert wrong == []
    assert met == [*range(len(stops))]


@pytest.mark.parametrize("kind", ["home", "therapist", "search-list", "404"])
def test_the_first_stop_is_the_link_that_skips_to_the_text(tab: Page, full: Site, kind: str) -> None:
    tab.goto(full.address + full.pages[kind][0])
    tab.keyboard.press("Tab")
    skip = tab.locator("a:focus")
    assert skip.get_attribute("href") == "#main"
    expect(skip).to_be_in_viewport(ratio=1)
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    tab.keyboard.press("Tab")
    after = "document.querySelector('main').compareDocumentPosition(document.activeElement)"
    assert tab.evaluate(f"document.activeElement === document.body || ({after} & (16 | 4)) !== 0")


def test_the_menu_of_a_narrow_screen_opens_by_keys_and_leads_on(tab: Page, full: Site) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(full.address)
    tab.locator("header summary").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    link = tab.locator("header details a").first
    expect(link).to_be_focused()
    expect(link).to_be_visible()
    leads_to = link.evaluate("(link) => link.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(leads_to)


def test_a_link_of_the_contents_leads_to_its_section(tab: Page, full: Site) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(full.address + full.pages["modality"][0])
    link = tab.locator(".contents-side a").last
    link.focus()
    tab.keyboard.press("Enter")
    target = tab.locator(f'[id="{(link.get_attribute("href") or "")[1:]}"]')
    expect(target).to_be_in_viewport()
    tab.keyboard.press("Tab")
    assert target.evaluate("(target) => (target.compareDocumentPosition(document.activeElement) & (4 | 16)) !== 0")


def test_search_is_worked_from_the_first_key_to_the_result(tab: Page, full: Site) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(full.address)
    box = tab.get_by_role("combobox")
    for _ in range(10):
        tab.keyboard.press("Tab")
        if box.evaluate("(box) => box === document.activeElement"):
            break
    tab.keyboard.type("therapy")
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("[data-search-panel]")).to_be_hidden()
    expect(box).to_be_focused()
    tab.keyboard.press("ArrowDown")
    chosen = tab.get_by_role("option", selected=True)
    leads_to = chosen.evaluate("(option) => option.href")
    title = chosen.locator(".search-option__title").inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_url(leads_to)
    expect(tab.locator("h1")).to_contain_text(title)
