"""Lists of the directory that were published once lead on when nobody is on them any more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fingerpost.addresses import FILE, read_addresses
from fingerpost.clinical.directory import Listing
from fingerpost.pages.routes import Routes
from tests.building import built, contents, copy_of, fingerpost

ROUTES = Routes("/sub/", "https://example.org", "en", "en")
FRENCH = Routes("/", "https://example.org", "fr", "en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_of("full", tmp_path / "site")
    (root / FILE).unlink()
    return root


def _leave(root: Path, *ids: str) -> None:
    for id in ids:
        file = root / f"content/therapists/{id}.yaml"
        text = file.read_text("utf-8")
        assert "status: active" in text
        file.write_text(text.replace("status: active", "status: archived"), "utf-8")


def _leads_to(output: Path, path: str, target: str) -> bool:
    return f'content="0; url={target}"' in (output / path / "index.html").read_text("utf-8")


def test_a_build_remembers_the_lists_it_made_and_says_so(root: Path) -> None:
    result = fingerpost(root)
    assert result.exit_code == 0
    known, _ = read_addresses(root)
    assert "therapists/in/ontario/" in known
    assert "therapists/" not in known
    assert f"Added {len(known)} lines to addresses.txt: commit it with the content." in result.stdout
    again = fingerpost(root)
    assert "addresses.txt" not in again.output
    assert read_addresses(root)[0] == known


def test_lists_of_made_up_people_are_not_remembered(root: Path) -> None:
    for file in (root / "content/therapists").glob("*.yaml"):
        if file.stem != "sample":
            file.unlink()
    for file in (root / "content").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("(../therapists/", "(https://example.org/"), "utf-8")
    result = fingerpost(root)
    assert result.exit_code == 0, result.output
    assert not (root / FILE).exists()


def test_when_the_last_therapist_leaves_the_address_leads_to_the_list_above(root: Path) -> None:
    output = built(root)
    assert not _leads_to(output, "therapists/in/nova-scotia/halifax", "/therapists/in/nova-scotia/")
    _leave(root, "rosa-full")
    output = built(root)
    gone = [
        path
        for path in read_addresses(root)[0]
        if 'http-equiv="refresh"' in (output / path / "index.html").read_text("utf-8")
    ]
    assert gone
    assert _leads_to(output, "therapists/in/nova-scotia/halifax", "/therapists/")
    for path in gone:
        assert path not in (output / "sitemap.xml").read_text("utf-8")


def test_what_is_built_does_not_depend_on_lists_that_still_have_people(root: Path) -> None:
    output = built(root)
    before = contents(output)
    (root / FILE).unlink()
    assert contents(built(root)) == before


def test_with_drafts_nothing_is_remembered(root: Path) -> None:
    assert fingerpost(root, "--drafts").exit_code == 0
    assert not (root / FILE).exists()


def test_what_is_no_list_is_passed_over(root: Path) -> None:
    (root / FILE).write_text("# words\n\nabout/\n../../etc/\ntherapists/rosa-full/\ntherapists/in/atlantis/\n", "utf-8")
    before = set(contents(built(root)))
    (root / FILE).unlink()
    assert set(contents(built(root))) == before


@pytest.mark.parametrize("content", ["therapists/in/ontario/\n".encode("utf-16"), b""])
def test_a_list_that_cannot_be_read_ends_the_build_and_stays_as_it_is(root: Path, content: bytes) -> None:
    built(root)
    (root / FILE).write_bytes(content)
    result = fingerpost(root)
    assert result.exit_code == 1
    assert f"{FILE}:" in result.stderr
    assert (root / FILE).read_bytes() == content


def test_a_list_whose_name_ends_like_the_directory_is_remembered(root: Path) -> None:
    (root / "content/concerns/impatience.md").rename(root / "content/concerns/impatience-in-therapists.md")
    for file in (root / "content").rglob("*.*"):
        if file.suffix in (".md", ".yaml"):
            text = file.read_text("utf-8")
            text = re.sub(r"impatience(?=\.md|$|\n|\]|,)", "impatience-in-therapists", text)
            file.write_text(text.replace("title: impatience-in-therapists", "title: Impatience"), "utf-8")
    result = fingerpost(root)
    assert result.exit_code == 0, result.output
    assert "therapists/for/impatience-in-therapists/" in read_addresses(root)[0]


def test_a_list_of_what_is_a_draft_leads_on_and_not_to_itself(root: Path) -> None:
    built(root)
    path = "therapists/with/slow-breathing"
    assert f"{path}/" in read_addresses(root)[0]
    file = root / "content/modalities/slow-breathing.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    assert _leads_to(built(root), path, "/therapists/")


def test_an_editor_says_better_where_a_list_leads(root: Path) -> None:
    (root / FILE).write_text("therapists/with/old-thing/\n", "utf-8")
    file = root / "content/modalities/slow-breathing.md"
    moved = "redirect_from:\n  - /therapists/with/old-thing/\n"
    file.write_text(file.read_text("utf-8").replace("---\n", f"---\n{moved}", 1), "utf-8")
    assert _leads_to(built(root), "therapists/with/old-thing", "/modalities/slow-breathing/")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("therapists/in/ontario/guelph/", "in/ontario/guelph"),
        ("therapists/with/cft/page/12/", "with/cft"),
        ("therapists/page/2/", ""),
        ("therapists/", ""),
    ],
)
def test_an_address_belongs_to_its_list(address: str, path: str) -> None:
    assert ROUTES.listing(address) == Listing.at(path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "about/",
        "therapists/rosa-full/",
        "therapists/in/",
        "therapists/in/nowhere/",
        "therapists/page/0/",
        "fr/therapists/",
    ],
)
def test_an_address_of_something_else_belongs_to_none(address: str) -> None:
    assert ROUTES.listing(address) is None


def test_every_language_has_its_own_lists() -> None:
    assert FRENCH.listing("fr/therapists/in/quebec/") == Listing(province="CA-QC")
    assert FRENCH.listing("therapists/in/quebec/") is None
