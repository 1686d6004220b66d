"""The documents that peers get: as many as our pages, the same texts, and nothing in them that is ours alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.documents import BREAK, SECTIONS, MadeUp
from bench.peers.fingerpost import Fingerpost
from bench.peers.peer import front
from bench.plan import Plan
from bench.timing import timed
from fingerpost.pages.routes import SECTIONS as PAGES_OF_SECTIONS
from fingerpost.pages.search.manifest import Manifest


@pytest.fixture(scope="module")
def site() -> MadeUp:
    return MadeUp.of(Plan.of(30, 60, seed=1))


def test_each_page_of_a_record_is_a_document(site: MadeUp, tmp_path: Path) -> None:
    peer, folder = Fingerpost(), tmp_path / "site"
    peer.prepare(site, folder)
    timed(peer.cold(folder))
    output = folder / peer.output
    sections = {*SECTIONS.values()} - {"pages", "directory"}
    ours = {
        path.parent.relative_to(output).as_posix()
        for section in sections
        for path in (output / section).glob("*/index.html")
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    } - {"therapists/shortlist"}
    theirs = {document.url.strip("/") for document in site.documents if document.section in sections}
    assert ours == theirs
    lists = [*output.glob("therapists/*/*/**/index.html")]
    first = [*output.glob("therapists/page/*/index.html")]
    assert len(site.section("directory")) == len(lists) - len(first) > 50
    assert all((output / document.id / "index.html").is_file() for document in site.section("pages"))
    searched = Manifest.read((output / "search/manifest.json").read_bytes()).documents
    # The pages of sections are no documents, and ours knows them as well.
    assert searched == sum(not each.further for each in site.documents) + len({*PAGES_OF_SECTIONS} - {"search"})


def test_nothing_is_left_that_only_we_can_read(site: MadeUp) -> None:
    for document in site.documents:
        assert not re.search(r"\[@|\]\((?!/|https?://)|^!!! |^: |\{", document.text, re.MULTILINE), document.url


def test_every_link_between_documents_leads_to_one(site: MadeUp) -> None:
    known = {document.url for document in site.documents} | {f"/{section}/" for section in SECTIONS.values()}
    known |= {f"/images/{name}" for name, _ in site.drawings}
    targets = [target for each in site.documents for target in re.findall(r"\]\((/[^)#]*)", each.text)]
    assert len(targets) > 500
    assert set(targets) <= known


def test_a_document_has_the_words_of_its_file(site: MadeUp) -> None:
    article = next(each for each in site.documents if each.section == "articles")
    therapist = next(each for each in site.documents if each.section == "therapists")
    text, facts = article.text.split(BREAK)
    assert len(re.findall(r"\w+", text)) > 500
    assert "- Key points: " in facts
    assert "- Authors: [" in text, "which our search knows too"
    assert therapist.title.count(" ") >= 1
    assert "- Availability: Accepting: " in therapist.text


def test_search_gets_the_facts_that_ours_knows(site: MadeUp) -> None:
    therapist = next(each for each in site.documents if each.section == "therapists")
    searched, facts = therapist.text.split(BREAK)
    assert {"Title", "Languages", "Focus areas"} <= {*re.findall(r"^- ([A-Z][a-z ]+):", searched, re.MULTILINE)}
    assert "    - Ref: " not in searched, "a label within a fact, which ours does not index"
    assert "- Fees:" in facts
    work = next(each for each in site.documents if each.section == "references")
    assert work.text.startswith("- Year: ")
    assert all(each.text.split(BREAK)[0] for each in site.documents if each.section not in ("glossary", "crisis"))


def test_therapists_who_are_not_listed_have_no_document(site: MadeUp) -> None:
    assert 0 < len(site.section("therapists")) < 60


def test_the_same_plan_gives_the_same_documents(site: MadeUp) -> None:
    assert MadeUp.of(Plan.of(30, 60, seed=1)) == site


def test_a_further_page_of_a_list_says_that_search_leaves_it_out(site: MadeUp) -> None:
    lists = site.section("directory")
    assert {each.further for each in lists} == {True, False}
    for each in lists:
        assert each.further == bool(re.search(r"-\d+$", each.id)) == ("further:" in front(each)), each.id
