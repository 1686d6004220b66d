"""The search boxes in a real browser, on the smallest page that keeps their markup contract, under the site's CSP."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fingerpost.pages.search import SearchDocument
from tests.browser.search_host import ROOT, hosted

MODALITIES = [
    SearchDocument(
        "modalities/play-therapy/", "Play therapy", "Talking through toys.", "modality", "Children play.", ""
    ),
    SearchDocument("modalities/cft/", "Compassion-focused therapy", "For shame & <b>fear</b>.", "modality", "", "CFT"),
]
DOCUMENTS = [
    *MODALITIES,
    SearchDocument("therapists/helene-obrien/", "Hélène O’Brien", "Works in Montréal.", "therapist", "Therapies.", ""),
    *(
        SearchDocument(f"articles/{number}/", f"Article {number}", "About therapy and anxiety.", "article", "", "")
        for number in range(30)
    ),
]


@pytest.fixture(scope="module", params=[300, 0], ids=["one file", "shards"])
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a small site under a base path: its start page, its search page, and pages to arrive at."""
    with hosted(tmp_path_factory.mktemp("search-site"), DOCUMENTS, whole=request.param) as address:
        yield address


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address the page asked for, as the server sees it."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    return requests


@pytest.fixture(autouse=True)
def _no_errors(page: Page) -> Iterator[None]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert [line for line in said if "ERR_FAILED" not in line] == []


def _options(page: Page) -> list[str]:
    return page.locator("[role=option] .search-option__title").all_inner_texts()


def test_search_loads_on_first_use_and_its_index_at_the_first_letter(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site)
    box = page.get_by_role("combobox")
    expect(box).to_be_visible()
    assert [url for url in asked if "search" in url] == []
    with page.expect_response("**/search.js"):
        box.focus()
    assert {url.rpartition("/")[2] for url in asked if url.endswith(".json")} <= {"manifest.json"}
    with page.expect_response("**/words-*.json"):
        box.press_sequentially("p")


