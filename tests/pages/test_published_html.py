"""What holds for every page of every site: strict HTML, working links, one heading, nothing from elsewhere."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

import html5lib
import pytest

from fingerpost.pages.embeds import HOSTS, security_policy
from tests.building import built, copy_of, fingerpost

Element = Any
LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href",),
    "video": ("src", "poster"),
}


class Pages:
    """A built site: its pages parsed, by URL path."""

    def __init__(self, output: Path, base: str = "/") -> None:
        self.output, self.base = output, base
        self.errors: list[str] = []
        self.pages = {self._url(path): self._parse(path) for path in sorted(output.rglob("*.html"))}

    def _url(self, path: Path) -> str:
        return self.base + path.relative_to(self.output).as_posix().removesuffix("index.html")

    def _parse(self, path: Path) -> Element:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        document = parser.parse(path.read_text("utf-8"))
        self.errors += [f"{path.relative_to(self.output)}:{place}: {code}" for place, code, _ in parser.errors]
        for template in document.iter("template"):
            # What a script fills later is no part of the page yet.
            template.clear()
        return document

    def elements(self, *names: str) -> Iterator[tuple[str, Element]]:
        for url, document in self.pages.items():
            for node in document.iter():
                if isinstance(node.tag, str) and (not names or node.tag in names):
                    yield url, node

    def target(self, url: str, href: str) -> tuple[str, str]:
        """The path and the fragment that `href` on the page `url` leads to."""
        path, fragment = urldefrag(urljoin(url, href))
        return unquote(path), unquote(fragment)

    def is_there(self, path: str) -> bool:
        if not path.startswith(self.base):
            return False
        name = path.removeprefix(self.base)
        return (self.output / (f"{name}index.html" if name == "" or name.endswith("/") else name)).is_file()


@pytest.fixture(scope="module")
def under_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full site as it is served at /sub/folder/."""
    root = copy_of("full", tmp_path_factory.mktemp("sub"))
    (root / "content/therapists/media/nora.mp4").write_bytes(b"no film, but bytes enough")
    return built(root, "--base-url", "https://example.org/sub/folder")


@pytest.fixture(scope="module", params=["full", "real", "minimal", "sub"])
def site(request: pytest.FixtureRequest) -> Pages:
    name = {"sub": "under_a_folder"}.get(request.param, f"{request.param}_output")
    return Pages(request.getfixturevalue(name), "/sub/folder/" if request.param == "sub" else "/")


def is_redirect(document: Element) -> bool:
    return any(node.get("http-equiv") == "refresh" for node in document.iter("meta"))


def test_a_strict_parser_finds_no_error(site: Pages) -> None:
    assert len(site.pages) > 5
    assert site.errors == []


def test_every_link_leads_somewhere(site: Pages) -> None:
    broken = []
    for url, node in site.elements("a", "area"):
        href = node.get("href")
        assert href, f"{url}: a link without an address"
        if urlsplit(href).scheme or href.startswith("//"):
            continue
        path, fragment = site.target(url, href)
        if not site.is_there(path):
            broken.append(f"{url}: {href}")
        elif fragment.startswith("?"):
            assert parse_qs(fragment[1:], strict_parsing=True), f"{url}: {href} holds no state"
        elif fragment and path in site.pages and not _has_id(site.pages[path], fragment):
            broken.append(f"{url}: {href} (no such anchor)")
    assert broken == []


def _has_id(document: Element, id: str) -> bool:
    return any(node.get("id") == id for node in document.iter())


def test_every_reference_to_an_id_finds_it(site: Pages) -> None:
    broken = []
    for url, document in site.pages.items():
        ids = {node.get("id") for node in document.iter()}
        for node in document.iter():
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers"):
                broken += [f"{url}: {name}={id}" for id in (node.get(name) or "").split() if id not in ids]
    assert broken == []


def test_every_page_is_reached_from_home(site: Pages) -> None:
    seen = {site.base}
    ahead = [site.base]
    while ahead:
        url = ahead.pop()
        for node in site.pages[url].iter("a"):
            path, _ = site.target(url, node.get("href"))
            if path in site.pages and path not in seen:
                seen.add(path)
                ahead.append(path)
    lost = {url for url, document in site.pages.items() if not is_redirect(document)} - seen
    assert lost == {f"{site.base}404.html"}


