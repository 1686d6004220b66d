"""Search on a large site, whose index comes in parts: which are fetched, which are late, missing or cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, Route, expect

from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.coding import front_decoded
from tests.browser.search_host import hosted
from tests.pages.search.corpus import documents, files_of, vocabulary

DOCUMENTS = [
    *documents(9, 400, vocabulary(9, 2_500), length=120),
    SearchDocument("zebra/", "Zebra crossing", "With zebras.", "page", "Zebras cross.", ""),
    SearchDocument("kindness/", "Kindness", "Being kind.", "article", "Be kind.", ""),
    SearchDocument("kindness-again/", "Kindness, again", "Being kinder.", "article", "Kindness. " * 9, ""),
]
TITLES = "[role=option] .search-option__title"
FAILED = re.compile("Search could not be loaded")


class Large(NamedTuple):
    """A site with search in shards: where it is, and the terms in each shard's file."""

    address: str
    shards: dict[str, list[str]]

    def shard_of(self, term: str) -> str:
        """The name of the shard that holds a term."""
        return next(name for name, terms in self.shards.items() if term in terms)


def terms_of(shard: bytes) -> list[str]:
    return front_decoded(json.loads(shard)["t"])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    shards = {name: terms_of(content) for name, content in files_of(DOCUMENTS).items() if name.startswith("s/")}
    root: Path = tmp_path_factory.mktemp("large")
    with hosted(root, DOCUMENTS, whole=300) as address:
        yield Large(address, shards)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The files of search that the page asked for."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.partition("/search/")[2]))
    return names


def test_a_query_fetches_the_files_it_needs_and_no_others_and_each_once(
    page: Page, large: Large, asked: list[str]
) -> None:
    page.goto(f"{large.address}search/#?q=zebra.")
    expect(page.locator(".search-result__title").first).to_have_text("Zebra crossing")
    assert [name for name in asked if name.startswith("s/")] == [large.shard_of("zebra")]
    assert not [name for name in asked if name.startswith("v/")]
    asked.clear()
    page.locator("#search-page-input").fill("zebras?")
    page.locator("#search-page-input").fill("zebra!")
    expect(page.locator("#main [role=status]")).to_contain_text("zebra!")
    assert [name for name in asked if name] == []


def test_what_every_query_takes_is_asked_for_before_the_code_is_here(
    page: Page, large: Large, asked: list[str]
) -> None:
    code: list[Route] = []
    manifest: list[Route] = []
    page.route("**/assets/search.js", lambda route: code.append(route))
    page.route("**/search/manifest.json", lambda route: manifest.append(route))
    page.goto(large.address)
    page.get_by_role("combobox").fill("zebra crossing")
    with page.expect_response(re.compile(r"/search/lens-\w+\.json")):
        # Had it come between the focus and the letters, there would have been no query yet.
        let_go(page, manifest, "manifest", lambda: None)
    code[0].continue_()
    expect(page.locator(TITLES).first).to_have_text("Zebra crossing")
    assert len([name for name in asked if name.startswith("lens-")]) == 1


def test_the_fragment_of_another_page_is_no_query(page: Page, large: Large, asked: list[str]) -> None:
    page.goto(f"{large.address}directory/#?q=zebra")
    with page.expect_response("**/search/manifest.json"):
        page.get_by_role("combobox").focus()
    page.wait_for_timeout(200)
    assert [name for name in asked if name] == ["manifest.json"]


def test_a_misspelling_is_forgiven_from_the_lists_of_terms_that_begin_alike(
    page: Page, large: Large, asked: list[str]
) -> None:
    page.goto(large.address)
    page.get_by_role("combobox").fill("zebar crossing")
    expect(page.locator(TITLES).first).to_have_text("Zebra crossing")
    expect(page.locator("[data-search-panel] [data-search-note]")).to_contain_text("come close")
    # Those of its first two letters: they may stand in the wrong order.
    assert len([name for name in asked if name.startswith("v/")]) == 2


def test_the_exact_title_comes_first(page: Page, large: Large) -> None:
    page.goto(large.address)
    page.get_by_role("combobox").fill("kindness")
    expect(page.locator(TITLES).first).to_have_text("Kindness")


def test_a_late_answer_never_takes_the_place_of_a_newer_one(page: Page, large: Large) -> None:
    late: list[Route] = []
    page.goto(large.address)
    box = page.get_by_role("combobox")
    box.fill("again.")
    expect(page.locator(TITLES).first).to_be_visible()
    page.route(f"**/{large.shard_of('zebra')}", lambda route: late.append(route))
    with page.expect_request(f"**/{large.shard_of('zebra')}"):
        box.fill("zebra.")
    box.fill("kindness.")
    expect(page.locator(TITLES).first).to_have_text("Kindness")
    with page.expect_response(f"**/{large.shard_of('zebra')}"):
        late[0].continue_()
    page.wait_for_timeout(200)
    expect(page.locator(TITLES).first).to_have_text("Kindness")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()


def test_an_answer_that_comes_after_escape_opens_nothing(page: Page, large: Large) -> None:
    late: list[Route] = []
    shard = large.shard_of("zebra")
    page.goto(large.address)
    box = page.get_by_role("combobox")
    page.route(f"**/{shard}", lambda route: late.append(route))
    with page.expect_request(f"**/{shard}"):
        box.fill("zebra.")
    expect(page.locator("[data-search-note]").first).to_have_text("Loading search…")
    page.keyboard.press("Escape")
    with page.expect_response(f"**/{shard}"):
        late[0].continue_()
    page.wait_for_timeout(200)
    expect(page.locator("[data-search-panel]")).to_be_hidden()


