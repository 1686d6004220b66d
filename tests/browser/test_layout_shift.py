"""A page that has been painted stays where it is: late fonts, the search box and pictures move nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.sites import Site

OBSERVE = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""
FONTS_LATE = 0.2


@pytest.fixture(scope="module")
def slow_tab(browser: Browser) -> Iterator[Page]:
    """A tab that paints the text before its fonts arrive."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(OBSERVE)
        page.route("**/*.woff2", _late)
        yield page


def _late(route: Route) -> None:
    time.sleep(FONTS_LATE)
    route.continue_()


@pytest.mark.parametrize("kind", ["home", "modality", "article", "therapist", "therapists-list"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_once_it_is_painted(slow_tab: Page, sites: tuple[Site, ...], kind: str, width: int) -> None:
    slow_tab.set_viewport_size({"width": width, "height": 800})
    for site in sites if width == 1280 else sites[:1]:
        path = site.pages[kind][0]
        slow_tab.goto(site.address + path, wait_until="networkidle")
        slow_tab.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 100)))")
        assert slow_tab.evaluate("[...document.fonts].some(({ status }) => status === 'loaded')")
        assert (path, sum(slow_tab.evaluate("window.shifts"))) < (path, 0.05)


def test_a_shift_is_seen_when_there_is_one(slow_tab: Page, full: Site) -> None:
    slow_tab.goto(full.address, wait_until="networkidle")
    slow_tab.evaluate("""() => new Promise((done) => {
      document.body.prepend(Object.assign(document.createElement("pre"), { textContent: "\\n".repeat(20) }));
      setTimeout(done, 200);
    })""")
    assert sum(slow_tab.evaluate("window.shifts")) > 0.05
