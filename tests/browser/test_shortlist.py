"""The shortlist: kept on the device alone, compared side by side, shared by the address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import faults
from tests.browser.sites import Site
from tests.browser.watch import TELL_VIOLATIONS, Watch


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A device on which nothing is kept yet."""
    with browser.new_context() as context:
        context.add_init_script(TELL_VIOLATIONS)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    watch = Watch(page)
    yield page
    assert watch.complaints == []


def _ids(site: Site) -> list[str]:
    data = json.loads(site.file("therapists/directory.json").read_text("utf-8"))
    ids: list[str] = data["directory"]["cards"]["id"]
    return ids


def _stored(page: Page) -> list[str]:
    text = page.evaluate("localStorage.getItem('shortlist')")
    return [each["id"] for each in json.loads(text)["kept"]] if text else []


def _keep(page: Page, site: Site, ids: list[str]) -> None:
    for id in ids:
        page.goto(f"{site.address}therapists/{id}/")
        before = len(_stored(page))
        page.get_by_role("button", name=re.compile("^Shortlist")).click()
        expect(page.locator("[data-shortlist-count]")).to_have_text(str(before + 1))


def test_a_therapist_is_kept_from_a_card_and_from_a_profile(page: Page, real: Site) -> None:
    page.goto(f"{real.address}therapists/")
    expect(page.locator("[data-directory]")).to_be_visible()
    card = page.locator("[data-directory-cards] .card").nth(2)
    name = card.locator(".card__title").text_content()
    assert name
    button = card.get_by_role("button", name=f"Shortlist {name}")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-shortlist-count]").first).to_have_text("1")
    (kept,) = _stored(page)
    page.goto(f"{real.address}therapists/{kept}/")
    expect(page.get_by_role("button", name=re.compile("^Shortlist"))).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=re.compile("^Shortlist")).click()
    assert _stored(page) == []
    expect(page.locator("[data-shortlist-link]")).to_be_hidden()


def test_up_to_four_stand_side_by_side(page: Page, real: Site) -> None:
    ids = _ids(real)[:5]
    _keep(page, real, ids)
    page.locator("[data-shortlist-link] a").click()
    table = page.get_by_role("table")
    expect(table.locator("thead th")).to_have_count(4)
    expect(table.get_by_role("rowheader", name="Room for new clients")).to_be_visible()
    boxes = page.locator("[data-compare]")
    expect(boxes).to_have_count(5)
    expect(boxes.nth(4)).to_be_disabled()
    boxes.nth(0).uncheck()
    expect(table.locator("thead th")).to_have_count(3)
    boxes.nth(4).check()
    expect(table.locator("thead th")).to_have_count(4)


