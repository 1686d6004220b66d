import assert from "node:assert/strict";
import { test } from "node:test";

import { Strings } from "./strings";

const english = new Strings(
  new Map([
    ["results.one", "{n} result for {query}"],
    ["results.other", "{n} results for {query}"],
  ]),
  "en-CA",
);

test("the number chooses the form", () => {
  assert.equal(english.counted("results", 1, { query: "play" }), "1 result for play");
  assert.equal(english.counted("results", 1234, { query: "play" }), "1,234 results for play");
});

test("French counts none as one", () => {
  const french = new Strings(new Map([["results.one", "{n} résultat"], ["results.other", "{n} résultats"]]), "fr-CA");
  assert.equal(french.counted("results", 0), "0 résultat");
});

test("what a person typed is put in as it is", () => {
  assert.equal(english.counted("results", 2, { query: "{n} $& <b>" }), "2 results for {n} $& <b>");
});

test("a form that is missing falls back to the other, and a missing key is empty", () => {
  const arabic = new Strings(new Map([["results.other", "{n}!"]]), "ar");
  assert.ok(arabic.counted("results", 2).endsWith("!"));
  assert.equal(english.text("absent"), "");
});
