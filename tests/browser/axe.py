"""How to ask axe-core what is wrong with a page. It judges nothing."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from tests.browser.sites import ROOT

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
