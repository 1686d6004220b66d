"""axe-core on a page of every kind: both schemes, wide and narrow, disclosures closed and open, search open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import EVERY_LOOK, TWO_LOOKS, faults
from tests.browser.sites import KINDS, Site
from tests.browser.watch import open_disclosures, restyle, visit


def test_every_kind_of_page_is_on_the_full_site_and_no_other_is_anywhere(real: Site, full: Site) -> None:
    assert {*full.pages} == {*KINDS}
    assert {*real.pages} <= {*KINDS}


def test_axe_sees_the_faults_it_is_there_to_see(tab: Page, real: Site) -> None:
    tab.goto(real.address)
    restyle(tab, "h2 { color: oklch(90% 0.01 85) } .site-search button { width: 8px; padding: 0; overflow: hidden }")
    tab.locator("footer a").first.evaluate("(link) => link.replaceChildren()")
    found = {fault.split()[2] for fault in faults(tab, EVERY_LOOK[:1])}
    assert found >= {"color-contrast", "link-name", "target-size"}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_fault(tab: Page, full: Site, kind: str) -> None:
    visit(tab, full.address + full.pages[kind][0])
    assert faults(tab, TWO_LOOKS) == []
    open_disclosures(tab)
    assert faults(tab) == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_fault_on_the_site_that_is_shipped(tab: Page, real: Site, kind: str) -> None:
    for path in real.pages.get(kind, ())[:1]:
        visit(tab, real.address + path)
        open_disclosures(tab)
        assert faults(tab, TWO_LOOKS) == []


@pytest.mark.parametrize("typed", ["therapy", "zzzzzz"])
def test_axe_finds_no_fault_with_search_open(tab: Page, full: Site, typed: str) -> None:
    tab.goto(full.address)
    tab.get_by_role("combobox").fill(typed)
    expect(tab.locator("[data-search-panel]")).to_be_visible()
    assert faults(tab) == []
    tab.keyboard.press("ArrowDown")
    assert faults(tab, TWO_LOOKS) == []


@pytest.mark.parametrize("typed", ["therapy", "zzzzzz"])
def test_axe_finds_no_fault_with_the_results_of_the_search_page(tab: Page, full: Site, typed: str) -> None:
    tab.goto("about:blank")
    tab.goto(f"{full.address}search/#?q={typed}")
    expect(tab.locator("#main [role=status]")).to_contain_text(typed)
    assert faults(tab) == []