def test_results_come_while_typing_and_the_words_are_marked(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").press_sequentially("play")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.locator(".search-option__title mark")).to_have_text("Play")
    expect(page.locator(".search-option__kind")).to_have_text("Therapy")
    expect(page.locator("form[data-search] [role=status]")).to_have_text("1 result for “play”")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("montreal", "Hélène O’Brien"),
        ("Montréal", "Hélène O’Brien"),
        ("therapies", "Play therapy"),
        ("o'brien", "Hélène O’Brien"),
        ("cft", "Compassion-focused therapy"),
        ('title: "play"', "Play therapy"),
        ("compasion", "Compassion-focused therapy"),
    ],
)
def test_what_people_type_is_found(page: Page, site: str, typed: str, first: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").fill(typed)
    expect(page.locator(".search-option__title").first).to_have_text(first)


def test_a_misspelling_is_said_to_be_one(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").fill("anxeity")
    expect(page.locator("[data-search-panel] [data-search-note]")).to_have_text(
        "Nothing has “anxeity” exactly. These come close."
    )


def test_text_of_the_index_is_never_markup(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").fill("fear")
    expect(page.locator(".search-option__summary")).to_have_text("For shame & <b>fear</b>.")
    expect(page.locator(".search-option__summary b")).to_have_count(0)


def test_the_list_is_worked_by_keys_alone(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("therapy")
    expect(page.get_by_role("option")).to_have_count(8)
    expect(box).to_have_attribute("aria-expanded", "true")
    for key, active in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("End", 7),
        ("ArrowDown", None),
        ("ArrowUp", 7),
        ("Home", 0),
    ):
        page.keyboard.press(key)
        expected = re.compile("" if active is None else f"^site-search-list-option-{active}$")
        if active is None:
            expect(box).not_to_have_attribute("aria-activedescendant", expected)
        else:
            expect(box).to_have_attribute("aria-activedescendant", expected)
            expect(page.get_by_role("option").nth(active)).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}modalities/**")


def test_the_list_turns_through_the_box(page: Page, site: str) -> None:
    page.goto(site)
    box = page.get_by_role("combobox")
    box.fill("therapy")
    expect(page.get_by_role("option")).to_have_count(8)
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "site-search-list-option-7")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "site-search-list-option-0")


@pytest.mark.parametrize("typed", ["therapy", "zzzzzz"])
def test_axe_finds_no_fault_with_either_box(page: Page, site: str, typed: str) -> None:
    page.goto(f"{site}search/#?q={typed}")
    page.get_by_role("combobox").fill(typed)
    expect(page.locator("[data-search-panel]")).to_be_visible()
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    faults = page.evaluate(
        "axe.run().then((found) => found.violations.map((fault) => [fault.id, fault.nodes[0].html]))"
    )
    assert faults == []


def test_escape_closes_the_list_and_down_opens_it(page: Page, site: str) -> None:
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("play")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("play")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_leaving_the_box_closes_the_list(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").press_sequentially("play")
    expect(page.get_by_role("option")).to_have_count(1)
    page.locator("#other-field").focus()
    expect(page.locator("[data-search-panel]")).to_be_hidden()


def test_a_click_on_an_option_follows_it(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").press_sequentially("play")
    page.get_by_role("option").click()
    page.wait_for_url(f"{site}modalities/play-therapy/")


def test_a_slash_in_a_field_is_a_slash(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("#other-field").press_sequentially("and/or")
    expect(page.locator("#other-field")).to_have_value("and/or")


def test_enter_goes_to_the_search_page_and_the_query_to_no_server(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site)
    page.get_by_role("combobox").press_sequentially("play: l'été")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}search/#?q=play*")
    expect(page.locator("#search-page-input")).to_have_value("play: l'été")
    expect(page.locator(".search-result__title").first).to_have_text("Play therapy")
    assert not [url for url in asked if "play" in url.partition("#")[0] or "?" in url.partition("#")[0]]


def test_nothing_found_offers_a_way_on(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("combobox").press_sequentially("zzzzzz")
    expect(page.locator("[data-search-panel] [data-search-note]")).to_have_text("Nothing found for “zzzzzz”.")
    expect(page.locator("[data-search-panel]").get_by_role("link", name="Get help now")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Find a therapist")).to_be_focused()


def test_common_words_alone_are_explained(page: Page, site: str) -> None:
    page.goto(f"{site}search/#?q=what+is+the")
    expect(page.locator("#main [role=status]")).to_have_text(
        "Those words are too common to search for. Add another word."
    )


def test_the_search_page_is_restored_from_its_fragment(page: Page, site: str) -> None:
    page.goto(f"{site}search/#?q=therapy&kind=modality")
    titles = page.locator(".search-result__title")
    expect(titles).to_have_text(["Play therapy", "Compassion-focused therapy"])
    expect(page.get_by_role("radio", name="Therapies (2)")).to_be_checked()
    expect(page.locator("#main [role=status]")).to_have_text("2 results for “therapy”")
    expect(page.locator("[data-without-js]")).to_be_hidden()
    page.reload()
    expect(titles).to_have_count(2)
    titles.first.click()
    page.wait_for_url(f"{site}modalities/play-therapy/")
    page.go_back()
    expect(titles).to_have_count(2)


def test_typing_replaces_the_entry_and_a_filter_makes_one(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    before = page.evaluate("history.length")
    page.locator("#search-page-input").press_sequentially("therapy")
    page.wait_for_url("**/#?q=therapy")
    assert page.evaluate("history.length") == before
    page.get_by_role("radio", name="Articles (30)").check()
    page.wait_for_url("**/#?q=therapy&kind=article")
    expect(page.locator(".search-result")).to_have_count(20)
    page.go_back()
    page.wait_for_url("**/#?q=therapy")
    expect(page.get_by_role("radio", name="Everything")).to_be_checked()
    expect(page.locator(".search-result__kind").first).to_have_text("Therapy")


def test_more_results_come_on_request_and_take_the_focus(page: Page, site: str) -> None:
    page.goto(f"{site}search/#?q=therapy")
    expect(page.locator(".search-result")).to_have_count(20)
    page.get_by_role("button", name="Show more results").click()
    expect(page.locator(".search-result")).to_have_count(33)
    expect(page.locator(".search-result__title").nth(20)).to_be_focused()
    expect(page.get_by_role("button", name="Show more results")).to_be_hidden()


def test_the_search_page_is_worked_by_keys_alone(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    page.keyboard.press("/")
    box = page.locator("#search-page-input")
    expect(box).to_be_focused()
    page.keyboard.type("therapy")
    links = page.locator(".search-result__title")
    expect(links).to_have_count(20)
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("End", 19), ("Home", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(box).to_have_value("therapy")


def test_the_header_box_searches_again_on_the_search_page(page: Page, site: str) -> None:
    page.goto(f"{site}search/#?q=shame")
    expect(page.locator(".search-result")).to_have_count(1)
    page.get_by_role("combobox").fill("montreal")
    page.get_by_role("combobox").press("Enter")
    expect(page.locator("#search-page-input")).to_have_value("montreal")
    expect(page.locator(".search-result__title")).to_have_text("Hélène O’Brien")


def test_the_skip_link_keeps_the_query(page: Page, site: str) -> None:
    page.goto(f"{site}search/#?q=play")
    expect(page.locator(".search-result")).to_have_count(1)
    page.get_by_role("link", name="Skip to content").press("Enter")
    expect(page.locator("#main")).to_be_focused()
    assert page.url.endswith("#?q=play")


LOST = (
    "/search.js",
    "/manifest.json",
    r"/words-\w+.json",
    r"/(index|lens)-\w+.json",
    r"/(index-|s/)\w+.json",
    r"/(index-|d/)\w+.json",
)


@pytest.mark.parametrize("pattern", LOST)
def test_a_failure_to_load_is_said_and_tried_again(page: Page, site: str, pattern: str) -> None:
    lost = re.compile(pattern)
    page.route(lost, lambda route: route.abort())
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("play")
    expect(page.locator("form[data-search] [role=status]")).to_have_text(re.compile("Search could not be loaded"))
    page.unroute(lost)
    box.press_sequentially(" therapy")
    expect(page.get_by_role("option").first).to_contain_text("Play therapy")


def test_without_scripts_the_boxes_are_not_shown(page: Page, site: str) -> None:
    browser = page.context.browser
    assert browser is not None
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{site}search/")
        expect(plain.locator("form[data-search]")).to_be_hidden()
        expect(plain.locator("[data-search-page]")).to_be_hidden()
        expect(plain.locator("[data-without-js]")).to_be_visible()
