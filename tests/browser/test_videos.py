"""Introductions on video: nothing is loaded before a press, and then from the host that the page names and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from fingerpost.pipeline import Order, build
from tests.browser.host import serve
from tests.browser.sites import TODAY
from tests.browser.watch import TELL_VIOLATIONS, Watch
from tests.building import copy_of


@pytest.fixture(scope="module")
def recording(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A film of a second, drawn and encoded by the browser itself."""
    with browser.new_context() as context:
        page = context.new_page()
        numbers: list[int] = page.evaluate(_FILM)
    return bytes(numbers)


_FILM = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  for (let frame = 0; frame < 10; frame++) {
    pen.fillStyle = `hsl(${frame * 36} 50% 50%)`;
    pen.fillRect(0, 0, 64, 36);
    await new Promise((done) => setTimeout(done, 100));
  }
  const stopped = new Promise((done) => { recorder.onstop = done; });
  recorder.stop();
  await stopped;
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


@pytest.fixture(scope="module")
def site(recording: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The site with every field filled, one therapist with a film of its own, others with films at two hosts."""
    folder = tmp_path_factory.mktemp("videos")
    root = copy_of("full", folder / "site")
    therapists = root / "content/therapists"
    (therapists / "media/nora.webm").write_bytes(recording)
    own = therapists / "full-practice.yaml"
    own.write_text(own.read_text("utf-8").replace("media/nora.mp4", "media/nora.webm"), "utf-8")
    source = (therapists / "paused.yaml").read_text("utf-8")
    assert "video:" not in source
    for id, where in (("tube", "youtube: abcdefghijk"), ("veo", 'vimeo: "123456789"')):
        video = f"video:\n  {where}\n  transcript: Hello.\n  recorded_on: 2026-01-01\n"
        (therapists / f"{id}.yaml").write_text(source.replace("status: paused", "status: active") + video, "utf-8")
    outcome = build(Order(root, folder / "output", today=TODAY, base_url="https://example.org/"))
    assert not outcome.problems.has_errors, outcome.problems
    with serve(folder / "output", "/", obeys_headers_file=True) as host:
        yield host.address, folder / "output"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.add_init_script(TELL_VIOLATIONS)
        page = context.new_page()
        watch = Watch(page)
        yield page
        assert watch.complaints == []


@pytest.mark.parametrize(
    ("id", "host", "origin"),
    [("tube", "YouTube", "https://www.youtube-nocookie.com"), ("veo", "Vimeo", "https://player.vimeo.com")],
)
def test_a_film_elsewhere_is_loaded_at_a_press_and_not_before(
    page: Page, site: tuple[str, Path], id: str, host: str, origin: str
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<title>The player</title><p>Playing</p>")

    address, _ = site
    page.route(lambda url: not url.startswith(address), answer)
    page.goto(f"{address}therapists/{id}/")
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("button", name=f"Play the video from {host} here").click()
    frame = page.frame_locator("iframe.intro-video")
    expect(frame.get_by_text("Playing")).to_be_visible()
    assert [url.startswith(f"{origin}/") for url in asked] == [True]
    element = page.locator("iframe.intro-video")
    expect(element).to_be_focused()
    assert element.get_attribute("title")
    assert element.evaluate("frame => frame.referrerPolicy") == "strict-origin-when-cross-origin"


def test_without_scripts_the_film_is_a_link(browser: Browser, site: tuple[str, Path]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site[0]}therapists/tube/")
        expect(page.get_by_role("link", name="Watch on YouTube")).to_have_attribute(
            "href", "https://www.youtube.com/watch?v=abcdefghijk"
        )
        expect(page.get_by_role("button", name="Play the video")).to_be_hidden()


def test_only_the_pages_with_such_a_film_may_frame_its_host(site: tuple[str, Path]) -> None:
    _, output = site
    framing = sorted(path.parent.name for path in output.rglob("index.html") if "frame-src" in path.read_text("utf-8"))
    assert framing == ["privacy-receipt", "rosa-full", "tube", "veo", "waitlist"]
    assert "youtube" not in (output / "therapists/veo/index.html").read_text("utf-8")
    headers = (output / "_headers").read_text("utf-8")
    assert "frame-src https://player.vimeo.com https://www.youtube-nocookie.com;" in headers


def test_the_receipt_names_the_hosts(page: Page, site: tuple[str, Path]) -> None:
    page.goto(f"{site[0]}privacy-receipt/")
    expect(page.get_by_text("YouTube (www.youtube-nocookie.com)")).to_be_visible()
    expect(page.get_by_text("Vimeo (player.vimeo.com)")).to_be_visible()


def test_a_film_of_ours_plays(page: Page, site: tuple[str, Path]) -> None:
    address, output = site
    source = next(output.glob("assets/recordings/*.webm"), None)
    if source is None:
        pytest.fail("the film of ours was not published")
    profile = next(path for path in output.glob("therapists/*/index.html") if source.name in path.read_text("utf-8"))
    page.goto(f"{address}therapists/{profile.parent.name}/")
    video = page.locator("video")
    assert video.evaluate("film => film.networkState") in (0, 1), "nothing is loaded before a press"
    video.evaluate("film => { film.muted = true; return film.play() }")
    page.wait_for_function("document.querySelector('video').currentTime > 0")
    assert video.locator("track[kind=captions]").count() == 1
