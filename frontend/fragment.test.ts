import assert from "node:assert/strict";
import { test } from "node:test";

import { readFragment, writeFragment } from "./fragment";

test("a state survives the way into the fragment and back", () => {
  const state = { q: "l’estime & 100 % #1: «ça» 😀", kind: "article" };
  assert.deepEqual(Object.fromEntries(readFragment(writeFragment(state))), state);
});

test("an anchor is no state", () => {
  assert.deepEqual([...readFragment("#q=play")], []);
  assert.deepEqual([...readFragment("#main")], []);
  assert.deepEqual([...readFragment("")], []);
});

test("empty values are left out, and a state of nothing is no fragment", () => {
  assert.equal(writeFragment({ q: "play", kind: "" }), "#?q=play");
  assert.equal(writeFragment({ q: "", kind: "" }), "");
});

test("a damaged fragment is read as far as it goes", () => {
  assert.equal(readFragment("#?q=%E0%A4%A&kind=term").get("kind"), "term");
});