@pytest.mark.parametrize("fault", ["missing", "cut", "not json", "of another kind"])
@pytest.mark.parametrize("lost", ["s/", "d/", "v/"])
def test_a_file_that_cannot_be_had_is_told_and_tried_again(page: Page, large: Large, lost: str, fault: str) -> None:
    bodies = {"cut": '{"t":"0zeb', "not json": "<!doctype html>", "of another kind": "{}"}
    pattern = re.compile(rf"/search/{lost}\w+\.json")
    page.route(
        pattern, lambda route: route.fulfill(status=404) if fault == "missing" else route.fulfill(body=bodies[fault])
    )
    page.goto(f"{large.address}search/#?q=zebar.")
    status, header = page.locator("#main [role=status]"), page.get_by_role("combobox")
    expect(status).to_have_text(FAILED)
    header.fill("zebar")
    expect(page.locator("[data-search-panel] [data-search-note]")).to_have_text(FAILED)
    page.unroute(pattern)
    header.press_sequentially(".")
    expect(page.locator(TITLES).first).to_have_text("Zebra crossing")
    page.locator("#search-page-input").fill("zebras")
    expect(page.locator(".search-result__title").first).to_have_text("Zebra crossing")


def test_a_shard_of_another_build_under_a_current_name_is_refused_and_tried_again(page: Page, large: Large) -> None:
    """The same terms, but each is in other documents: nothing in the shard itself would tell."""
    current = large.shard_of("zebra")
    other = files_of(DOCUMENTS[::-1])
    [mixed] = [name for name in other if name.startswith("s/") and terms_of(other[name]) == large.shards[current]]
    assert mixed != current
    page.route(f"**/{current}", lambda route: route.fulfill(body=other[mixed]))
    page.goto(f"{large.address}search/#?q=zebra.")
    expect(page.locator("#main [role=status]")).to_have_text(FAILED)
    expect(page.locator(".search-result")).to_have_count(0)
    page.unroute(f"**/{current}")
    page.locator("#search-page-input").press_sequentially("?")
    expect(page.locator(".search-result__title").first).to_have_text("Zebra crossing")


def test_what_a_cache_kept_under_a_name_is_asked_for_afresh(page: Page, large: Large) -> None:
    current = large.shard_of("zebra")
    page.route(f"**/{current}", lambda route: route.fulfill(body="<!doctype html>"), times=1)
    page.goto(f"{large.address}search/#?q=zebra.")
    expect(page.locator(".search-result__title").first).to_have_text("Zebra crossing")


def test_on_a_slow_network_the_wait_is_told_until_the_answer_comes(page: Page, large: Large) -> None:
    late: list[Route] = []
    page.route(re.compile(r"/search/.*\.json"), lambda route: late.append(route))
    page.goto(f"{large.address}search/#?q=zebra.")
    status = page.locator("#main [role=status]")
    for awaited in ("manifest", "s/", "d/"):
        let_go(page, late, awaited, lambda: expect(status).to_have_text("Loading search…"))
    expect(page.locator(".search-result__title").first).to_have_text("Zebra crossing")
    expect(status).to_contain_text("zebra.")
    page.get_by_role("combobox").fill("kindness.")
    note = page.locator("[data-search-panel] [data-search-note]")
    for awaited in ("s/", "d/"):
        let_go(page, late, awaited, lambda: expect(note).to_have_text("Loading search…"))
    expect(page.locator(TITLES).first).to_have_text("Kindness")


def let_go(page: Page, late: list[Route], awaited: str, check: Callable[[], None]) -> None:
    """Check while a file is awaited, and then let it come, with whatever else is."""
    for _ in range(200):
        if any(f"/search/{awaited}" in route.request.url for route in late):
            break
        page.wait_for_timeout(25)
    else:
        raise AssertionError(f"{awaited} was not asked for")
    check()
    while late:
        late.pop().continue_()


def test_a_word_after_a_minus_is_taken_out(page: Page, large: Large) -> None:
    page.goto(large.address)
    box, titles = page.get_by_role("combobox"), page.locator(TITLES)
    box.fill("kindness again")
    expect(titles.first).to_have_text("Kindness, again")
    box.fill("kindness -again")
    expect(titles.first).to_have_text("Kindness")
    expect(titles.filter(has_text="Kindness, again")).to_have_count(0)
    page.goto(f"{large.address}search/#?q=-crossing%20zebra")
    expect(page.locator("#main [role=status]")).to_have_text("Nothing found for “-crossing zebra”.")


def test_more_results_are_fetched_on_request(page: Page, large: Large, asked: list[str]) -> None:
    common = vocabulary(9, 2_500)[1]
    page.goto(f"{large.address}search/#?q={common}")
    expect(page.locator(".search-result")).to_have_count(20)
    before = len([name for name in asked if name.startswith("d/")])
    page.get_by_role("button", name="Show more results").click()
    expect(page.locator(".search-result")).to_have_count(40)
    expect(page.locator(".search-result__title").nth(20)).to_be_focused()
    assert len([name for name in asked if name.startswith("d/")]) > before


def test_a_filter_by_kind_counts_what_is_not_yet_fetched(page: Page, large: Large) -> None:
    common = vocabulary(9, 2_500)[1]
    page.goto(f"{large.address}search/#?q={common}&kind=modality")
    expect(page.locator(".search-result").first).to_be_visible()
    label = page.locator("[data-search-kind]").filter(has=page.locator("input:checked")).inner_text()
    counted = int(re.findall(r"\d+", label)[0])
    assert counted > 20
    expect(page.locator("#main [role=status]")).to_contain_text(f"{counted} results")