def test_axe_finds_no_fault_and_nothing_is_cut_with_people_on_the_list(page: Page, real: Site) -> None:
    _keep(page, real, _ids(real)[:5])
    page.goto(f"{real.address}therapists/shortlist/")
    expect(page.get_by_role("table")).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_has_the_whole_table_and_nothing_else(page: Page, real: Site) -> None:
    _keep(page, real, _ids(real)[:4])
    page.goto(f"{real.address}therapists/shortlist/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 900})
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    assert table.evaluate("(table) => table.getBoundingClientRect().right <= document.documentElement.clientWidth")
    expect(table).to_contain_text(f"{real.address}therapists/{_ids(real)[0]}/")
    shown = page.locator("main :is(button, input, form)").locator("visible=true")
    expect(shown).to_have_count(0)


def test_somebody_is_let_go(page: Page, real: Site) -> None:
    ids = _ids(real)[:2]
    _keep(page, real, ids)
    page.goto(f"{real.address}therapists/shortlist/")
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("1 therapist is on your list.")
    assert _stored(page) == ids[1:]
    page.get_by_role("button", name="Remove everybody").click()
    expect(page.locator("[data-shortlist-empty]")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_shared_list_is_seen_elsewhere_and_kept_only_if_wanted(page: Page, browser: Browser, real: Site) -> None:
    ids = _ids(real)[3:6]
    _keep(page, real, ids)
    page.goto(f"{real.address}therapists/shortlist/")
    address = page.get_by_label("Link to this list")
    expect(address).to_have_value(re.compile(rf"#\?ids={re.escape('.'.join(ids))}$"))
    link = address.input_value()
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(link)
        expect(other.get_by_role("table").locator("thead th")).to_have_count(3)
        assert _stored(other) == []
        other.get_by_role("button", name="Keep these on this device").click()
        assert _stored(other) == ids
        assert urlsplit(other.url).fragment == ""
        other.go_back()
        expect(other.locator("[data-shortlist-shared]")).to_be_visible()


def test_what_another_page_kept_meanwhile_stays(page: Page, context: BrowserContext, real: Site) -> None:
    first, second = _ids(real)[:2]
    page.goto(f"{real.address}therapists/")
    expect(page.locator("[data-directory]")).to_be_visible()
    other = context.new_page()
    _keep(other, real, [first])
    page.bring_to_front()
    page.goto(f"{real.address}therapists/#?sort=name")
    button = page.locator(f'[data-directory-cards] [data-keep="{second}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert _stored(page) == [first, second]


def test_somebody_elses_list_cannot_empty_this_device(page: Page, real: Site) -> None:
    ids = _ids(real)[:2]
    _keep(page, real, ids[:1])
    page.goto(f"{real.address}therapists/shortlist/#?ids={ids[1]}")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("button", name="Remove everybody")).to_be_hidden()
    page.get_by_role("button", name="Keep these on this device").click()
    assert _stored(page) == ids
    expect(page.locator("[data-shortlist-heading]")).to_be_focused()


def test_the_keyboard_stays_in_the_list(page: Page, real: Site) -> None:
    _keep(page, real, _ids(real)[:3])
    page.goto(f"{real.address}therapists/shortlist/")
    buttons = page.locator("[data-let]")
    buttons.nth(1).click()
    expect(buttons.nth(1)).to_be_focused()
    buttons.nth(1).click()
    expect(buttons.nth(0)).to_be_focused()
    buttons.nth(0).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_press_that_comes_to_nothing_says_so(page: Page, real: Site) -> None:
    page.goto(f"{real.address}therapists/{_ids(real)[0]}/")
    # As the network would, without a complaint in the console.
    page.evaluate("document.querySelector('script[type=module]').remove()")
    page.route(
        "**/assets/shortlist-*.js", lambda route: route.fulfill(body="throw null", content_type="text/javascript")
    )
    page.get_by_role("button", name=re.compile("^Shortlist")).click()
    expect(page.get_by_text("This needs the network. Try again.")).to_be_visible()


def test_who_has_left_since_is_named_and_can_be_removed(page: Page, real: Site) -> None:
    ids = _ids(real)[:1]
    _keep(page, real, ids)
    kept = [{"id": ids[0], "name": "Somebody"}, {"id": "long-gone", "name": "Long Gone"}]
    page.evaluate("text => localStorage.setItem('shortlist', text)", json.dumps({"version": 1, "kept": kept}))
    page.goto(f"{real.address}therapists/shortlist/")
    expect(page.get_by_text("Long Gone is no longer listed.")).to_be_visible()
    expect(page.get_by_role("table").locator("thead th")).to_have_count(1)
    page.get_by_role("button", name="Remove Long Gone").click()
    assert _stored(page) == ids


def test_another_tab_shows_the_same_list(page: Page, context: BrowserContext, real: Site) -> None:
    ids = _ids(real)[:2]
    _keep(page, real, ids[:1])
    page.goto(f"{real.address}therapists/shortlist/")
    other = context.new_page()
    _keep(other, real, ids[1:])
    expect(page.get_by_role("table").locator("thead th")).to_have_count(2)


def test_a_damaged_list_is_an_empty_one(page: Page, real: Site) -> None:
    page.goto(real.address)
    page.evaluate("localStorage.setItem('shortlist', '{\"version\":1,\"kept\":[nonsense')")
    page.goto(f"{real.address}therapists/shortlist/")
    expect(page.locator("[data-shortlist-empty]")).to_be_visible()


def test_where_storage_is_refused_the_buttons_still_work(page: Page, real: Site) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    page.goto(f"{real.address}therapists/{_ids(real)[0]}/")
    button = page.get_by_role("button", name=re.compile("^Shortlist"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_without_scripts_the_page_says_what_works(plain_tab: Page, real: Site) -> None:
    plain_tab.goto(f"{real.address}therapists/shortlist/")
    expect(plain_tab.locator("[data-without-js]").first).to_be_visible()
    expect(plain_tab.locator("[data-shortlist]")).to_be_hidden()
