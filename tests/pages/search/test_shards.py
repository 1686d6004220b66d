"""The index in shards against the same in one file, and both against lunr.js with an index of all terms."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from fingerpost.pages.search import SearchDocument
from tests.pages.search.conftest import RunNode
from tests.pages.search.corpus import as_text, documents, files_of, vocabulary
from tests.pages.search.reference import whole_lunr_index

QUERIES = 600
WORDS = vocabulary(1, 2_500)

SHARDED = """
import lunr from "lunr";
import { Engine } from "./frontend/search/engine.ts";
import { inquire } from "./frontend/search/inquiry.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
type Files = Record<string, string>;
async function engineOf(files: Files) {
  const read = async (name: string): Promise<unknown> => JSON.parse(files[name] as string);
  const shelf = await Shelf.open((await read("manifest.json")) as Manifest, read);
  return { shelf, engine: new Engine(shelf) };
}
"""

ANSWERS = (
    SHARDED
    + """
async function answer({ files, queries }: { files: Files[]; queries: string[] }) {
  const engines = await Promise.all(files.map(engineOf));
  const answers = [];
  for (const query of queries) {
    const each = await Promise.all(engines.map(async ({ engine }) => {
      const answer = await engine.answer(query);
      const results = await answer?.results(answer.found);
      return JSON.stringify([answer?.note, answer?.found, results?.map(({ title }) => title)]);
    }));
    answers.push(each);
  }
  return answers;
}
"""
)

HITS = (
    SHARDED
    + """
lunr.utils.warn = (message: string) => { throw new Error(message); };
async function answer({ files, whole, queries }: { files: Files; whole: string; queries: string[] }) {
  const { shelf, engine } = await engineOf(files);
  const index = lunr.Index.load(JSON.parse(whole));
  const answers = [];
  for (const query of queries) {
    const needs = (await inquire(query, shelf, () => true)) ?? [];
    const sought = needs.some((need) => need.terms.size > 0 || need.prefix !== null);
    const theirs = !sought ? [] : index.query((clauses) => {
      for (const need of needs) {
        for (const term of need.terms) clauses.term(term, { boost: 10, usePipeline: false });
        if (need.prefix !== null) clauses.term(need.prefix, { wildcard: 2, usePipeline: false });
      }
    });
    answers.push({
      ours: engine.hits(needs).map(({ number, score, matched }) => [number, score, Object.keys(matched).sort()]),
      theirs: theirs.map(({ ref, score, matchData }) => [Number(ref), score, Object.keys(matchData.metadata).sort()]),
    });
  }
  return answers;
}
"""
)


def _queries(seed: int, made: Sequence[SearchDocument]) -> list[str]:
    """What somebody may type: words, several, half of one, misspelt, a title, common words, signs."""
    chance = random.Random(seed)
    titles = [document.title for document in made if document.title]

    def misspelt(word: str) -> str:
        at = chance.randrange(len(word))
        return word[:at] + chance.choice(["", "x", word[at] * 2]) + word[at + 1 :]

    def typed() -> str:
        words = chance.choices(WORDS, [1 / (rank + 20) for rank in range(len(WORDS))], k=chance.randint(1, 4))
        match chance.randrange(6):
            case 0:
                return " ".join(words) + " "
            case 1:
                return " ".join(words)[: chance.randint(2, 12)]
            case 2:
                return " ".join(misspelt(word) for word in words)
            case 3:
                return chance.choice(titles)[: chance.randint(2, 60)]
            case 4:
                return chance.choice(titles).upper() + chance.choice(["", "?", " the", ":"])
            case _:
                return "the " + " ".join(words)

    return [typed() for _ in range(QUERIES)]


@pytest.mark.parametrize("number", [150, 500])
def test_shards_answer_as_one_file_does(run_node: RunNode, number: int) -> None:
    made = documents(2, number, WORDS)
    in_shards, in_one = files_of(made, whole=0), files_of(made, whole=number)
    assert len(in_one) == 3
    assert sum(name.startswith("s/") for name in in_shards) >= 3
    queries = _queries(number, made)
    answers = run_node(ANSWERS, {"files": [as_text(in_shards), as_text(in_one)], "queries": queries})
    assert [(query, *pair) for query, pair in zip(queries, answers, strict=True) if pair[0] != pair[1]] == []
    assert sum(len(json.loads(one)[1]) > 0 for one, _ in answers) > QUERIES / 2


@pytest.mark.parametrize("whole", [0, 500], ids=["shards", "one file"])
@pytest.mark.parametrize("number", [150, 500])
def test_documents_order_and_scores_are_those_of_an_index_of_all_terms(
    run_node: RunNode, number: int, whole: int
) -> None:
    made = documents(3, number, WORDS)
    queries = _queries(number + 1, made)
    question = {"files": as_text(files_of(made, whole=whole)), "whole": whole_lunr_index(made), "queries": queries}
    answers: list[dict[str, list[Any]]] = run_node(HITS, question)
    for answer in answers:
        answer["theirs"].sort(key=lambda hit: (-hit[1], hit[0]))  # lunr.js leaves equal scores as they come
    different = [
        (query, answer["ours"][:3], answer["theirs"][:3])
        for query, answer in zip(queries, answers, strict=True)
        if answer["ours"] != answer["theirs"]
    ]
    assert different[:3] == []
    assert sum(len(answer["ours"]) > 0 for answer in answers) > QUERIES / 2


FETCHES = (
    SHARDED
    + """
async function answer({ files, queries }: { files: Files; queries: string[] }) {
  const fetched: string[][] = [];
  for (const query of queries) {
    const names: string[] = [];
    const read = async (name: string): Promise<unknown> => (names.push(name), JSON.parse(files[name] as string));
    const engine = new Engine(await Shelf.open((await read("manifest.json")) as Manifest, read));
    const answer = await engine.answer(query);
    await answer?.results(answer.found.slice(0, 8));
    await engine.answer(query);
    fetched.push(names);
  }
  return fetched;
}
"""
)


def test_a_query_takes_few_files_each_once_and_lists_of_terms_only_where_a_word_is_misspelt(run_node: RunNode) -> None:
    made = [*documents(4, 500, WORDS), SearchDocument("a/", "Kindness", "", "article", "compassionate", "")]
    files = files_of(made)
    names: list[list[str]] = run_node(
        FETCHES, {"files": as_text(files), "queries": ["kindness ", "compasionat ", "zz"]}
    )
    exact, misspelt, _ = names
    assert all(len(set(fetched)) == len(fetched) for fetched in names)
    assert sum(name.startswith("s/") for name in exact) == 1
    assert [sum(name.startswith("v/") for name in fetched) for fetched in (exact, misspelt)] == [0, 2]
    assert sum(name.startswith("d/") for name in exact) <= 8
    assert sum(name.startswith("s/") for name in files) >= 8