def test_every_file_a_page_loads_is_there(site: Pages) -> None:
    broken = []
    for url, node in site.elements(*LOADS):
        for name in LOADS[node.tag]:
            value = node.get(name)
            for address in _addresses(name, value or ""):
                if not (address.startswith("data:image/") or site.is_there(site.target(url, address)[0])):
                    broken.append(f"{url}: {node.tag} {name}={address}")
    for url, node in site.elements("link"):
        if not {"canonical", "alternate"} & set((node.get("rel") or "").split()):
            broken += [] if site.is_there(site.target(url, node.get("href"))[0]) else [f"{url}: {node.get('href')}"]
    assert broken == []


def _addresses(name: str, value: str) -> list[str]:
    """The addresses that an attribute holds; a set of sources has a width after each."""
    candidates = value.split(", ") if name == "srcset" else [value]
    return [each.partition(" ")[0] if name == "srcset" else each for each in candidates if each]


def test_nothing_is_loaded_from_elsewhere(site: Pages) -> None:
    for url, node in site.elements(*LOADS, "link"):
        for name in (*LOADS.get(node.tag, ()), *(["href"] if node.tag == "link" else [])):
            loads = node.tag != "link" or not {"canonical", "alternate"} & set((node.get("rel") or "").split())
            for value in _addresses(name, node.get(name) or ""):
                assert not (loads and re.match(r"[a-z]+://|//", value)), f"{url}: {node.tag} {name}={value}"
    for path in site.output.rglob("*.css"):
        outside = [each for each in re.findall(r"url\(([^)]*)\)", path.read_text("utf-8")) if "//" in each]
        assert outside == []


def test_no_page_holds_a_script_or_a_style_of_its_own(site: Pages) -> None:
    for url, node in site.elements():
        assert node.tag != "style", url
        assert node.get("style") is None, f"{url}: {node.tag} style={node.get('style')}"
        handlers = [name for name in node.attrib if isinstance(name, str) and name.lower().startswith("on")]
        assert handlers == [], f"{url}: {node.tag}"
        if node.tag == "script":
            assert node.get("src") or node.get("type") == "application/ld+json", url
        for name in ("href", "src", "action", "formaction"):
            assert not (node.get(name) or "").strip().lower().startswith("javascript:"), url


def test_every_page_carries_the_policy_before_anything_is_loaded(site: Pages) -> None:
    for url, document in site.pages.items():
        head = list(document.find("head"))
        names = [node.tag if node.tag != "meta" else node.get("http-equiv") or node.get("charset") for node in head]
        assert names[:2] == ["utf-8", "Content-Security-Policy"], url
        players = [node.get("data-player") for node in document.iter("div") if node.get("data-player")]
        hosts = [host for host, each in HOSTS.items() if any(player.startswith(each.player) for player in players)]
        assert len(hosts) == len(players)
        assert head[1].get("content") == security_policy(hosts)


def test_ids_are_unique_on_a_page(site: Pages) -> None:
    for url, document in site.pages.items():
        counted = Counter(node.get("id") for node in document.iter() if node.get("id") is not None)
        assert [id for id, count in counted.items() if count > 1] == [], url
        assert not any(re.search(r"\s", id) or id == "" for id in counted), url


def test_every_image_has_a_size_and_says_what_it_shows(site: Pages) -> None:
    for url, node in site.elements("img"):
        assert (node.get("width") or "").isdigit(), url
        assert (node.get("height") or "").isdigit(), url
        assert node.get("alt") is not None, url


def test_every_page_has_one_first_heading_and_skips_no_level(site: Pages) -> None:
    for url, document in site.pages.items():
        assert len(list(document.iter("h1"))) == 1, url
        main = next(document.iter("main"))
        levels = [int(node.tag[1]) for node in main.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
        assert levels[0] == 1, f"{url}: {levels}"
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), f"{url}: {levels}"


