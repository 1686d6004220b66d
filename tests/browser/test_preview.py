"""The preview in a browser: pages change before one's eyes, stylesheets are swapped, problems are told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from fingerpost.engine.server import HOST, Host
from fingerpost.engine.snapshot import Snapshot, Told
from fingerpost.pages.head import CONTENT_SECURITY_POLICY
from fingerpost.serving import client_script
from tests.browser.watch import Watch
from tests.building import copy_of
from tests.previewing import Previewed, hosted, previewed

ABOUT = "content/pages/about.md"
PAGE = f"""<!doctype html>
<html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">
<title>A page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/red.css">
</head><body><h1>A page</h1><p class="tall">One</p><input></body></html>"""
FILES = {
    "index.html": PAGE.encode(),
    "assets/red.css": b"h1 { color: rgb(255, 0, 0) } .tall { height: 4000px }",
    "assets/blue.css": b"h1 { color: rgb(0, 0, 255) } .tall { height: 4000px }",
}
ERRORS = (
    Told("error", 'content/a.md:7:12: error[unknown-concern]: concern "anxeity" does not exist\n  <b>', "content/a.md"),
    Told("warning", "content/b.md: warning[odd]: looks odd", "content/b.md"),
)


@pytest.fixture(autouse=True)
def _leave(tab: Page) -> Iterator[None]:
    """No page is left to ask for a server that has gone."""
    yield
    tab.goto("about:blank")


@pytest.fixture
def host() -> Iterator[tuple[Host, str]]:
    """A host that shows a small site, and its address."""
    with hosted(Snapshot(FILES), client_script()) as (host, port):
        yield host, f"http://{HOST}:{port}/"


def showing(*problems: Told, **changed: str) -> Snapshot:
    files = {f"{name}.html": text.encode() for name, text in changed.items()}
    return Snapshot({**FILES, **files}, problems)


def test_a_stylesheet_is_swapped_and_the_page_stays(tab: Page, watch: Watch, host: tuple[Host, str]) -> None:
    server, address = host
    tab.goto(address)
    heading, box = tab.get_by_role("heading"), tab.get_by_role("textbox")
    expect(heading).to_have_css("color", "rgb(255, 0, 0)")
    box.fill("half a sentence")
    server.show(showing(index=PAGE.replace("red", "blue")))
    expect(heading).to_have_css("color", "rgb(0, 0, 255)")
    expect(tab.locator("link[rel=stylesheet]")).to_have_count(1)
    server.show(showing())
    expect(heading).to_have_css("color", "rgb(255, 0, 0)")
    expect(box).to_have_value("half a sentence")
    assert [request.url for request in watch.asked if request.is_navigation_request()] == [address]
    assert watch.complaints == []


def test_a_stylesheet_that_changes_while_the_page_is_loading_is_swapped_too(
    tab: Page, watch: Watch, host: tuple[Host, str]
) -> None:
    server, address = host
    script = f"{address}_preview/client.js"

    def held(route: Route) -> None:
        server.show(showing(index=PAGE.replace("red", "blue")))
        route.continue_()

    tab.route(script, held, times=1)
    tab.goto(address)
    expect(tab.get_by_role("heading")).to_have_css("color", "rgb(0, 0, 255)")
    assert [request.url for request in watch.asked if request.is_navigation_request()] == [address]
    assert watch.complaints == []


def reached(tab: Page, place: int) -> bool:
    """Whether the page is soon read from that place: Playwright's own waiting would need ``unsafe-eval``."""
    for _ in range(100):
        if tab.evaluate("window.scrollY") == place:
            return True
        tab.wait_for_timeout(50)
    return False


def test_a_page_that_changed_is_loaded_again_where_one_was_reading(
    tab: Page, watch: Watch, host: tuple[Host, str]
) -> None:
    server, address = host
    tab.goto(address)
    tab.evaluate("window.scrollTo(0, 1500)")
    for text in ("Two", "Three"):
        server.show(showing(index=PAGE.replace("One", text)))
        expect(tab.locator(".tall")).to_have_text(text)
        assert reached(tab, 1500)
    assert watch.complaints == []


