"""The directory of ten thousand therapists: as right as that of forty, and light enough for a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from shutil import rmtree

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.corpus import write_corpus
from bench.plan import DAY, Plan
from fingerpost.pipeline import Order, build
from tests.browser.axe import TWO_LOOKS, faults
from tests.browser.host import StaticHost, serve
from tests.browser.watch import Watch

RECORDS = 10_000
ON_A_PAGE = 24


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A made-up site with ten thousand therapists."""
    root = tmp_path_factory.mktemp("large")
    write_corpus(Plan.of(20, RECORDS, 1), root)
    assert not build(Order(root, root / "output", today=DAY)).problems.has_errors
    with serve(root / "output") as host:
        yield host
    # A site of ten thousand therapists would otherwise fill the disk while other tests run.
    rmtree(root)


@pytest.fixture
def directory(tab: Page, watch: Watch, large: StaticHost) -> Iterator[Page]:
    """Its filters at work."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(f"{large.address}therapists/")
    expect(tab.locator("[data-directory]")).to_be_visible()
    yield tab
    assert watch.complaints == []


@pytest.fixture(scope="module")
def people(large: StaticHost) -> int:
    """How many are listed: some of the records are of people who have left."""
    data = json.loads((large.folder / "therapists/directory.json").read_text("utf-8"))
    return len(data["directory"]["cards"]["id"])


def _group(page: Page, facet: str) -> Locator:
    return page.get_by_role("group", name=facet, exact=True)


def _number(text: str) -> int:
    return int(re.sub(r"\D.*", "", text.replace(",", "")))


def _found(page: Page) -> int:
    return _number(page.locator("[data-directory-count]").inner_text())


def test_everybody_is_there_and_a_page_shows_a_few(directory: Page, people: int) -> None:
    assert RECORDS > people > 0.9 * RECORDS
    assert _found(directory) == people
    expect(directory.locator("[data-directory-cards] > li")).to_have_count(ON_A_PAGE)
    pages = directory.get_by_role("navigation", name="Pages of this list").locator("visible=true")
    expect(pages).to_contain_text(f"Page 1 of {-(-people // ON_A_PAGE)}")


def test_every_choice_in_sight_finds_as_many_as_it_says(directory: Page, people: int) -> None:
    for group in directory.locator("fieldset.facet").all()[:7]:
        choice = group.locator("li:visible").first
        promised = _number(choice.locator(".facet__count").inner_text())
        choice.get_by_role("checkbox").check()
        assert _found(directory) == promised
        choice.get_by_role("checkbox").uncheck()
    assert _found(directory) == people


def test_of_many_cities_the_most_frequent_are_in_sight_and_all_within_reach(directory: Page) -> None:
    cities = _group(directory, "City")
    assert cities.locator("li:visible").count() == 8
    more = cities.get_by_role("button", name=re.compile("^Show all"))
    promised = _number(more.inner_text().removeprefix("Show all "))
    more.click()
    assert cities.locator("li:visible").count() == promised > 20
    _group(directory, "Province or territory").get_by_role("checkbox").first.check()
    assert 0 < cities.locator("li:visible").count() < promised


def test_a_page_beyond_the_last_is_the_last(directory: Page, large: StaticHost, people: int) -> None:
    directory.goto(f"{large.address}therapists/#?page=9999")
    expect(directory.locator("[data-directory-cards] > li")).to_have_count(people % ON_A_PAGE or ON_A_PAGE)
    expect(directory.get_by_role("link", name="Next page")).to_have_count(0)


def test_a_name_is_found_among_all(directory: Page) -> None:
    # Not as it is drawn: a card that has not been painted yet has no text there.
    name = directory.locator("[data-directory-cards] .card__title").first.text_content()
    assert name
    directory.get_by_label("Name, city or words on a card").fill(name)
    expect(directory.locator("[data-directory-cards] .card__title").filter(has_text=name).first).to_be_visible()
    assert 0 < _found(directory) < RECORDS / 10


def test_axe_finds_no_fault_with_filters_in_use(directory: Page) -> None:
    _group(directory, "City").get_by_role("button", name=re.compile("^Show all")).click()
    _group(directory, "Province or territory").get_by_role("checkbox").first.check()
    assert faults(directory, TWO_LOOKS) == []


def test_without_scripts_a_letter_leads_to_its_page(plain_tab: Page, large: StaticHost, people: int) -> None:
    plain_tab.goto(f"{large.address}therapists/")
    expect(plain_tab.locator(".directory__count").locator("visible=true")).to_contain_text(f"{people:,} therapists")
    letter = plain_tab.get_by_role("navigation", name="Therapists by first letter").get_by_role("link").last
    first = letter.inner_text()
    letter.click()
    target = plain_tab.locator(":target .card__title")
    expect(target).to_be_visible()
    surname = target.inner_text().split()[-1]
    assert surname.upper().startswith(first)
