"""The list of all articles in pages: each is on one of them, the newest first, and an edit makes few of them again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from fingerpost.addresses import FILE, read_addresses
from fingerpost.pages.paging import ON_A_PAGE
from fingerpost.pages.routes import Routes
from tests.building import contents, copy_of, fingerpost
from tests.edits import set_field

# With the site's own articles, three pages in English. In French there are as many, in the words of the English ones.
EXTRA = 2 * ON_A_PAGE
LINK = re.compile(r'<h[23] class="card__title"><a href="/sub/articles/([^/]+)/"')
MADE = re.compile(r"^((?:articles/(?:page/\d+/)?)?index\.html): ", re.MULTILINE)


def _article(root: Path, number: int) -> Path:
    return root / f"content/articles/extra-{number:02}.md"


def _write(root: Path, number: int, day: date) -> None:
    article = _article(root, number)
    shutil.copyfile(root / "content/articles/unreviewed.md", article)
    for line in (f"title: Extra {number}", f"dek: What extra {number} says.", f"published_on: {day}", "sample: false"):
        set_field(article, line)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of("full", tmp_path_factory.mktemp("articles") / "site")
    (root / FILE).unlink()
    set_field(root / "site_config.yaml", "languages: [en, fr]")
    set_field(root / "site_config.yaml", "base_url: https://full.example.org/sub/")
    for number in range(EXTRA):
        _write(root, number, date(2025, 6, 1) - timedelta(days=number // 2))
    _build(root)
    return root


@pytest.fixture
def root(crowded: Path, tmp_path: Path) -> Path:
    root = shutil.copytree(crowded, tmp_path / "site")
    # What a build knows holds for one place.
    _build(root)
    return root


def _remove_most(root: Path) -> None:
    """The third page goes."""
    for number in range(20, EXTRA):
        _article(root, number).unlink()


def _add_some(root: Path) -> None:
    """A fourth page comes."""
    for number in range(60, 90):
        _write(root, number, date(2024, 1, 1))


def _build(root: Path, *arguments: str) -> str:
    """What a build said. That there is no French for the interface is a warning."""
    result = fingerpost(root, "build", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def _pages(root: Path, below: str = "articles") -> list[str]:
    """The texts of the list's pages."""
    first, further = root / "output" / below, root / "output" / below / "page"
    numbers = sorted(int(each.name) for each in further.iterdir())
    return [(each / "index.html").read_text("utf-8") for each in (first, *(further / str(each) for each in numbers))]


def _made(root: Path) -> set[str]:
    """The lists of articles that were made again: that of the home page, too."""
    return set(MADE.findall(_build(root, "--explain")))


def _leads_to_the_list(root: Path, address: str) -> bool:
    text = (root / "output" / address / "index.html").read_text("utf-8")
    return f'content="0; url=/sub/{address.partition("page/")[0]}"' in text


def _is_as_from_nothing(root: Path, folder: Path) -> bool:
    fresh = folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root / "content", fresh / "content")
    for name in ("site_config.yaml", FILE):
        shutil.copy(root / name, fresh / name)
    _build(fresh)
    return contents(root / "output") == contents(fresh / "output")


def test_every_article_is_on_one_page_the_newest_first(crowded: Path) -> None:
    shown = [LINK.findall(text) for text in _pages(crowded)]
    assert [len(page) for page in shown[:-1]] == [ON_A_PAGE] * 2
    everybody = [id for page in shown for id in page]
    articles = {path.parent.name for path in (crowded / "output/articles").glob("*/index.html")}
    assert sorted(everybody) == sorted(articles)
    extra = [id for id in everybody if id.startswith("extra-")]
    assert extra == [f"extra-{number:02}" for number in range(EXTRA)]


def test_pages_lead_to_one_another_and_tell_which_they_are(crowded: Path) -> None:
    first, second, third = _pages(crowded)
    assert 'href="/sub/articles/page/2/" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="/sub/articles/" rel="prev"' in second
    assert 'href="/sub/articles/page/3/" rel="next"' in second
    assert 'href="/sub/articles/page/2/" rel="prev"' in third
    assert 'rel="next"' not in third
    titles = [re.findall(r"<title>(.*?)</title>", text)[0] for text in (first, second, third)]
    assert len(set(titles)) == 3
    assert "page 2" in titles[1]
    assert 'rel="canonical" href="https://full.example.org/sub/articles/page/2/"' in second
    sitemap = (crowded / "output/sitemap.xml").read_text("utf-8")
    for below in ("articles/", "articles/page/2/", "articles/page/3/", "fr/articles/page/3/"):
        assert f"/sub/{below}</loc>" in sitemap


def test_a_short_list_is_one_page(full_output: Path) -> None:
    assert 'class="pages"' not in (full_output / "articles/index.html").read_text("utf-8")
    assert not (full_output / "articles/page").exists()


