"""The preview server, over real connections: whom it answers, what it answers, and what it tells browsers."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from html import unescape

import pytest

from fingerpost.engine.server import HOST, Host, listen
from fingerpost.engine.snapshot import Snapshot, Told
from tests.previewing import ask, hosted, listening

PAGE = b'<html><head><link rel="stylesheet" href="/one.css"></head><body>Text</body></html>'
FILES: Mapping[str, bytes] = {
    "index.html": PAGE,
    "a/index.html": b"<p>No head</p>",
    "404.html": b"<head></head>Nothing here",
    "film.mp4": b"0123456789",
    "one.css": b"p { color: red }",
    "_headers": b"/*\n  X-Site: yes\n/film.mp4\n  Cache-Control: public, max-age=31536000\n",
}
ERROR = Told("error", "content/a.md:1:1: error[bad]: <b> is wrong", "content/a.md", 1, 1)
TAG = b'<script src="/_preview/client.js" data-shown="%s" defer></script>\n'
TOLD = re.compile(TAG % b'([^"]+)')
WARNING = Told("warning", "content/a.md: warning[odd]: looks odd", "content/a.md")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with hosted(Snapshot(FILES)) as (_, port):
        yield port


def shown(port: int, target: str = "/") -> str:
    """What a browser that opens a page hands back when it listens."""
    told = TOLD.search(ask(port, target).body)
    assert told
    return unescape(told[1].decode())


def test_a_page_comes_with_the_client_in_its_head_and_is_else_as_it_was_built(port: int) -> None:
    answer = ask(port, "/")
    tag = TAG % shown(port).encode()
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.body == PAGE.replace(b"</head>", tag + b"</head>")


def test_a_page_without_a_head_gets_the_client_at_its_end(port: int) -> None:
    assert ask(port, "/a/").body.startswith(b"<p>No head</p><script")


def test_the_client_is_served(port: int) -> None:
    answer = ask(port, "/_preview/client.js")
    assert (answer.status, answer.body) == (200, b"// client")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_other_files_come_as_they_are(port: int) -> None:
    answer = ask(port, "/one.css")
    assert (answer.status, answer.body) == (200, FILES["one.css"])
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_head_tells_what_get_would_and_has_no_body(port: int) -> None:
    got, told = ask(port, "/"), ask(port, "/", "HEAD")
    assert (told.status, told.body) == (200, b"")
    assert {**told.headers, "date": ""} == {**got.headers, "date": ""}


@pytest.mark.parametrize("target", ["/", "/_preview/events", "/_preview/client.js"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(port: int, method: str, target: str) -> None:
    assert ask(port, target, method).status == 405


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8000", "[::1]", "[::1]:8000", "127.0.0.1:1"])
def test_a_name_of_this_machine_is_answered(port: int, host: str) -> None:
    assert ask(port, "/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        *("example.org", "example.org:8000", "localhost.example.org", "127.0.0.1.example.org", "127.0.0.2", "0.0.0.0"),
        *("", "localhost:", "localhost:x", "[::1", "user@localhost", "localhost/", "127.0.0.1:8000:8000", "::1"),
    ],
)
@pytest.mark.parametrize("target", ["/", "/_preview/events", "/nothing"])
def test_a_foreign_host_is_refused(port: int, host: str, target: str) -> None:
    answer = ask(port, target, host=host)
    assert answer.status == 403
    assert b"Text" not in answer.body


def test_a_request_without_a_host_is_refused(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("origin", ["http://example.org", "null", "", "https://localhost:80", "http://localhost:81"])
def test_a_foreign_origin_is_refused(port: int, origin: str) -> None:
    assert ask(port, "/_preview/events", host="localhost:80", origin=origin).status == 403


def test_a_foreign_origin_behind_our_own_is_refused(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        own = "Host: localhost:80\r\nOrigin: http://localhost:80\r\n"
        connection.sendall(f"GET / HTTP/1.1\r\n{own}Origin: http://example.org\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("origin", ["http://localhost:80", "http://127.0.0.1:80"])
def test_the_preview_may_ask_itself(port: int, origin: str) -> None:
    assert ask(port, "/", host="localhost:80", origin=origin).status == 200


@pytest.mark.parametrize(
    "target",
    [
        *("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/a/..%2f..%2fetc/passwd", "/a\\..\\b", "/%00", "/a%00"),
        *("/%zz", "/%", "/%ff%fe", "/%0d%0aX-Bad:1", "/a%0Ab", "http://example.org/", "*", "//example.org/..", "/.%2e"),
        *("//example.org", "/a//", "/%2F%2Fexample.org", "/_headers", "/.git/config", "/_preview/", "/" + "a/" * 900),
    ],
)
def test_odd_addresses_are_answered_and_lead_nowhere(port: int, target: str) -> None:
    answer = ask(port, target)
    assert answer.status in (400, 404)
    assert "location" not in answer.headers


def test_an_address_that_is_too_long_is_told_so(port: int) -> None:
    assert ask(port, "/" + "a" * 4096).status == 414
    assert ask(port, "/" + "a" * 4095).status == 404


@pytest.mark.parametrize(
    "nonsense", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET /\xff HTTP/1.1\r\n\r\n", b"\0" * 99_999]
)
def test_what_is_no_request_is_refused_and_the_next_one_is_answered(port: int, nonsense: bytes) -> None:
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(nonsense)
        connection.shutdown(socket.SHUT_WR)
        assert not connection.recv(4096).startswith(b"HTTP/1.1 2")
    assert ask(port, "/").status == 200


def test_the_headers_of_the_site_are_sent_and_nothing_is_kept(port: int) -> None:
    for target in ("/", "/film.mp4", "/nothing", "/a"):
        headers = ask(port, target).headers
        assert (headers["x-site"], headers["cache-control"]) == ("yes", "no-store")


def test_what_is_not_there_shows_the_page_that_says_so(port: int) -> None:
    answer = ask(port, "/nothing")
    assert answer.status == 404
    assert b"Nothing here" in answer.body
    assert b"_preview/client.js" in answer.body


def test_a_folder_without_its_slash_leads_to_it_with_its_query(port: int) -> None:
    answer = ask(port, "/a?x=1&y=%20")
    assert (answer.status, answer.headers["location"]) == (302, "/a/?x=1&y=%20")


def test_a_player_gets_the_part_of_a_film_that_it_asks_for(port: int) -> None:
    answer = ask(port, "/film.mp4", range="bytes=2-4")
    assert (answer.status, answer.body, answer.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert ask(port, "/film.mp4").headers["accept-ranges"] == "bytes"
    beyond = ask(port, "/film.mp4", range="bytes=10-")
    assert (beyond.status, beyond.body, beyond.headers["content-range"]) == (416, b"", "bytes */10")
    assert ask(port, "/film.mp4", **{"range": "bytes=2-4", "if-range": '"x"'}).status == 200
    assert ask(port, "/", range="bytes=0-0").status == 200


def test_a_site_in_a_folder_is_served_there() -> None:
    with hosted(Snapshot(FILES, base_path="/sub/")) as (_, port):
        assert ask(port, "/").headers["location"] == "/sub/"
        assert ask(port, "/sub").headers["location"] == "/sub/"
        assert ask(port, "/sub/film.mp4").body == FILES["film.mp4"]
        outside = ask(port, "/film.mp4")
        assert (outside.status, b"/sub/" in outside.body) == (404, True)


def test_before_there_is_a_site_the_page_says_so() -> None:
    with hosted(Snapshot(problems=(ERROR,)), client=b"") as (_, port):
        answer = ask(port, "/any/where")
        assert (answer.status, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
        assert b"&lt;b&gt; is wrong" in answer.body
        assert b"<script" not in answer.body
    with hosted(Snapshot(problems=(ERROR,))) as (_, port):
        assert b"<script" in ask(port, "/").body


def test_a_browser_is_told_at_once_whether_its_page_is_as_it_should_be(port: int) -> None:
    with listening(port, "/", page := shown(port)) as words:
        assert words.next() == word_of(page)
    for other in ("of yesterday", "", " ", shown(port, "/a/")):
        with listening(port, "/", other) as words:
            assert words.next() == word_of(page, reload=True)


def test_a_page_is_loaded_again_when_it_has_changed_and_only_then() -> None:
    with hosted(Snapshot(FILES)) as (host, port), listening(port, "/", page := shown(port)) as words:
        words.next()
        host.show(Snapshot({**FILES, "a/index.html": b"Other"}))
        assert words.next() == word_of(page)
        host.show(Snapshot({**FILES, "index.html": b"Other"}))
        assert words.next() == word_of(shown(port), reload=True)


def word_of(page: str, reload: bool = False, *styles: tuple[str, str]) -> dict[str, object]:
    swaps = [list(each) for each in styles]
    return {"shown": page, "reload": reload, "styles": swaps, "problems": [], "errors": 0, "count": 0}


def test_a_page_that_differs_by_its_stylesheet_is_told_which_to_swap() -> None:
    restyled = {**FILES, "index.html": PAGE.replace(b"/one.css", b"/two.css?a&amp;b")}
    with hosted(Snapshot(FILES)) as (host, port), listening(port, "/", shown(port)) as words:
        words.next()
        host.show(Snapshot(restyled))
        assert words.next() == word_of(shown(port), False, ("/one.css", "/two.css?a&b"))
        host.show(Snapshot(FILES))
        assert words.next() == word_of(shown(port), False, ("/two.css?a&b", "/one.css"))
        host.show(Snapshot({**FILES, "index.html": PAGE.replace(b"Text", b"More")}))
        assert words.next() == word_of(shown(port), reload=True)


def test_a_page_that_was_restyled_before_it_listened_is_told_which_to_swap() -> None:
    with hosted(Snapshot(FILES)) as (host, port):
        page = shown(port)
        host.show(Snapshot({**FILES, "index.html": PAGE.replace(b"/one.css", b"/two.css")}))
        with listening(port, "/", page) as words:
            assert words.next() == word_of(shown(port), False, ("/one.css", "/two.css"))


def test_a_page_that_has_a_stylesheet_more_is_loaded_again() -> None:
    link = b'<link rel="stylesheet" href="/more.css">'
    with hosted(Snapshot(FILES)) as (host, port), listening(port, "/", shown(port)) as words:
        words.next()
        host.show(Snapshot({**FILES, "index.html": PAGE.replace(b"</head>", link + b"</head>")}))
        assert words.next() == word_of(shown(port), reload=True)


def test_an_address_without_a_page_is_loaded_again_when_it_gets_one() -> None:
    with hosted(Snapshot(FILES)) as (host, port), listening(port, "/new/", shown(port, "/new/")) as words:
        assert words.next()["reload"] is False
        host.show(Snapshot({**FILES, "new/index.html": b"New"}))
        assert words.next()["reload"] is True


def test_the_first_site_that_can_be_shown_is_loaded() -> None:
    with hosted(Snapshot(problems=(ERROR,))) as (host, port), listening(port, "/", shown(port)) as words:
        assert words.next()["reload"] is False
        host.show(Snapshot(FILES))
        assert words.next()["reload"] is True


def test_problems_are_told_with_errors_first_and_cleared() -> None:
    with hosted(Snapshot(FILES)) as (host, port), listening(port, "/", page := shown(port)) as words:
        words.next()
        host.show(Snapshot(FILES, (WARNING, ERROR)))
        word = words.next()
        assert [told["text"] for told in word["problems"]] == [ERROR.text, WARNING.text]
        assert (word["errors"], word["count"], word["reload"]) == (1, 2, False)
        host.show(Snapshot(FILES))
        assert words.next() == word_of(page)


def test_thousands_of_problems_are_counted_and_the_first_are_told() -> None:
    with hosted(Snapshot(FILES, (ERROR,) * 5000)) as (_, port), listening(port) as words:
        word = words.next()
        assert (len(word["problems"]), word["count"]) == (100, 5000)


@pytest.mark.parametrize("page", ["", "x", "/..", "/%zz", "/%00", "\0", "é", "/" + "a" * 5000])
def test_an_odd_page_has_nothing_to_load(port: int, page: str) -> None:
    with listening(port, page, "as before") as words:
        assert words.next()["reload"] in (False, True)


class Vanishing(dict[str, bytes]):
    """Files of which one cannot be had any more."""

    def __getitem__(self, path: str) -> bytes:
        if path == "a/index.html":
            raise FileNotFoundError(path)
        return super().__getitem__(path)


def test_a_file_that_cannot_be_had_for_a_moment_is_told_so_and_nothing_is_loaded_again() -> None:
    with hosted(Snapshot(Vanishing(FILES))) as (_, port), listening(port, "/a/", "as before") as words:
        assert ask(port, "/a/").status == 503
        assert (word := words.next())["reload"] is False
        assert word["shown"] == "as before"
        assert ask(port, "/").status == 200


def test_a_browser_that_goes_away_is_forgotten() -> None:
    with hosted(Snapshot(FILES)) as (host, port):
        with listening(port) as words:
            words.next()
        until_forgotten(host)
        host.show(Snapshot(FILES))
        assert ask(port, "/").status == 200


def until_forgotten(host: Host) -> None:
    patience = time.monotonic() + 10
    while host.listeners and time.monotonic() < patience:
        time.sleep(0.01)
    assert host.listeners == 0


def test_an_open_stream_ends_with_the_server_and_does_not_keep_it_from_stopping() -> None:
    with ExitStack() as browser:
        with hosted(Snapshot(FILES)) as (_, port):
            words = browser.enter_context(listening(port))
            words.next()
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 2
        with pytest.raises(EOFError):
            words.next()


def test_a_port_in_use_gives_way_to_the_next_free_one() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with listen(port) as other:
            assert other.getsockname()[0] == HOST
            assert port < other.getsockname()[1] <= port + 20


def test_without_a_free_port_there_is_a_sentence() -> None:
    with listen(65535), pytest.raises(OSError, match="65535 to 65535 are all in use"):
        listen(65535)