def test_problems_are_shown_as_text_over_the_last_good_page_and_go_when_they_are_mended(
    tab: Page, watch: Watch, host: tuple[Host, str]
) -> None:
    server, address = host
    tab.goto(address)
    shown = tab.get_by_role("region", name="Preview")
    expect(shown).to_be_hidden()
    server.show(showing(*ERRORS))
    expect(shown.get_by_role("status")).to_have_text("1 error and 1 warning. This is the site as it was before.")
    expect(shown.get_by_role("listitem")).to_have_text([each.text for each in ERRORS])
    expect(tab.get_by_role("heading", name="A page")).to_be_visible()
    server.show(showing(ERRORS[1]))
    expect(shown.get_by_role("status")).to_have_text("1 warning")
    expect(shown.get_by_role("listitem")).to_have_count(0)
    server.show(showing())
    expect(shown).to_be_hidden()
    assert watch.complaints == []


def test_a_list_of_problems_can_be_closed_and_stays_closed(tab: Page, host: tuple[Host, str]) -> None:
    server, address = host
    server.show(showing(*ERRORS))
    tab.goto(address)
    shown = tab.get_by_role("region", name="Preview")
    toggle = shown.get_by_role("button")
    expect(shown.get_by_role("listitem")).to_have_count(2)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    toggle.press("Enter")
    expect(shown.get_by_role("listitem")).to_have_count(0)
    tab.reload()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    server.show(showing(ERRORS[0]))
    expect(shown.get_by_role("listitem")).to_have_count(1)


def test_a_preview_that_has_stopped_says_so_and_one_that_is_back_is_believed(tab: Page) -> None:
    with hosted(Snapshot(FILES), client_script()) as (_, port):
        tab.goto(f"http://{HOST}:{port}/")
        shown = tab.get_by_role("region", name="Preview")
        expect(shown).to_be_hidden()
    expect(shown.get_by_role("status")).to_contain_text("The preview has stopped")
    with hosted(showing(index=PAGE.replace("One", "Two")), client_script(), port=port):
        expect(tab.locator(".tall")).to_have_text("Two")
        expect(shown).to_be_hidden()


SEEN = """(seen) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: seen ? "visible" : "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_tab_that_nobody_looks_at_keeps_no_connection_and_catches_up_when_it_is_seen(
    tab: Page, host: tuple[Host, str]
) -> None:
    server, address = host
    tab.goto(address)
    wait_for(lambda: server.listeners == 1)
    tab.evaluate(SEEN, False)
    wait_for(lambda: server.listeners == 0)
    server.show(showing(index=PAGE.replace("One", "Two")))
    tab.wait_for_timeout(100)
    expect(tab.locator(".tall")).to_have_text("One")
    tab.evaluate(SEEN, True)
    expect(tab.locator(".tall")).to_have_text("Two")


def wait_for(reached: Callable[[], bool]) -> None:
    patience = time.monotonic() + 10
    while not reached() and time.monotonic() < patience:
        time.sleep(0.01)
    assert reached()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Path, Previewed]]:
    """A site and its preview."""
    site = copy_of("minimal", tmp_path / "site")
    with previewed(site) as running:
        yield site, running


def test_an_editor_sees_each_save(tab: Page, watch: Watch, running: tuple[Path, Previewed]) -> None:
    site, preview = running
    good = (site / ABOUT).read_text("utf-8")
    tab.goto(f"{preview.address}about/")
    (site / ABOUT).write_text(f"{good}\nA sentence that is new.\n", "utf-8")
    expect(tab.get_by_text("A sentence that is new.")).to_be_visible()
    (site / ABOUT).write_text(good.replace("title", "titel"), "utf-8")
    problem = tab.get_by_role("region", name="Preview").get_by_role("listitem")
    expect(problem).to_contain_text("error[unknown-key]")
    expect(tab.get_by_text("A sentence that is new.")).to_be_visible()
    (site / ABOUT).write_text(f"{good}\nAnother sentence.\n", "utf-8")
    expect(tab.get_by_text("Another sentence.")).to_be_visible()
    expect(problem).to_have_count(0)
    assert watch.complaints == []


def test_before_the_first_site_the_problems_are_all_there_is_to_see(tab: Page, tmp_path: Path) -> None:
    site = copy_of("minimal", tmp_path / "site")
    good = (site / ABOUT).read_text("utf-8")
    (site / ABOUT).write_text(good.replace("title", "titel"), "utf-8")
    with previewed(site) as running:
        tab.goto(f"{running.address}about/")
        expect(tab.get_by_role("heading", name="There is nothing to show yet")).to_be_visible()
        expect(tab.get_by_role("region", name="Preview").get_by_role("listitem")).to_contain_text("error[unknown-key]")
        (site / ABOUT).write_text(good, "utf-8")
        expect(tab.get_by_role("heading", name="There is nothing to show yet")).to_have_count(0)
        expect(tab.get_by_role("region", name="Preview")).to_be_hidden()