def test_another_title_makes_one_page_of_the_list_again(root: Path) -> None:
    assert "/articles/extra-30/" in _pages(root)[1]
    set_field(_article(root, 30), "title: Another name")
    assert _made(root) == {"articles/page/2/index.html"}
    assert "Another name" in _pages(root)[1]


def test_another_day_moves_an_article_and_what_lies_between(root: Path) -> None:
    set_field(_article(root, 47), "published_on: 2026-11-20")
    assert _made(root) == {"index.html", *(f"articles/{page}index.html" for page in ("", "page/2/", "page/3/"))}
    assert LINK.findall(_pages(root)[0])[0] == "extra-47"


EDITS: dict[str, Callable[[Path], None]] = {
    "title": lambda root: set_field(_article(root, 3), "title: Another name"),
    "day": lambda root: set_field(_article(root, 10), "published_on: 2024-01-01"),
    "draft": lambda root: set_field(_article(root, 17), "draft: true"),
    "later": lambda root: set_field(_article(root, 17), "publish_on: 2027-01-01"),
    "gone": lambda root: _article(root, 24).unlink(),
    "more": lambda root: _write(root, 90, date(2026, 1, 1)),
    "fewer pages": _remove_most,
    "more pages": _add_some,
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_edited_the_lists_are_those_of_a_build_from_nothing(root: Path, tmp_path: Path, edit: str) -> None:
    EDITS[edit](root)
    _build(root)
    assert _is_as_from_nothing(root, tmp_path)


def test_the_address_of_a_page_that_is_gone_leads_to_the_list_until_it_is_back(root: Path, tmp_path: Path) -> None:
    known, _ = read_addresses(root)
    assert {"articles/page/3/", "fr/articles/page/2/"} <= {*known}
    assert not {"articles/", "fr/articles/"} & {*known}
    away = shutil.copytree(root / "content/articles", tmp_path / "away")
    _remove_most(root)
    _build(root)
    assert [_leads_to_the_list(root, f"articles/page/{page}") for page in (2, 3)] == [False, True]
    assert _leads_to_the_list(root, "fr/articles/page/3")
    assert "articles/page/3/" not in (root / "output/sitemap.xml").read_text("utf-8")
    assert _is_as_from_nothing(root, tmp_path)
    shutil.copytree(away, root / "content/articles", dirs_exist_ok=True)
    _build(root)
    assert not _leads_to_the_list(root, "articles/page/3")
    assert _is_as_from_nothing(root, tmp_path)


def test_an_editor_says_better_where_such_an_address_leads_once_that_is_published(root: Path, tmp_path: Path) -> None:
    _remove_most(root)
    concern = root / "content/concerns/impatience.md"
    before = concern.read_text("utf-8")
    set_field(concern, "redirect_from: [/articles/page/3/]")
    _build(root)
    assert not _leads_to_the_list(root, "articles/page/3")
    assert "url=/sub/concerns/impatience/" in (root / "output/articles/page/3/index.html").read_text("utf-8")
    concern.write_text(before, "utf-8")
    draft = _article(root, 5)
    set_field(draft, "redirect_from: [/articles/page/3/]")
    set_field(draft, "draft: true")
    _build(root)
    assert _leads_to_the_list(root, "articles/page/3")
    assert _is_as_from_nothing(root, tmp_path)


def test_a_further_page_of_made_up_articles_alone_asks_not_to_be_indexed(root: Path) -> None:
    (root / FILE).unlink()
    for id in LINK.findall(_pages(root)[2]):
        set_field(root / f"content/articles/{id}.md", "sample: true")
    _build(root)
    assert ['content="noindex' in text for text in _pages(root)] == [False, False, True]
    known, _ = read_addresses(root)
    assert "articles/page/2/" in known
    assert "articles/page/3/" not in known
    assert "/articles/page/3/" not in (root / "output/sitemap.xml").read_text("utf-8")


def test_search_knows_the_list_once(crowded: Path) -> None:
    found = b"".join(path.read_bytes() for path in (crowded / "output/search").rglob("*") if path.is_file())
    assert found.count(b'"articles/"') == 1
    assert b"articles/page/" not in found


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("articles/page/2/", True),
        ("articles/page/12/", True),
        ("articles/page/0/", False),
        ("articles/page/2", False),
        ("articles/", False),
        ("articles/page/", False),
        ("articles/a/page/2/", False),
        ("fr/articles/page/2/", False),
    ],
)
def test_an_address_belongs_to_the_list_or_not(address: str, held: bool) -> None:
    assert Routes("/sub/", "https://example.org", "en", "en").in_articles(address) == held
    assert Routes("/sub/", "https://example.org", "fr", "en").in_articles(f"fr/{address}") == held
