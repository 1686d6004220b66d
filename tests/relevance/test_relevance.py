"""Whether what people type finds first what they need: the judged queries, asked of the site in this repository."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import pytest
import yaml

from tests.pages.search.conftest import RunNode

AIM = 0.9

FOUND = """
import { readFileSync } from "node:fs";
import { Engine } from "./frontend/search/engine.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
async function answer({ folder, queries }: { folder: string; queries: string[] }) {
  const read = async (name: string): Promise<unknown> => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const engine = new Engine(await Shelf.open((await read("manifest.json")) as Manifest, read));
  const found = [];
  for (const query of queries) {
    const answer = await engine.answer(query);
    const results = await answer?.results(answer.found);
    found.push(results?.map(({ url }) => url));
  }
  return found;
}
"""


class Judged(NamedTuple):
    """A query, the addresses of which any may come first, and whether nobody looks at it while tuning."""

    query: str
    first: frozenset[str]
    held_back: bool


class Ranked(NamedTuple):
    """The place of the first right address for a query, 0 where it is not found."""

    judged: Judged
    place: int
    instead: str

    @property
    def reciprocal(self) -> float:
        return 1 / self.place if self.place else 0.0


def judged() -> list[Judged]:
    text = Path(__file__).with_name("queries.yaml").read_text("utf-8")
    return [
        Judged(each["query"], frozenset(each["first"]), each.get("held_back", False)) for each in yaml.safe_load(text)
    ]


@pytest.fixture(scope="module")
def ranked(real_output: Path, run_node: RunNode) -> list[Ranked]:
    queries = judged()
    question = {"folder": str(real_output / "search"), "queries": [each.query for each in queries]}
    answers: list[list[str]] = run_node(FOUND, question)
    return [_ranked(each, urls) for each, urls in zip(queries, answers, strict=True)]


def _ranked(judged: Judged, urls: list[str]) -> Ranked:
    place = next((place for place, url in enumerate(urls, 1) if url in judged.first), 0)
    return Ranked(judged, place, urls[0] if urls else "nothing")


@pytest.mark.parametrize("held_back", [False, True], ids=["for tuning", "held back"])
def test_what_is_needed_comes_first(ranked: list[Ranked], held_back: bool) -> None:
    part = [each for each in ranked if each.judged.held_back == held_back]
    mean = fmean(each.reciprocal for each in part)
    missed = [f"{each.judged.query!r} at {each.place}: {each.instead}" for each in part if each.place != 1]
    assert mean >= AIM, len(missed) if held_back else "\n".join(missed)


def test_the_queries_are_enough_and_a_third_is_held_back() -> None:
    queries = judged()
    assert len(queries) >= 60
    assert len({each.query for each in queries}) == len(queries)
    assert sum(each.held_back for each in queries) * 3 == len(queries)


def test_every_page_that_should_come_first_is_there(real_output: Path) -> None:
    addresses = {url for each in judged() for url in each.first}
    assert [url for url in sorted(addresses) if not (real_output / url / "index.html").is_file()] == []
