"""Search on the built sites: what people type is found, whatever they type breaks nothing, and no server learns it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.sites import Site
from tests.browser.watch import Watch

OPTION_TITLES = "[role=option] .search-option__title"


@pytest.fixture(autouse=True)
def _no_complaints(watch: Watch) -> Iterator[None]:
    yield
    assert watch.complaints == []


@pytest.fixture
def box(tab: Page, full: Site) -> Locator:
    """The header's box, on the start page of the site in a subfolder."""
    tab.goto(full.address)
    return tab.get_by_role("combobox")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("play", "Play therapy"),
        ("played", "Play therapy"),
        ("plays", "Play therapy"),
        ("playing", "Play therapy"),
        ("PLAY THERAPY", "Play therapy"),
        ("plt", "Play therapy"),
        ("QS", "Quiet sitting"),
        ("montreal", "Therapists in Montréal, Quebec"),
        ("Montréal", "Therapists in Montréal, Quebec"),
        ("Montre\u0301al", "Therapists in Montréal, Quebec"),
        ("helene", "Hélène O’Brien"),
        ("o'brien", "Hélène O’Brien"),
        ("guelph", "Therapists in Guelph, Ontario"),
        ("crisis", "Get help now"),
        ("find a therapist", "Therapists"),
        ("rosa full", "Rosa Full-Example"),
        ("queue sickness", "Queue sickness"),
        ("sickness of queues", "Queue sickness"),
        ("impatiense", "Impatience"),
    ],
)
def test_what_people_type_is_found(tab: Page, box: Locator, typed: str, first: str) -> None:
    box.fill(typed)
    expect(tab.locator(OPTION_TITLES).first).to_have_text(first)


@pytest.mark.parametrize("typed", ["therapies", "therapy", "a therapy"])
def test_the_word_therapies_finds_the_therapies(tab: Page, box: Locator, typed: str) -> None:
    box.fill(typed)
    expect(tab.locator(OPTION_TITLES).get_by_text("Play therapy", exact=True)).to_have_count(1)
    expect(tab.locator(".search-option__kind").first).to_have_text("Therapy")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("shame:", "Shame"),
        ("+shame", "Shame"),
        ("(shame)?", "Shame"),
        ("self-criticism*", "Self-criticism"),
        ("self\u2010criticism", "Self-criticism"),
        ('"self-criticism', "Self-criticism"),
        ("CFT", "Compassion-focused therapy"),
        ("montreal", "Geneviève Clairbois"),
    ],
)
def test_signs_in_a_query_are_not_in_the_way(tab: Page, real: Site, typed: str, first: str) -> None:
    tab.goto(real.address)
    tab.get_by_role("combobox").fill(typed)
    expect(tab.locator(OPTION_TITLES).filter(has_text=first).first).to_be_visible()


NOISE = (
    "+-~^",
    "*",
    '"',
    "::",
    "😀",
    "😀 therapy",
    "\ue000",
    "<b>",
    "&amp;",
    "a" * 200,
    "%",
    "\\",
    "__proto__",
    "日本",
)


@pytest.mark.parametrize("path", ["", "search/"])
def test_noise_breaks_nothing(tab: Page, full: Site, path: str) -> None:
    tab.goto(full.address + path)
    box = tab.locator("[data-search-input]").last
    found = tab.locator(f"{OPTION_TITLES}, .search-result__title")
    for typed in NOISE:
        box.fill(typed)
        box.fill("")
        expect(found).to_have_count(0)
        box.fill("play")
        expect(found.first).to_have_text("Play therapy")


def test_noise_alone_is_answered_in_words(tab: Page, full: Site) -> None:
    tab.goto(f"{full.address}search/")
    box = tab.locator("#search-page-input")
    status = tab.locator("#main [role=status]")
    for typed in ("+-~^", "zzzzzz", "😀😀"):
        box.fill(typed)
        expect(status).to_contain_text(typed)
        expect(tab.locator("[data-search-page] [data-search-empty-slot] a").first).to_be_visible()


@pytest.mark.parametrize("name", ["real", "full"])
def test_every_page_is_first_when_its_title_is_typed(tab: Page, sites: tuple[Site, ...], name: str) -> None:
    site = next(site for site in sites if site.name == name)
    rows = _rows(site)
    assert len(rows) > 10
    tab.goto(site.address)
    box = tab.get_by_role("combobox")
    missed = []
    for title in dict.fromkeys(title for _, title, *_ in rows):
        box.fill("")
        box.fill(title[:200])
        first = tab.locator(OPTION_TITLES).first
        first.wait_for()
        if first.inner_text() != title:
            missed.append((title, first.inner_text()))
    assert missed == []


def test_every_result_leads_to_a_page_below_the_base_path(tab: Page, sites: tuple[Site, ...]) -> None:
    for site in sites:
        for url, *_ in _rows(site):
            answer = tab.request.get(site.address + url)
            assert (url, answer.status) == (url, 200)


def test_a_result_is_followed_in_a_subfolder(tab: Page, full: Site, box: Locator) -> None:
    box.fill("play therapy")
    tab.get_by_role("option").first.click()
    tab.wait_for_url(f"{full.address}modalities/play-therapy/")
    tab.get_by_role("combobox").fill("queue sickness")
    expect(tab.locator(OPTION_TITLES).first).to_have_text("Queue sickness")
    tab.get_by_role("combobox").press("Enter")
    tab.wait_for_url(f"{full.address}search/#?q=queue*")
    tab.locator(".search-result__title").first.click()
    tab.wait_for_url(f"{full.address}concerns/queue-sickness/")


def test_nothing_of_search_is_fetched_before_its_first_use(tab: Page, watch: Watch, box: Locator) -> None:
    tab.evaluate("document.fonts.ready.then(() => true)")
    before = [request.url for request in watch.asked]
    assert [url for url in before if "search" in url] == []
    watch.start_again()
    box.fill("play")
    expect(tab.locator(OPTION_TITLES).first).to_be_visible()
    assert [request.url for request in watch.asked if "search" in request.url] != []


def test_no_server_learns_what_was_typed(tab: Page, full: Site, box: Locator) -> None:
    secret = "impatience"
    full.host.asked.clear()
    box.press_sequentially(secret)
    expect(tab.locator(OPTION_TITLES).first).to_have_text("Impatience")
    box.press("Enter")
    tab.wait_for_url("**/search/#?q=*")
    expect(tab.locator(".search-result__title").first).to_have_text("Impatience")
    tab.reload()
    expect(tab.locator(".search-result__title").first).to_have_text("Impatience")
    assert len(full.host.asked) > 2
    assert [asked for asked in full.host.asked if secret in asked.lower() or "referer" in asked.lower()] == []


def _rows(site: Site) -> list[list[str]]:
    """What the search files say of every page: its address, its title, its summary, its kind."""
    names = json.loads((site.folder / "search" / "manifest.json").read_text("utf-8"))
    rows: list[list[str]] = json.loads((site.folder / "search" / names["whole"]).read_text("utf-8"))["rows"]
    return rows
