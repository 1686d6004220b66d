"""Search in a browser with lunr's own index, which a publisher may choose: it finds as much, and offers the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Site, built, full_copy
from tests.browser.watch import Watch

TITLES = "[role=option] .search-option__title"


@pytest.fixture(autouse=True)
def _no_complaints(watch: Watch) -> Iterator[None]:
    yield
    assert watch.complaints == []


@pytest.fixture(scope="module")
def compatible(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with every field filled and lunr's own index."""
    folder = tmp_path_factory.mktemp("compatible")
    root = full_copy(folder / "site")
    with (root / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write("search: {index: compatible}\n")
    with built("compatible", root, folder / "output", "/sub/") as site:
        yield site


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("play", "Play therapy"),
        ("playing", "Play therapy"),
        ("PLAY THERAPY", "Play therapy"),
        ("rosa full", "Rosa Full-Example"),
        ("queue sickness", "Queue sickness"),
        ("impatiense", "Impatience"),
    ],
)
def test_what_people_type_is_found(tab: Page, compatible: Site, typed: str, first: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.partition("/search/")[2]))
    tab.goto(compatible.address)
    tab.get_by_role("combobox").fill(typed)
    expect(tab.locator(TITLES).first).to_have_text(first)
    assert len([name for name in asked if name.startswith("lunr-")]) == 1
    assert not [name for name in asked if name.startswith(("s/", "v/", "index-"))]


def test_the_search_page_shows_kinds_with_counts(tab: Page, compatible: Site) -> None:
    tab.goto(f"{compatible.address}search/#?q=therapy")
    expect(tab.locator(".search-result__title").first).to_be_visible()
    shown = tab.locator("[data-search-kind]:visible")
    counts = [text.rpartition("(")[2].rstrip(") \n") for text in shown.all_inner_texts()]
    total, *each = map(int, counts)
    assert total == sum(each) > 0


def test_nothing_is_found_and_said_so(tab: Page, compatible: Site) -> None:
    tab.goto(compatible.address)
    tab.get_by_role("combobox").fill("zzzzzzzz")
    expect(tab.locator("[data-search-panel] [data-search-note]")).to_contain_text("zzzzzzzz")
    expect(tab.locator(TITLES)).to_have_count(0)
