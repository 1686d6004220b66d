"""The directory in a browser: filters, their state in the address, and what there is without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.sites import Site
from tests.browser.watch import Watch

LIVE = "[data-directory]"


@pytest.fixture(autouse=True)
def _no_complaints(watch: Watch) -> Iterator[None]:
    yield
    assert watch.complaints == []


@pytest.fixture
def directory(tab: Page, real: Site) -> Page:
    """The directory of the shipped site, with its filters at work."""
    return _opened(tab, f"{real.address}therapists/")


def _opened(page: Page, address: str) -> Page:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(LIVE)).to_be_visible()
    return page


def _choice(page: Page, facet: str, label: str) -> Locator:
    return page.get_by_role("group", name=facet, exact=True).get_by_label(re.compile(rf"^{re.escape(label)}"))


def _count_beside(choice: Locator) -> int:
    return int(choice.locator("xpath=..").locator(".facet__count").inner_text())


def _found(page: Page) -> int:
    shown = re.match(r"\d+", page.locator("[data-directory-count]").inner_text())
    assert shown
    return int(shown[0])


def _names(page: Page) -> list[str]:
    return page.locator("[data-directory-cards] .card__title").all_text_contents()


def test_a_choice_finds_as_many_as_it_says(directory: Page) -> None:
    for facet, label in [("Province or territory", "Quebec"), ("Language", "French"), ("How you meet", "Video")]:
        choice = _choice(directory, facet, label)
        promised = _count_beside(choice)
        choice.check()
        expect(directory.locator("[data-directory-count]")).to_have_text(re.compile(rf"^{promised} "))
        status = directory.get_by_role("main").get_by_role("status")
        expect(status).to_have_text(re.compile(rf"^{promised} therapists? fits?"))
        directory.get_by_role("button", name="Clear all filters").click()


def test_choices_are_or_within_a_group_and_and_between_groups(directory: Page) -> None:
    quebec, ontario = (_choice(directory, "Province or territory", each) for each in ("Quebec", "Ontario"))
    alone = {"Quebec": _count_beside(quebec), "Ontario": _count_beside(ontario)}
    quebec.check()
    assert _found(directory) == alone["Quebec"]
    ontario.check()
    both = _found(directory)
    assert max(alone.values()) < both <= sum(alone.values())
    french = _choice(directory, "Language", "French")
    promised = _count_beside(french)
    french.check()
    assert _found(directory) == promised < both


def test_who_comes_by_video_alone_is_not_met_in_person(directory: Page) -> None:
    """Hodan Larkmeadow has a room in Toronto, and sees people in Quebec by video."""
    _choice(directory, "Province or territory", "Quebec").check()
    assert "Hodan Larkmeadow" in _names(directory)
    in_person = _choice(directory, "How you meet", "In person")
    promised = _count_beside(in_person)
    in_person.check()
    assert _found(directory) == promised
    assert "Hodan Larkmeadow" not in _names(directory)
    _choice(directory, "How you meet", "Video").check()
    assert "Hodan Larkmeadow" in _names(directory)


def test_the_state_stands_in_the_address_and_back_undoes_a_choice(directory: Page) -> None:
    everybody = _found(directory)
    _choice(directory, "Province or territory", "Quebec").check()
    quebec = _found(directory)
    _choice(directory, "How you meet", "In person").check()
    assert urlsplit(directory.url).fragment == "?province=CA-QC&format=in-person"
    narrow, names = _found(directory), _names(directory)
    directory.reload()
    expect(directory.locator(LIVE)).to_be_visible()
    assert (_found(directory), _names(directory)) == (narrow, names)
    directory.go_back()
    expect(_choice(directory, "How you meet", "In person")).not_to_be_checked()
    assert _found(directory) == quebec
    directory.go_back()
    assert _found(directory) == everybody
    directory.go_forward()
    assert _found(directory) == quebec


def test_a_shared_link_shows_somebody_else_the_same(directory: Page, browser: Browser) -> None:
    _choice(directory, "Province or territory", "Ontario").check()
    names = _names(directory)
    with browser.new_context() as context:
        assert _names(_opened(context.new_page(), directory.url)) == names


def test_the_fair_order_is_another_each_day_and_one_for_all(browser: Browser, real: Site) -> None:
    seen = []
    for day in ("2026-11-21", "2026-11-21", "2026-11-22"):
        with browser.new_context() as context:
            page = context.new_page()
            page.clock.set_fixed_time(f"{day}T12:00:00Z")
            seen.append(_names(_opened(page, f"{real.address}therapists/")))
    assert seen[0] == seen[1] != seen[2]
    assert len(seen[0]) == 24


def test_orders_by_name_and_fee(directory: Page) -> None:
    order = directory.get_by_label("Order")
    order.select_option("name")
    assert _names(directory) == directory.locator("[data-directory-list] .card__title").all_text_contents()
    order.select_option("fee")
    fees = [
        int(found[1])
        for text in directory.locator("[data-directory-cards] .therapist-card__facts").all_text_contents()
        if (found := re.search(r"From \$(\d+)", text))
    ]
    assert len(fees) > 5
    assert fees == sorted(fees)


def test_the_count_says_how_the_list_is_ordered(directory: Page) -> None:
    count = directory.locator("[data-directory-count]")
    expect(count).to_have_text("40 therapists, in an order that changes every day")
    directory.get_by_label("Order").select_option("name")
    expect(count).to_have_text("40 therapists")


def test_a_letter_of_another_page_leads_to_the_person_in_the_alphabet(directory: Page, real: Site) -> None:
    directory.goto(f"{real.address}therapists/page/2/")
    letter = directory.get_by_role("navigation", name="Therapists by first letter").get_by_role(
        "link", name="B", exact=True
    )
    letter.click()
    expect(directory.locator(LIVE)).to_be_visible()
    expect(directory.locator("[data-directory-cards] a:focus")).to_have_text("Ximena Barleycrest")
    expect(directory.get_by_label("Order")).to_have_value("name")
    directory.goto(f"{real.address}therapists/page/2/")
    directory.get_by_role("link", name="Previous page").click()
    expect(directory.locator(LIVE)).to_be_visible()
    assert urlsplit(directory.url).fragment == "?sort=name"


def test_a_choice_that_is_taken_back_keeps_the_keyboard(directory: Page) -> None:
    directory.goto(f"{directory.url}#?language=pa")
    box = _choice(directory, "Language", "Punjabi")
    expect(box).to_be_checked()
    box.focus()
    directory.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()


def test_a_city_leaves_the_others_in_sight(directory: Page) -> None:
    cities = directory.get_by_role("group", name="City", exact=True)
    before = cities.locator("li:visible").count()
    cities.get_by_role("checkbox").first.check()
    assert cities.locator("li:visible").count() >= before


def test_whoever_is_in_the_list_is_not_thrown_out_when_filters_come(browser: Browser, real: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        held: list[Route] = []
        page.route("**/directory.json", lambda route: held.append(route))
        page.goto(f"{real.address}therapists/")
        page.locator("[data-directory-list] .card__title a").first.focus()
        held[0].continue_()
        expect(page.locator(LIVE)).to_be_visible()
        expect(page.locator("[data-directory-count]")).to_be_focused()


def test_ways_on_are_each_offered_once_and_words_can_go(directory: Page) -> None:
    address = re.sub("#.*", "", directory.url)
    offered = directory.locator("[data-directory-suggestions] li")
    _opened(directory, f"{address}#?province=CA-ON.CA-NL&language=fr&format=in-person")
    texts = offered.all_inner_texts()
    assert len(texts) == len(set(texts)) <= 6
    _opened(directory, f"{address}#?language=pa&q=larkmeadow")
    assert _found(directory) == 0
    assert any("Without the words" in text for text in offered.all_inner_texts())
    _opened(directory, f"{address}#?q=zzzzqqq")
    expect(directory.locator("[data-directory-suggestions]")).to_have_text("Nobody fits all of that.")


def test_chips_take_choices_back(directory: Page) -> None:
    everybody = _found(directory)
    _choice(directory, "Province or territory", "Quebec").check()
    _choice(directory, "Language", "French").check()
    directory.get_by_role("button", name="Remove the filter Quebec").click()
    expect(_choice(directory, "Province or territory", "Quebec")).not_to_be_checked()
    assert urlsplit(directory.url).fragment == "?language=fr"
    directory.get_by_role("button", name="Clear all filters").click()
    assert _found(directory) == everybody
    assert urlsplit(directory.url).fragment == ""
    expect(directory.locator("[data-directory-chips]")).to_be_hidden()


def test_words_are_looked_for_on_cards_and_in_profiles(directory: Page, real: Site) -> None:
    ask = directory.get_by_label("Name, city or words on a card")
    ask.fill("halifax")
    expect(directory.locator("[data-directory-cards] .card")).not_to_have_count(24)
    texts = directory.locator("[data-directory-cards] .card").all_text_contents()
    assert texts
    assert all("Halifax" in text for text in texts)
    ask.fill("montreal")
    expect(directory.locator("[data-directory-cards] .card").first).to_contain_text("Montréal")
    expect(directory).to_have_url(re.compile(r"#\?q=montreal$"))
    # This stands in a profile alone.
    ask.fill("dairy farm")
    expect(directory.locator("[data-directory-cards] .card__title")).to_have_text(["Bastien Montbruyère"])


def test_a_list_leads_to_itself_with_filters(tab: Page, real: Site) -> None:
    tab.goto(f"{real.address}therapists/in/quebec/montreal/")
    listed = tab.locator(".card__title").all_text_contents()
    tab.get_by_role("link", name="Filter these therapists").click()
    expect(tab.locator(LIVE)).to_be_visible()
    assert urlsplit(tab.url).fragment == "?city=CA-QC_montreal"
    assert sorted(_names(tab)) == sorted(listed) != []
    expect(_choice(tab, "City", "Montréal")).to_be_checked()


def test_when_nobody_fits_there_is_somewhere_to_go(directory: Page) -> None:
    provinces = directory.get_by_role("group", name="Province or territory", exact=True)
    island = _choice(directory, "Province or territory", "Prince Edward Island")
    expect(island).to_be_hidden()
    provinces.get_by_role("button", name=re.compile("Show all")).click()
    island.check()
    address = re.sub("#.*", "", directory.url)
    _opened(directory, f"{address}#?province=CA-PE&language=pa")
    assert _found(directory) == 0
    offered = directory.locator("[data-directory-suggestions] li")
    expect(offered.first).to_be_visible()
    said = re.search(r"\((\d+) therapist", offered.first.inner_text())
    assert said
    offered.first.get_by_role("link").click()
    assert _found(directory) == int(said[1]) > 0


def test_everything_works_with_the_keyboard_alone(directory: Page) -> None:
    box = _choice(directory, "How you meet", "Video")
    box.focus()
    promised = _count_beside(box)
    directory.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert _found(directory) == promised
    directory.keyboard.press("Space")
    expect(box).to_be_focused()
    chip = _choice(directory, "Language", "French")
    chip.check()
    button = directory.get_by_role("button", name="Remove the filter French")
    button.focus()
    directory.keyboard.press("Enter")
    expect(directory.locator("[data-directory-count]")).to_be_focused()


def test_pages_of_results_hold_everybody_once(directory: Page) -> None:
    names = _names(directory)
    everybody = _found(directory)
    while directory.get_by_role("link", name="Next page").is_visible():
        directory.get_by_role("link", name="Next page").click()
        names += _names(directory)
    assert len(names) == len(set(names)) == everybody
    directory.go_back()
    assert len(_names(directory)) == 24


def test_nothing_is_asked_of_a_server_while_filtering(directory: Page, watch: Watch) -> None:
    watch.start_again()
    _choice(directory, "Province or territory", "Quebec").check()
    _choice(directory, "Concern", "Shame").check()
    directory.get_by_label("Order").select_option("fee")
    assert [request.url for request in watch.asked if "/assets/" not in request.url] == []


def test_parts_have_their_names_and_roles(directory: Page) -> None:
    expect(directory.get_by_role("search", name="Find a therapist")).to_be_visible()
    for group in ("Approach", "Province or territory", "City", "Concern", "Language", "Room for new clients"):
        expect(directory.get_by_role("group", name=group, exact=True)).to_be_visible()
    expect(directory.get_by_role("heading", level=1)).to_have_text("Therapists")
    assert directory.locator("[data-directory-cards] > li h3 a").count() == 24


def test_on_a_phone_the_list_comes_first_and_nothing_is_cut(browser: Browser, real: Site) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = _opened(context.new_page(), f"{real.address}therapists/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        expect(page.locator("[data-directory-facets]")).to_be_hidden()
        page.get_by_text("Filters", exact=True).click()
        _choice(page, "How you meet", "Video").check()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_directory_file_that_cannot_be_had_leaves_the_list(browser: Browser, real: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/directory.json", lambda route: route.fulfill(status=404))
        page.goto(f"{real.address}therapists/")
        expect(page.locator("[data-directory-failed]")).to_be_visible()
        expect(page.locator("[data-directory-list] .card").first).to_be_visible()
        expect(page.locator("[data-directory-list] .card")).to_have_count(24)


# Without scripts


def test_without_scripts_every_therapist_can_be_reached(plain_tab: Page, real: Site) -> None:
    data = json.loads(real.file("therapists/directory.json").read_text("utf-8"))["directory"]
    names: list[str] = []
    plain_tab.goto(f"{real.address}therapists/")
    expect(plain_tab.locator(LIVE)).to_be_hidden()
    while True:
        names += plain_tab.locator(".card__title").all_text_contents()
        following = plain_tab.get_by_role("link", name="Next page")
        if not following.count():
            break
        following.click()
    assert names == data["cards"]["name"]


def test_without_scripts_landing_pages_lead_on(plain_tab: Page, real: Site) -> None:
    plain_tab.goto(f"{real.address}therapists/")
    link = plain_tab.get_by_role("link", name="Quebec", exact=True)
    count = int(link.locator("xpath=..").locator(".choices__count").inner_text())
    link.click()
    expect(plain_tab.get_by_role("heading", level=1)).to_have_text("Therapists in Quebec")
    expect(plain_tab.locator(".directory__count")).to_contain_text(f"{count} therapists")
    plain_tab.get_by_role("link", name="Montréal", exact=True).click()
    expect(plain_tab.get_by_role("heading", level=1)).to_have_text("Therapists in Montréal, Quebec")
    crumbs = plain_tab.get_by_role("navigation", name="Breadcrumbs").get_by_role("link").all_inner_texts()
    assert crumbs == ["Home", "Therapists", "Therapists in Quebec"]
