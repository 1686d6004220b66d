import assert from "node:assert/strict";
import { test } from "node:test";

import type { Clause } from "./clauses";
import { tokenSets } from "./scoring";
import { nearest, partOf, partsNear, slipsBetween, Vocabulary } from "./vocabulary";

const vocabulary = new Vocabulary(["anxieti", "compass", "cope", "plan", "play", "shame", "therapi", "therapist", "𠀀", "﨎"]);

function near(...forms: string[]): string[] {
  return nearest(forms, [vocabulary]);
}

test("a term is found, and nothing that is not there", () => {
  assert.ok(vocabulary.has("anxieti") && vocabulary.has("𠀀") && vocabulary.has("﨎"));
  assert.ok(!vocabulary.has("therap") && !vocabulary.has("zzz") && !new Vocabulary([]).has("play"));
});

test("what lunr.js seeks is made once for a clause, in however many parts it seeks, and again for another", (t) => {
  const made = t.mock.method(tokenSets, "fromClause");
  const parts = [["cope"], ["grief"], ["shame", "shape"]].map((terms) => new Vocabulary(terms));
  for (const [times, editDistance] of [1, 2].entries()) {
    const clause = { term: "shame", editDistance } as Clause;
    assert.deepEqual(new Set(parts.flatMap((part) => part.matching(clause))), new Set(["shame", "shape"]));
    assert.equal(made.mock.callCount(), times + 1);
  }
});

test("slips are letters missing, added, changed or swapped", () => {
  assert.equal(slipsBetween("therapi", "therapi", 2), 0);
  assert.equal(slipsBetween("therpi", "therapi", 2), 1);
  assert.equal(slipsBetween("therrapi", "therapi", 2), 1);
  assert.equal(slipsBetween("therepi", "therapi", 2), 1);
  assert.equal(slipsBetween("anxeiti", "anxieti", 2), 1);
  assert.equal(slipsBetween("anxetii", "anxieti", 2), 2);
  assert.equal(slipsBetween("", "ab", 2), 2);
});

test("beyond the most allowed, the count stops", () => {
  assert.equal(slipsBetween("shame", "therapi", 1), 2);
  assert.equal(slipsBetween("shame", "blame", 1), 2);
});

test("only the nearest terms resemble a word", () => {
  assert.deepEqual(near("therapits"), ["therapist"]);
  assert.deepEqual(near("plax"), ["plan", "play"]);
  assert.deepEqual(near("compasion", "compas"), ["compass"]);
});

test("the nearest of several parts are found, and none where there is no part", () => {
  const parts = [["brief"], ["grief", "grieve"]].map((terms) => new Vocabulary(terms));
  assert.deepEqual(nearest(["greif"], parts), ["grief"]);
  assert.deepEqual(nearest(["greif"], []), []);
});

test("a short word is not stretched to a long one, and two letters resemble nothing", () => {
  assert.deepEqual(near("pl"), []);
  assert.deepEqual(near("zzzzzzzz"), []);
});

test("a word that begins otherwise is another word, unless two letters changed places", () => {
  assert.deepEqual(near("flay"), []);
  assert.deepEqual(near("lpay"), ["play"]);
});

test("what lies near a word is in the parts of its first two letters", () => {
  assert.deepEqual(partsNear("lpay"), [partOf("l"), partOf("p")]);
  assert.deepEqual(partsNear("été"), [partOf("é"), partOf("t")]);
});

test("nothing lies near a word of one or two letters, so no part is looked at", () => {
  assert.deepEqual(["", "p", "pl", "𠀀"].map(partsNear), [[], [], [], []]);
});
