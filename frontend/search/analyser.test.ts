import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../../tests/pages/search/analyser_cases.json";
import { analyse, words } from "./analyser";

for (const [text, terms] of cases as [string, string[]][]) {
  test(`the shared table: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(analyse(text), terms);
  });
}

test("words keep the stop words, without a term, and the letters as they were before stemming", () => {
  assert.deepEqual(words("The Thérapies"), [
    { folded: "the", term: null },
    { folded: "therapies", term: "therapi" },
  ]);
});
