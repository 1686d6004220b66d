import assert from "node:assert/strict";
import { test } from "node:test";

import { fragmentOf, shared } from "./page";
import { isKept, kept, MOST, parsed, toggle } from "./store";

test("without storage the list lasts for the page", () => {
  assert.deepEqual(kept(), []);
  assert.ok(toggle({ id: "a", name: "A" }));
  assert.ok(isKept("a"));
  assert.ok(!toggle({ id: "a", name: "A" }));
  assert.deepEqual(kept(), []);
});

test("no more are kept than fit", () => {
  for (let at = 0; at < MOST; at++) assert.ok(toggle({ id: `t${at}`, name: "T" }));
  assert.ok(!toggle({ id: "one-more", name: "One" }));
  assert.equal(kept().length, MOST);
});

test("what is not ours in the storage is passed over", () => {
  for (const text of [null, "", "{", "[]", "1", '{"version":2,"kept":[]}', '{"version":1,"kept":{}}']) {
    assert.deepEqual(parsed(text), []);
  }
  const text = JSON.stringify({ version: 1, kept: [{ id: "a", name: "A" }, null, 3, { id: 1, name: "B" }] });
  assert.deepEqual(parsed(text), [{ id: "a", name: "A" }]);
});

test("a list comes back from its address, without what cannot be an id", () => {
  assert.deepEqual(shared(fragmentOf(["a-b", "c"])), ["a-b", "c"]);
  assert.deepEqual(shared("#?ids=a.a.<b>..%2F"), ["a"]);
  assert.deepEqual(shared("#?ids="), []);
  assert.equal(shared("#main"), null);
  assert.equal(shared(""), null);
});
