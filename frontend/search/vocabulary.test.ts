import assert from "node:assert/strict";
import { test } from "node:test";

import { slipsBetween, Vocabulary } from "./vocabulary";

const vocabulary = new Vocabulary(["anxieti", "compass", "cope", "plan", "play", "shame", "therapi", "therapist", "𠀀", "﨎"]);

test("a term is found, and a beginning, and nothing that is not there", () => {
  assert.ok(vocabulary.has("anxieti") && vocabulary.has("𠀀") && vocabulary.has("﨎"));
  assert.ok(vocabulary.hasPrefix("therap") && vocabulary.hasPrefix("﨎"));
  assert.ok(!vocabulary.has("therap") && !vocabulary.has("zzz") && !vocabulary.hasPrefix("therapists"));
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
  assert.deepEqual(vocabulary.near(["therapits"]), ["therapist"]);
  assert.deepEqual(vocabulary.near(["plax"]), ["plan", "play"]);
  assert.deepEqual(vocabulary.near(["compasion", "compas"]), ["compass"]);
});

test("a short word is not stretched to a long one, and two letters resemble nothing", () => {
  assert.deepEqual(vocabulary.near(["pl"]), []);
  assert.deepEqual(vocabulary.near(["zzzzzzzz"]), []);
});

test("a word that begins otherwise is another word, unless two letters changed places", () => {
  assert.deepEqual(vocabulary.near(["flay"]), []);
  assert.deepEqual(vocabulary.near(["lpay"]), ["play"]);
});

test("an empty vocabulary has nothing", () => {
  const empty = new Vocabulary([]);
  assert.ok(!empty.has("play") && !empty.hasPrefix("p"));
  assert.deepEqual(empty.near(["play"]), []);
});
