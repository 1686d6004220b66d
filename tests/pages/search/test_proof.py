"""Any query of lunr.js: the index in shards against unmodified lunr.js with an index of all terms.

Documents, their order, scores, matched terms and fields are the same. So is the order of documents with equal scores:
lunr.js leaves them as it came upon them, clause by clause, term by term, field by field and then by number. It comes
upon terms by walking its set of them letter by letter, so that terms which do not match change nothing about the order
of those that do, and nothing is sorted here before it is compared.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.search.conftest import RunNode
from tests.pages.search.corpus import as_text, documents, files_of, vocabulary
from tests.pages.search.queries import queries, require_the_same
from tests.pages.search.reference import whole_lunr_index

WORDS = vocabulary(1, 8_000)

PROOF = """
import { Engine } from "./frontend/search/engine.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
import { verdicts } from "./tests/pages/search/proof.ts";
async function answer({ files, whole, queries }: { files: Record<string, string>; whole: string; queries: string[] }) {
  const read = async (name: string): Promise<unknown> => JSON.parse(files[name] as string);
  const shelf = await Shelf.open((await read("manifest.json")) as Manifest, read);
  return verdicts(new Engine(shelf), JSON.parse(whole), queries);
}
"""


@pytest.mark.parametrize("number", [300, 1_000, 5_000])
def test_shards_answer_as_an_index_of_all_terms_does(run_node: RunNode, number: int) -> None:
    made = documents(number, number, WORDS, length=30)
    asked = queries(number, WORDS)
    question = {
        "files": as_text(files_of(made, whole=0)),
        "whole": whole_lunr_index(made),
        "queries": [query for _, query in asked],
    }
    answers: list[dict[str, Any]] = run_node(PROOF, question)
    require_the_same(asked, answers)
