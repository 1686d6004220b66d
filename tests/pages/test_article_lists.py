"""The list of all articles in pages: each is on one of them, the newest first, and an edit makes few of them again."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from fingerpost.addresses import FILE, read_addresses
from fingerpost.pages.paging import ON_A_PAGE
from tests.building import built, contents, copy_of, fingerpost
from tests.edits import set_field

# With the site's own articles, three pages.
EXTRA = 2 * ON_A_PAGE
LINK = re.compile(r'<h[23] class="card__title"><a href="/articles/([^/]+)/"')
MADE = re.compile(r"^ *((?:articles/(?:page/\d+/)?)?index\.html): ", re.MULTILINE)


def _write(root: Path, number: int, day: date) -> None:
    article = root / f"content/articles/extra-{number:02}.md"
    shutil.copyfile(root / "content/articles/unreviewed.md", article)
    set_field(article, f"title: Extra {number}")
    set_field(article, f"dek: What extra {number} has to say.")
    set_field(article, f"published_on: {day}")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of("full", tmp_path_factory.mktemp("articles") / "site")
    (root / FILE).unlink()
    for number in range(EXTRA):
        _write(root, number, date(2025, 6, 1) - timedelta(days=number // 2))
    assert fingerpost(root).exit_code == 0
    return root


@pytest.fixture
def root(crowded: Path, tmp_path: Path) -> Path:
    root = shutil.copytree(crowded, tmp_path / "site")
    # What a build knows holds for one place.
    assert fingerpost(root).exit_code == 0
    return root


def _pages(output: Path) -> list[str]:
    """The texts of the list's pages."""
    first, further = output / "articles/index.html", output / "articles/page"
    numbers = sorted(int(each.name) for each in further.iterdir())
    return [each.read_text("utf-8") for each in (first, *(further / f"{number}/index.html" for number in numbers))]


def _made(root: Path) -> set[str]:
    """The lists of articles that were made again: that of the home page, too."""
    result = fingerpost(root, "build", "--explain")
    assert result.exit_code == 0, result.output
    return set(MADE.findall(result.stdout))


def test_every_article_is_on_one_page_the_newest_first(crowded: Path) -> None:
    shown = [LINK.findall(text) for text in _pages(crowded / "output")]
    assert [len(page) for page in shown[:-1]] == [ON_A_PAGE] * (len(shown) - 1)
    assert len(shown) == 3
    everybody = [id for page in shown for id in page]
    assert set(everybody) == {path.parent.name for path in (crowded / "output/articles").glob("*/index.html")}
    assert len(everybody) == len(set(everybody))
    extra = [id for id in everybody if id.startswith("extra-")]
    assert extra == [f"extra-{number:02}" for number in range(EXTRA)]


def test_pages_lead_to_one_another_and_tell_which_they_are(crowded: Path) -> None:
    first, second, third = _pages(crowded / "output")
    assert 'href="/articles/page/2/" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="/articles/" rel="prev"' in second
    assert 'href="/articles/page/3/" rel="next"' in second
    assert 'href="/articles/page/2/" rel="prev"' in third
    assert 'rel="next"' not in third
    titles = [re.findall(r"<title>(.*?)</title>", text)[0] for text in (first, second, third)]
    assert len(set(titles)) == 3
    assert "page 2" in titles[1]
    assert 'rel="canonical" href="https://full.example.org/articles/page/2/"' in second
    sitemap = (crowded / "output/sitemap.xml").read_text("utf-8")
    assert all(f"/articles/{page}</loc>" in sitemap for page in ("", "page/2/", "page/3/"))


def test_a_short_list_is_one_page(full_output: Path) -> None:
    text = (full_output / "articles/index.html").read_text("utf-8")
    assert 'class="pages"' not in text
    assert not (full_output / "articles/page").exists()


def test_another_title_makes_one_page_of_the_list_again(root: Path) -> None:
    place = next(number for number, text in enumerate(_pages(root / "output"), 1) if "/articles/extra-30/" in text)
    assert place == 2
    set_field(root / "content/articles/extra-30.md", "title: Another name")
    assert _made(root) == {"articles/page/2/index.html"}
    assert "Another name" in _pages(root / "output")[1]


def test_another_day_moves_an_article_and_what_lies_between(root: Path) -> None:
    set_field(root / "content/articles/extra-47.md", "published_on: 2026-11-20")
    made = _made(root)
    assert {"index.html", "articles/index.html", "articles/page/2/index.html", "articles/page/3/index.html"} <= made
    assert LINK.findall(_pages(root / "output")[0])[0] == "extra-47"


@pytest.mark.parametrize("number", range(5))
def test_whatever_is_edited_the_lists_are_those_of_a_build_from_nothing(
    root: Path, tmp_path: Path, number: int
) -> None:
    article = root / f"content/articles/extra-{7 * number + 3:02}.md"
    edits = (
        lambda: set_field(article, "title: Another name"),
        lambda: set_field(article, "published_on: 2024-01-01"),
        lambda: set_field(article, "draft: true"),
        article.unlink,
        lambda: _write(root, 90, date(2026, 1, 1)),
    )
    edits[number]()
    assert fingerpost(root).exit_code == 0
    fresh = tmp_path / "fresh"
    for name in ("content", "media"):
        if (root / name).exists():
            shutil.copytree(root / name, fresh / name)
    for name in ("site_config.yaml", FILE):
        shutil.copy(root / name, fresh / name)
    assert contents(root / "output") == contents(built(fresh))


def test_the_address_of_a_page_that_is_no_more_leads_to_the_list(root: Path) -> None:
    known, _ = read_addresses(root)
    assert "articles/page/3/" in known
    assert "articles/" not in known
    for number in range(20, EXTRA):
        (root / f"content/articles/extra-{number:02}.md").unlink()
    output = built(root)
    assert len(list((output / "articles/page").iterdir())) == 2
    for page in (2, 3):
        text = (output / f"articles/page/{page}/index.html").read_text("utf-8")
        assert ('content="0; url=/articles/"' in text) == (page == 3)
    assert "articles/page/3/" not in (output / "sitemap.xml").read_text("utf-8")


def test_search_knows_the_list_once(crowded: Path) -> None:
    found = [path for path in (crowded / "output/search").iterdir() if b"articles/page/" in path.read_bytes()]
    assert found == []
