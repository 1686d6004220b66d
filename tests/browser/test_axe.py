"""axe-core on a page of every kind: both schemes, wide and narrow, disclosures closed and open, search open."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import KINDS, ROOT, Site
from tests.browser.watch import open_disclosures, restyle, visit

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const options = {
    runOnly: { type: "tag", values },
    rules: { "target-size": { enabled: true } }, // axe leaves it out unless it is asked for by name
    resultTypes: ["violations"],
  };
  const told = (fault) => fault.nodes.map(({ target, any, all, none }) =>
    `${fault.id} at ${target.join(" ")}: ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`);
  return (await axe.run(document, options)).violations.flatMap(told);
}"""

Scheme = Literal["light", "dark"]
Look = tuple[Scheme, int]
EVERY_LOOK: tuple[Look, ...] = (("light", 1280), ("dark", 1280), ("dark", 320), ("light", 320))
TWO_LOOKS = EVERY_LOOK[::2]


def faults(page: Page, looks: tuple[Look, ...] = EVERY_LOOK) -> list[str]:
    """What axe finds in each of the looks."""
    found = []
    page.evaluate(AXE)
    for scheme, width in looks:
        page.set_viewport_size({"width": width, "height": 900})
        # Without the transitions, in whose middle no colour is the one meant.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme} {width}: {fault}" for fault in page.evaluate(RUN)]
    return found


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
