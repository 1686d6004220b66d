import assert from "node:assert/strict";
import { test } from "node:test";

import { Turns } from "./session";

test("only the newest turn goes on", () => {
  const turns = new Turns();
  const first = turns.next();
  assert.ok(first());
  const second = turns.next();
  assert.ok(!first() && second());
});
