import assert from "node:assert/strict";
import { test } from "node:test";

import english from "../../tests/pages/search/analyser_cases.json";
import french from "../../tests/pages/search/analyser_cases_fr.json";
import { analyserFor } from "./analyser";

for (const [language, cases] of Object.entries({ en: english, fr: french })) {
  const analyser = await analyserFor(language);
  for (const [text, terms] of cases as [string, string[]][]) {
    test(`the shared table in "${language}": ${JSON.stringify(text)}`, () => {
      assert.deepEqual(analyser.terms(text), terms);
    });
  }
}

test("words keep the stop words, without a term, and the letters as they were before stemming", async () => {
  assert.deepEqual((await analyserFor("en")).words("The Thérapies"), [
    { folded: "the", term: null },
    { folded: "therapies", term: "therapi" },
  ]);
  assert.deepEqual((await analyserFor("fr")).words("À l’anxiété"), [
    { folded: "a", term: null },
    { folded: "anxiete", term: "anxiet" },
  ]);
});

test("a language without an analyser is refused by name", async () => {
  assert.deepEqual((await analyserFor("fr-CA")).terms("l’anxiété"), (await analyserFor("fr")).terms("l’anxiété"));
  await assert.rejects(analyserFor("de"), /no analyser for the language "de"/);
});
