import assert from "node:assert/strict";
import { test } from "node:test";

import { analyserFor } from "./analyser";
import { lexiconOf } from "./lexicon.fixture";
import { meets, plan } from "./plan";

const english = await analyserFor("en");
const terms = ["anxieti", "compass", "compassion", "d", "plai", "plan", "play", "thei", "therapi", "therapist", "worri"];

function planned(query: string, shortestPrefix = 2): string[] {
  return plan(query, lexiconOf(terms, shortestPrefix), english).map((need) => {
    const prefix = need.prefix === null ? "" : `${need.prefix}*`;
    const parts = [...need.terms, prefix].filter((part) => part !== "").join("|");
    return need.forbidden ? `-${parts}` : parts + (need.fuzzy ? "~" : "") + (need.required ? "" : "?");
  });
}

test("a finished word is its stem, the last one its stem or a beginning", () => {
  assert.deepEqual(planned("play therapies"), ["play", "therapi"]);
  assert.deepEqual(planned("anxiety pla"), ["anxieti", "pla*"]);
  assert.deepEqual(planned("play"), ["play|play*"]);
});

test("a space ends a word, and so does a full stop", () => {
  assert.deepEqual(planned("play "), ["play"]);
  assert.deepEqual(planned("play."), ["play"]);
});

test("stop words are passed over, and a query of nothing else needs nothing", () => {
  assert.deepEqual(planned("the play of "), ["play"]);
  assert.deepEqual(planned("who are the"), []);
});

test("a lone stop word may be the beginning of a word", () => {
  assert.deepEqual(planned("the"), ["the*"]);
  assert.deepEqual(planned("the "), []);
});

test("a word typed past its stem is known by it", () => {
  assert.deepEqual(planned("compassiona"), ["compassion"]);
  assert.deepEqual(planned("worryin"), ["worri"]);
});

test("a misspelt word resembles terms, and says so", () => {
  assert.deepEqual(planned("anxeity"), ["anxieti~"]);
  assert.deepEqual(planned("anxeity play"), ["anxieti~", "play|play*"]);
  assert.deepEqual(planned("qqqqq"), ["~"]);
});

test("a single letter at the end asks for nothing yet, unless it is a word here", () => {
  assert.deepEqual(planned("play q"), ["play"]);
  assert.deepEqual(planned("play d"), ["play", "d?"]);
});

test("signs that a query language would use are no part of a word", () => {
  assert.deepEqual(planned('play:plan +"play" therapy* '), ["play", "plan", "play", "therapi"]);
});

test("a word right after a minus is taken out, wherever it stands", () => {
  assert.deepEqual(planned("anxiety -play "), ["anxieti", "-play"]);
  assert.deepEqual(planned("-plays anxiety\t-therapies."), ["anxieti", "-play", "-therapi"]);
  assert.deepEqual(planned("-play anxi"), ["anxi*", "-play"]);
  assert.deepEqual(planned("anxiety -self-play "), ["anxieti", "-play"]);
});

test("only a word as it stands is taken out, not what it begins or resembles", () => {
  assert.deepEqual(planned("anxiety -pla"), ["anxieti"]);
  assert.deepEqual(planned("anxiety -thereapy "), ["anxieti"]);
  assert.deepEqual(planned("anxiety -the "), ["anxieti"]);
});

test("from nothing there is nothing to take: the minus is passed over", () => {
  assert.deepEqual(planned("-play"), ["play|play*"]);
  assert.deepEqual(planned("-play -anxiety "), ["play", "anxieti"]);
  assert.deepEqual(planned("the -play "), ["play"]);
});

test("a hyphen and a dash take nothing out", () => {
  assert.deepEqual(planned("anxiety - play "), ["anxieti", "play"]);
  assert.deepEqual(planned("anxiety-play "), ["anxieti", "play"]);
  assert.deepEqual(planned("anxiety --play -- -'play"), ["anxieti", "play", "play|play*"]);
  assert.deepEqual(planned("--"), []);
});

test("a query has a most", () => {
  assert.equal(plan("play ".repeat(100), lexiconOf(terms), english).length, 32);
});

test("a word as long as a page does not hold up the page", () => {
  const begun = performance.now();
  assert.deepEqual(planned("hopefulness".repeat(2_000)), ["~"]);
  assert.ok(performance.now() - begun < 500);
});

test("a need is met by its terms and by what begins so", () => {
  const [need] = plan("thera", lexiconOf(terms), english);
  assert.ok(need && meets("therapist", need) && !meets("play", need));
});

test("where the terms are many, a beginning takes more letters", () => {
  assert.deepEqual(planned("pl", 3), []);
  assert.deepEqual(planned("pla", 3), ["pla*"]);
  assert.deepEqual(planned("anxiety pl", 3), ["anxieti"]);
});
