"""Any query of lunr.js, asked in a browser of an index in shards, and of unmodified lunr.js with one of all terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.search_host import bundle, hosted
from tests.pages.search.corpus import documents, vocabulary
from tests.pages.search.queries import queries, require_the_same
from tests.pages.search.reference import whole_lunr_index

WORDS = vocabulary(2, 8_000)

PROOF = """
async ({ address, queries }) => {
  const { loadEngine, verdicts } = await import(`${address}proof/proof.js`);
  const { engine } = await loadEngine(`${address}search/manifest.json`);
  const whole = await (await fetch(`${address}whole.json`)).json();
  return verdicts(engine, whole, queries);
}
"""


@pytest.mark.parametrize("number", [300, 1_000, 5_000])
def test_a_browser_answers_from_shards_as_from_an_index_of_all_terms(page: Page, tmp_path: Path, number: int) -> None:
    made = documents(number + 1, number, WORDS, length=30)
    asked = queries(number + 1, WORDS)
    with hosted(tmp_path, made, whole=0) as address:
        bundle(tmp_path / "sub/proof", "proof=tests/pages/search/proof.ts")
        (tmp_path / "sub/whole.json").write_text(whole_lunr_index(made), "utf-8")
        page.goto(address)
        question = {"address": address, "queries": [query for _, query in asked]}
        verdicts: list[dict[str, Any]] = page.evaluate(PROOF, question)
    assert len(asked) == 1_000
    require_the_same(asked, verdicts)