def test_no_heading_or_link_is_empty(site: Pages) -> None:
    for url, node in site.elements("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "th"):
        words = "".join(node.itertext()).strip() or node.get("aria-label")
        images = [each for each in node.iter("img") if each.get("alt")]
        assert words or images, f"{url}: an empty {node.tag}"


def test_every_page_has_its_own_title_and_description(site: Pages) -> None:
    indexed = {url: document for url, document in site.pages.items() if not _asks_not_to_be_indexed(document)}
    titles = Counter(document.findtext("head/title") for document in indexed.values())
    assert [title for title, count in titles.items() if count > 1] == []
    for url, document in indexed.items():
        found = [node.get("content") for node in document.iter("meta") if node.get("name") == "description"]
        assert len(found) == 1, url
        assert 0 < len(found[0]) <= 160, f"{url}: {found[0]}"


def _asks_not_to_be_indexed(document: Element) -> bool:
    return any(node.get("name") == "robots" and "noindex" in node.get("content") for node in document.iter("meta"))


def test_the_sitemap_lists_what_may_be_indexed_and_nothing_else(site: Pages) -> None:
    listed = set(re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", (site.output / "sitemap.xml").read_text("utf-8")))
    indexed = {url: document for url, document in site.pages.items() if not _asks_not_to_be_indexed(document)}
    assert listed == {url for url, document in indexed.items() if _canonical(document) == url}


def test_every_page_names_its_own_address(site: Pages) -> None:
    for url, document in site.pages.items():
        if not is_redirect(document) and url != f"{site.base}404.html":
            named = _canonical(document)
            if named != url:
                # A list of the very people of the list that holds it.
                assert url.startswith(f"{site.base}therapists/"), url
                assert _people(site.pages[named]) == _people(document), url
                assert _canonical(site.pages[named]) == named, url


def _canonical(document: Element) -> str:
    (found,) = (node.get("href") for node in document.iter("link") if node.get("rel") == "canonical")
    return str(urlsplit(found).path)


def _people(document: Element) -> list[str]:
    cards = (node for node in document.iter("li") if "therapist-card" in (node.get("class") or "").split())
    return [card.get("id") for card in cards]


def test_links_to_other_sites_say_so_and_send_no_referrer(site: Pages) -> None:
    policies = {
        url: [node.get("content") for node in document.iter("meta") if node.get("name") == "referrer"]
        for url, document in site.pages.items()
    }
    assert {tuple(found) for found in policies.values()} == {("no-referrer",)}


def test_every_url_of_a_site_in_a_folder_begins_with_the_folder(under_a_folder: Path) -> None:
    for path in under_a_folder.rglob("*"):
        if path.suffix in (".html", ".css", ".json", ".xml", ".txt"):
            text = path.read_text("utf-8")
            roots = re.findall(r"""(?:href|src|url|content|action)=["'](/[^"']*)""", text)
            roots += re.findall(r"""url\(["']?(/[^)"']*)""", text)
            assert [each for each in roots if not each.startswith("/sub/folder/")] == [], path.name


def test_the_page_for_what_is_not_there_works_at_any_depth(under_a_folder: Path) -> None:
    page = Pages(under_a_folder, "/sub/folder/").pages["/sub/folder/404.html"]
    links = [value for node in page.iter() for name, value in node.attrib.items() if name in ("href", "src")]
    assert len(links) > 10
    assert [each for each in links if not each.startswith(("/sub/folder/", "#", "tel:", "sms:"))] == []


def test_a_folder_changes_no_path_in_the_output(under_a_folder: Path, full_output: Path) -> None:
    def names(output: Path) -> set[str]:
        return {re.sub(r"-[0-9A-Za-z]{8,12}\.", "-*.", posixpath.relpath(path, output)) for path in output.rglob("*")}

    assert names(under_a_folder) == names(full_output)


def test_a_base_url_without_its_last_slash_is_the_same(tmp_path: Path) -> None:
    root = copy_of("minimal", tmp_path)
    assert fingerpost(root, "--base-url", "https://example.org/a").exit_code == 0
    first = (root / "output/index.html").read_bytes()
    assert fingerpost(root, "--base-url", "https://example.org/a/").exit_code == 0
    assert (root / "output/index.html").read_bytes() == first
