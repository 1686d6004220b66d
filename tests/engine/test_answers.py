"""What a static host answers: addresses, headers and ranges."""

from __future__ import annotations

import pytest

from fingerpost.engine.answers import Found, decoded, find, header_rules, headers_for, part_of, type_of

FILES = {"index.html": b"", "a/index.html": b"", "a/b.png": b"", "404.html": b"", "fr/404.html": b"", "_headers": b""}


@pytest.mark.parametrize(
    ("raw", "path"),
    [(b"/", "/"), (b"/a/b.png", "/a/b.png"), (b"/caf%C3%A9/", "/café/"), (b"/a%20b", "/a b"), (b"/...", "/...")],
)
def test_an_address_is_read_as_text(raw: bytes, path: str) -> None:
    assert decoded(raw) == path


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"a", b"http://example.org/", b"*"),
        *(b"/..", b"/../etc/passwd", b"/a/%2e%2e/b", b"/%2E./b", b"/a/..%2fb", b"/./a", b"/a/."),
        *(b"/a\\b", b"/a%5Cb", b"/%5c..%5c"),
        *(b"/%00", b"/a%00.html", b"/%0a", b"/a%0Ab", b"/%7f", b"/%C2%85"),
        *(b"/%", b"/%2", b"/%zz", b"/%u0041"),
        *(b"/%ff", b"/%c3", b"/%ed%a0%80", b"/%c0%af"),
        b"/" + b"a" * 4096,
    ],
)
def test_an_address_that_no_file_can_have_is_refused(raw: bytes) -> None:
    assert decoded(raw) is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", Found(200, "index.html")),
        ("/index.html", Found(200, "index.html")),
        ("/a/", Found(200, "a/index.html")),
        ("/a", Found(302, location="/a/")),
        ("/a/b.png", Found(200, "a/b.png")),
        ("/a/b.png/", Found(404, "404.html")),
        ("/fr/nothing/", Found(404, "fr/404.html")),
        ("/nothing/at/all", Found(404, "404.html")),
        ("/_headers", Found(404, "404.html")),
        ("//", Found(404, "404.html")),
        ("//example.org", Found(404, "404.html")),
        ("/a//", Found(404, "404.html")),
    ],
)
def test_an_address_leads_to_a_file_or_to_the_page_that_says_there_is_none(path: str, found: Found) -> None:
    assert find(FILES, "/", path) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", Found(302, location="/sub/")),
        ("/sub", Found(302, location="/sub/")),
        ("/sub/", Found(200, "index.html")),
        ("/sub/a", Found(302, location="/sub/a/")),
        ("/a/", Found(404)),
        ("/subway/", Found(404)),
    ],
)
def test_a_site_in_a_folder_answers_below_it_alone(path: str, found: Found) -> None:
    assert find(FILES, "/sub/", path) == found


def test_the_address_of_a_folder_stays_encoded_when_it_gets_its_slash() -> None:
    assert find({"café x/index.html": b""}, "/", "/café x").location == "/caf%C3%A9%20x/"


def test_headers_are_those_of_all_rules_that_match_and_the_later_one_holds() -> None:
    rules = header_rules(b"# note\n/*\n  X-One: 1\n  X-Two: 2\n\n/sub/assets/*.css\n  X-Two: two\n")
    assert headers_for(rules, "/page/") == {"x-one": "1", "x-two": "2"}
    assert headers_for(rules, "/sub/assets/a.css") == {"x-one": "1", "x-two": "two"}


def test_a_line_that_is_no_plain_header_or_speaks_of_caching_is_passed_over() -> None:
    told = "  Stray: 1\n/*\n  Cache-Control: public\n  No colon\n  Bad name: 1\n  Accent: é\n  X-Good: yes\n"
    assert headers_for(header_rules(told.encode() + b"  \xff: 1\n"), "/") == {"x-good": "yes"}


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=4-", (4, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=10-", "none"),
        ("bytes=-0", "none"),
        ("bytes=5-4", "all"),
        ("bytes=-", "all"),
        ("bytes=0-1,3-4", "all"),
        ("lines=0-1", "all"),
        (f"bytes={'9' * 5000}-", "all"),
    ],
)
def test_a_range_is_a_part_of_the_file_or_all_or_none_of_it(wanted: str, part: object) -> None:
    assert part_of(wanted, 10) == part


def test_nothing_has_no_parts() -> None:
    assert part_of("bytes=0-", 0) == "none"


def test_a_type_goes_by_the_ending_whatever_its_case() -> None:
    assert type_of("a/B.HTML") == "text/html; charset=utf-8"
    assert type_of("film.webm") == "video/webm"
    assert type_of("unknown.xyz") == type_of("README") == "application/octet-stream"
