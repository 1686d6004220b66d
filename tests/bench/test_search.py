"""The benchmark of search: the same documents and queries anywhere, indexes that are right, and tables that say so."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import brotli  # type: ignore[import-untyped]
import pytest

from bench.search import worker
from bench.search.contestants import contestant, our_page
from bench.search.corpus import Page, kept, pages, write_html
from bench.search.edits import KINDS as EDITS
from bench.search.edits import NEW_WORD, edits
from bench.search.host import hosted
from bench.search.ours import Index
from bench.search.queries import KINDS, queries
from bench.search.relevance import Judged, compared, judged
from bench.search.results import LUNR_PY, OURS, PAGEFIND, PAGEFIND_ALONE, Results, Size, as_json, from_json, load, save
from bench.search.tables import page
from bench.words import FUNCTION_WORDS


@pytest.fixture(scope="module")
def documents() -> list[Page]:
    return list(pages(40))


# Documents


def test_the_same_documents_are_made_each_time(documents: list[Page], tmp_path: Path) -> None:
    assert list(islice(pages(40), 40)) == documents
    assert kept(tmp_path / "documents", 40) == kept(tmp_path / "documents", 0) == documents


def test_documents_are_as_long_as_they_are_on_a_site() -> None:
    found = list(pages(200))
    assert 570 <= sum(page.words for page in found) / len(found) <= 630
    therapists = [page.words for page in found if page.kind == "therapist"]
    assert 55 <= sum(therapists) / len(therapists) <= 85


def test_a_page_of_html_says_what_the_fields_say(documents: list[Page], tmp_path: Path) -> None:
    write_html(documents, tmp_path)
    text = (tmp_path / documents[0].url / "index.html").read_text(encoding="utf-8")
    assert f"<h1>{documents[0].title}</h1>" in text
    assert f"<h2>{documents[0].sections[0].heading}</h2>" in text
    assert f"<p>{documents[0].keywords}</p></main>" in text


# Queries


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_queries_are_asked_each_time(documents: list[Page], kind: str) -> None:
    found = queries(documents, kind, 20)
    assert found == queries(documents, kind, 20)
    assert len(set(found)) > 10
    assert {len(query.split()) for query in found} == {2 if kind == "two words" else 1}
    assert not set(" ".join(found).split()) & set(FUNCTION_WORDS)


def test_a_misspelt_word_stands_nowhere_and_a_half_typed_one_begins_one(documents: list[Page]) -> None:
    said = " ".join(f"{page.title} {page.body}" for page in documents).lower()
    assert [query for query in queries(documents, "misspelt", 20) if f" {query} " in said] == []
    begun = queries(documents, "half typed", 20)
    assert [query for query in begun if query not in said or len(query) < 4] == []


# Indexes


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize(("count", "folders"), [(40, {"search"}), (320, {"search", "s", "d", "v"})])
def test_an_index_after_an_edit_is_that_of_the_edited_documents(
    count: int, folders: set[str], kind: str, tmp_path: Path
) -> None:
    documents = list(pages(count))
    edit = edits(documents, kind, 3)[1]
    assert edit.before != edit.after
    assert (NEW_WORD in edit.after.body) is (kind == "a new word")
    Index(tmp_path / "old").build(documents)
    Index(tmp_path / "old").edit(edit, len(documents))
    changed = [edit.after if number == edit.number else page for number, page in enumerate(documents)]
    Index(tmp_path / "new").build(changed)
    assert _files(tmp_path / "old") == _files(tmp_path / "new")
    assert {Path(name).parent.name for name in _files(tmp_path / "new")} == folders


def _files(folder: Path) -> dict[str, bytes]:
    found = (folder / "search").rglob("*.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("what", ["fresh", "edit", "lunr"])
def test_each_build_says_how_long_it_took(what: str, tmp_path: Path) -> None:
    kept(tmp_path / "documents", 40)
    worker.main("fresh", tmp_path / "documents", tmp_path / "index", 0)
    before = _files(tmp_path / "index")
    assert 0 < worker.main(what, tmp_path / "documents", tmp_path / "index", 1) < 60
    assert _files(tmp_path / "index") == before


# The host


def test_a_host_weighs_what_it_sends_and_notes_it(tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("a" * 5000)
    (tmp_path / "packed").write_bytes(b"\x1f\x8b" + bytes(5000))
    with hosted(tmp_path) as host:
        with urlopen(f"{host.address}text.json") as answer:
            assert answer.headers["Content-Encoding"] == "br"
            assert brotli.decompress(answer.read()) == b"a" * 5000
        with urlopen(f"{host.address}packed?so=what") as answer:
            assert answer.headers["Content-Encoding"] is None
            assert len(answer.read()) == 5002
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{host.address}../nothing")
        assert host.asked() == ["text.json", "packed"]
        assert host.asked() == []
        assert host.weight("text.json") < 50
        assert host.weight("packed") == 5002


def test_each_file_is_counted_for_what_it_is() -> None:
    assert contestant(OURS).part("ours/assets/search-ABC.js") == "code"
    assert contestant(OURS).part("ours/search/manifest.json") == "head"
    assert contestant(OURS).part("ours/search/s/0123.json") == "index"
    assert contestant(PAGEFIND).part("pagefind/wasm.en.pagefind") == "code"
    assert contestant(PAGEFIND).part("pagefind/fragment/en_1.pf_fragment") == "rows"


def test_our_page_has_the_form_and_waits_for_its_first_use() -> None:
    page = our_page("assets/main-1.js")
    assert 'src="/ours/assets/main-1.js"' in page
    assert 'data-manifest="/ours/search/manifest.json"' in page
    assert "data-search-page" not in page


# Results


@pytest.fixture
def results() -> Results:
    found = Results({"processor": "2 cores of a made-up machine"})
    size = found.size(1000)
    size.words = 600_000
    for seconds in (1.0, 2.0, 9.0):
        size.add("build", OURS, "fresh", {"seconds": seconds})
    size.add("build", OURS, "edit", {"seconds": 0.01})
    size.add("build", LUNR_PY, "fresh", {"seconds": 17.98})
    for name, weight, first in ((OURS, 50_000, 900.0), (PAGEFIND, 125_000, 2500.0), (PAGEFIND_ALONE, 1, 1700.0)):
        size.add("wire", name, "two words", {"bytes": weight})
        size.add("time", name, "two words", {"first": first})
    size.add("shards", OURS, "five words", {"shards": 100, "changed": 5, "share": 0.05, "files": 7, "bytes": 1000})
    found.size(20_000).note("build", LUNR_PY, "it is too slow")
    return found


def test_what_is_kept_comes_back_as_it_was(results: Results, tmp_path: Path) -> None:
    save(results, tmp_path / "search.json")
    assert load(tmp_path / "search.json") == results
    assert as_json(from_json(as_json(results))) == as_json(results)
    assert load(tmp_path / "nothing.json") == Results()


def test_an_aim_is_said_to_be_met_or_missed(results: Results) -> None:
    told = page(results)
    assert "| a fresh build with lunr.py, times ours | ≥ 9× | 8.99× **missed** |" in told
    assert "| an edit with lunr.py (a fresh build), times ours | ≥ 40× | 1,798× met |" in told
    assert "| shards that five other words change | ≤ 5 % | 5 % met |" in told
    assert "| bytes of a cold query of two words, of Pagefind's | ≤ 40 % | 40 % met |" in told


def test_the_time_is_judged_by_the_quicker_of_pagefinds_ways(results: Results) -> None:
    assert "| time to the first result of two words, of Pagefind's | ≤ 50 % | 52.9 % **missed** |" in page(results)


def test_what_was_not_measured_is_said_with_the_reason(results: Results) -> None:
    results.size(20_000).add("build", OURS, "fresh", {"seconds": 8.0})
    told = page(results)
    assert "| a fresh build with lunr.py, times ours | ≥ 9× | 8.99× **missed** | not measured |" in told
    assert "- 20,000 documents, build, lunr.py: it is too slow" in told
    assert "## Where the comparison is uneven" in told


def test_nothing_measured_yet_is_no_fault() -> None:
    assert page(Results()).startswith("# What was measured of search")
    assert Size(10).median("wire", OURS, "one word", "bytes") is None


# Relevance


def test_judgements_are_read_with_their_addresses_in_one_form() -> None:
    held_back = "- query: shame\n  first: [/concerns/shame/, 'modalities/cft/index.html']\n  held_back: true\n"
    one, other = judged(f"{held_back}- {{query: a, first: [b/]}}\n")
    assert one == Judged("shame", frozenset({"concerns/shame", "modalities/cft"}), held_back=True)
    assert not other.held_back


def test_a_reciprocal_rank_is_that_of_the_first_right_page() -> None:
    query = Judged("shame", frozenset({"a", "b"}), held_back=False)
    assert query.reciprocal(["/x/", "b/", "a/"]) == 1 / 2
    assert query.reciprocal([]) == 0


def test_queries_held_back_are_counted_apart_and_not_told() -> None:
    asked = [Judged("open", frozenset({"a"}), held_back=False), Judged("kept", frozenset({"a"}), held_back=True)]
    told = compared(asked, [("Ours", [["x", "a"], []]), ("Theirs", [["a"], ["a"]])])
    assert "tuning     Ours         0.500 (0%) of 1 queries" in told
    assert "held back  Theirs       1.000 (100%) of 1 queries" in told
    assert told.endswith("\n  open: Ours 2, Theirs 1")
