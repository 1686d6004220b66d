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
    { folded: "the", term: null, aside: false },
    { folded: "therapies", term: "therapi", aside: false },
  ]);
  assert.deepEqual((await analyserFor("fr")).words("À l’anxiété"), [
    { folded: "a", term: null, aside: false },
    { folded: "anxiete", term: "anxiet", aside: false },
  ]);
});

test("words that only make a question of the others are asides, in a question alone", async () => {
  const asides = async (text: string, language = "en"): Promise<string[]> =>
    (await analyserFor(language)).words(text).flatMap(({ folded, aside }) => (aside ? [folded] : []));
  assert.deepEqual(await asides("What does meta-analysis mean?"), ["mean"]);
  assert.deepEqual(await asides("how does CFT work"), ["work"]);
  assert.deepEqual(await asides("work stress"), []);
  assert.deepEqual(await asides("que veut dire thérapie", "fr"), ["veut", "dire"]);
});

test("words can be passed over besides, and words of grammar be kept", async () => {
  const analyser = await analyserFor("en", { stop: ["canada"], kept: ["will"] });
  assert.deepEqual(analyser.terms("the will of Canada"), ["will"]);
});

test("a language without an analyser is refused by name", async () => {
  assert.deepEqual((await analyserFor("fr-CA")).terms("l’anxiété"), (await analyserFor("fr")).terms("l’anxiété"));
  await assert.rejects(analyserFor("de"), /no analyser for the language "de"/);
});
