"""The compatible index against the one that the lunr package makes, as parsed objects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr import lunr

from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.compatible import (
    CompatibleCounting,
    CompatibleCounts,
    compatible_files,
    compatible_index,
    counts_of,
)
from fingerpost.pages.search.counting import FIELDS
from fingerpost.pages.search.manifest import Manifest, Settings
from tests.pages.search.conftest import RunNode
from tests.pages.search.corpus import as_text, documents, vocabulary

FIELD_NAMES = ("title", "body", "tags")
ODD_WORDS = (
    "play", "plays", "therapy", "therapies", "the", "Monday", "client's,", "(e.g.)", "mind/body.", "café", "montreal",
    "😀", "a😀b", "\ue000", "﨎", "𠀀", "__proto__", "constructor", "toString", "", "-", "--", "a-b", "\xa0", "\u2003",
    "x" * 300, "0", "9-8-8", "İ", "ß", "\ud800", "*", "~1", "+a", "title:b", "'", "’s",
)  # fmt: skip

words = st.sampled_from(ODD_WORDS) | st.text(max_size=6)
texts = st.lists(words, max_size=12).map(" ".join)
values = texts | st.none() | st.lists(words | st.none() | st.integers(0, 9), max_size=4) | st.integers() | st.just("")
corpora = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELD_NAMES, values)), min_size=1, max_size=8)


def _theirs(given: Sequence[dict[str, Any]], boosts: Sequence[float], weights: Sequence[float]) -> Any:
    fields = [{"field_name": name, "boost": boost} for name, boost in zip(FIELD_NAMES, boosts, strict=True)]
    numbered = [({"number": n, **each}, {"boost": weights[n]}) for n, each in enumerate(given)]
    return json.loads(json.dumps(lunr(ref="number", fields=fields, documents=numbered).serialize()))


def _ours(given: Sequence[dict[str, Any]], boosts: Sequence[float], weights: Sequence[float]) -> Any:
    counted = [[counts_of(each[name]) for name in FIELD_NAMES] for each in given]
    return json.loads(json.dumps(compatible_index(counted, FIELD_NAMES, boosts, weights)))


@given(corpora, st.lists(st.sampled_from([0, 1, 3, 10, 0.5]), min_size=3, max_size=3), st.data())
def test_any_corpus_gives_the_index_that_lunr_gives(
    given: list[dict[str, Any]], boosts: list[float], data: Any
) -> None:
    weights = data.draw(st.lists(st.sampled_from([1, 2, 0.25]), min_size=len(given), max_size=len(given)))
    assert _ours(given, boosts, weights) == _theirs(given, boosts, weights)


def test_a_corpus_of_texts_gives_the_index_that_lunr_gives() -> None:
    made = [
        {"title": each.title, "body": f"{each.body} {each.summary}", "tags": each.keywords}
        for each in documents(11, 200, vocabulary(11, 900), length=80)
    ]
    weights = [1.0] * len(made)
    assert _ours(made, (10, 1, 6), weights) == _theirs(made, (10, 1, 6), weights)


def test_counts_come_back_from_bytes() -> None:
    for document in documents(12, 30, vocabulary(12, 300)):
        counted = CompatibleCounting().count(document)
        again = CompatibleCounts.from_bytes(counted.to_bytes())
        assert [list(counts.items()) for counts in again.fields] == [list(counts.items()) for counts in counted.fields]
        assert len(again.fields) == len(FIELDS)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{"])
def test_other_bytes_are_no_counts(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|can't decode"):
        CompatibleCounts.from_bytes(content)


ASKED = """
import lunr from "lunr";
import { ask } from "./frontend/search/asking.ts";
import { Engine } from "./frontend/search/engine.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
async function answer({ files, queries }: { files: Record<string, string>; queries: string[] }) {
  const read = async (name: string): Promise<unknown> => JSON.parse(files[name] as string);
  const manifest = (await read("manifest.json")) as Manifest;
  const index = lunr.Index.load((await read(manifest.lunr as string)) as object);
  const engine = new Engine(await Shelf.open(manifest, read));
  const answers = [];
  for (const query of queries) {
    const answer = await engine.answer(query);
    const results = await answer?.results(answer.found);
    const outcome = await ask(query.trim(), engine.shelf);
    answers.push({
      titles: results?.map(({ title }) => title),
      note: answer?.note,
      ours: outcome && "hits" in outcome ? outcome.hits.map(({ number, score }) => [number, score]) : null,
      theirs: index.search(query.trim()).map(({ ref, score }) => [Number(ref), score]),
    });
  }
  return answers;
}
"""

DOCUMENTS = (
    SearchDocument("a/", "Therapy for shame", "Talking.", "modality", "It helps with worries."),
    SearchDocument("b/", "Shame", "A feeling.", "concern", "Therapies that may help."),
    SearchDocument("c/", "On shame, again", "Shame, shame.", "citation", "Shame."),
)


def test_the_boxes_work_with_lunrs_own_index(run_node: RunNode) -> None:
    counted = map(CompatibleCounting().count, DOCUMENTS)
    settings = Settings("en", compatible=True)
    files = compatible_files(counted, [document.row for document in DOCUMENTS], settings, b"{}")
    assert Manifest.read(files["manifest.json"]).settings == settings
    assert set(Manifest.read(files["manifest.json"]).names()) == files.keys() - {"manifest.json"}
    queries = ["shame ", "therapies ", "sham", "shmae ", "feeling -again ", "the ", "nothing ", "talk"]
    answers = run_node(ASKED, {"files": as_text(files), "queries": queries})
    assert [(answer["titles"], answer["note"]) for answer in answers] == [
        (["Shame", "Therapy for shame", "On shame, again"], None),
        (["Therapy for shame", "Shame"], None),
        (["Shame", "Therapy for shame", "On shame, again"], None),
        (["Shame", "Therapy for shame", "On shame, again"], "fuzzy"),
        (["Shame"], None),
        ([], "common-words"),
        ([], "none"),
        (["Therapy for shame"], None),
    ]
    for answer in answers[:4]:
        assert answer["ours"] == answer["theirs"]


def test_no_documents_make_an_index_all_the_same(run_node: RunNode) -> None:
    files = compatible_files([], [], Settings("en", compatible=True), b"{}")
    [answer] = run_node(ASKED, {"files": as_text(files), "queries": ["shame "]})
    assert (answer["titles"], answer["note"]) == ([], "none")
