import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, type Outcome } from "./asking";
import { Shelf, type Manifest } from "./shelf";

// The parts of the vocabulary: before, of, and after the letters.
const PARTS = [..."0abcdefghijklmnopqrstuvwxyz9"];
const VOCABULARY = PARTS.map((part) => `v/${part.repeat(12)}.json`);

const MANIFEST: Manifest = {
  v: 3, language: "en", n: 4, k1: 1.2, b: 0.75, fields: ["heading", "text"], boosts: [10, 1],
  weights: {}, prefix: 2, words: "words.json",
  lens: "lens.json", vocab: PARTS.map((part) => part.repeat(12)).join(""), first: "0anxieti 0mind 0play", shards: "a".repeat(12) + "b".repeat(12) + "c".repeat(12), sizes: [4], rows: "x".repeat(12),
};

// 0: "Anxiety | body, mind", 1: "Play | play", 2: "Anxiety", 3: "Mind | play".
const FILES: Record<string, unknown> = {
  "lens.json": { lens: ["$$$$", "%$#$"], kinds: [["article", 4]] },
  ...Object.fromEntries(VOCABULARY.map((name) => [name, ""])),
  "v/aaaaaaaaaaaa.json": "0anxieti",
  "v/bbbbbbbbbbbb.json": "0bodi",
  "v/mmmmmmmmmmmm.json": "0mind",
  "v/pppppppppppp.json": "0play",
  "s/aaaaaaaaaaaa.json": { t: "0anxieti 0bodi", p: [[[3, 5], 0], [0, [3]]] },
  "s/bbbbbbbbbbbb.json": { t: "0mind", p: [[[9], [3]]] },
  "s/cccccccccccc.json": { t: "0play", p: [[[5], [5, 5]]] },
};

async function opened(): Promise<{ shelf: Shelf; fetched: string[] }> {
  const fetched: string[] = [];
  const read = (name: string): Promise<unknown> => (fetched.push(name), Promise.resolve(FILES[name]));
  const shelf = await Shelf.open(MANIFEST, read);
  fetched.length = 0;
  return { shelf, fetched };
}

const always = (): boolean => true;

function numbers(outcome: Outcome | null): number[] | string {
  if (outcome === null) return "nothing";
  return "refused" in outcome ? outcome.refused : outcome.hits.map(({ number }) => number).sort();
}

async function found(query: string): Promise<number[] | string> {
  return numbers(await ask(query, (await opened()).shelf, always));
}

test("signs mean what they mean to lunr.js, and words are analysed", async () => {
  assert.deepEqual(await found("playing"), [1, 3]);
  assert.deepEqual(await found("heading:PLAY"), [1]);
  assert.deepEqual(await found("+plays +minds"), [3]);
  assert.deepEqual(await found("anxiety -body"), [2]);
  assert.deepEqual(await found("-play"), [0, 2]);
  assert.deepEqual(await found("m*d p*"), [0, 1, 3]);
  assert.deepEqual(await found("*nd"), [0, 3]);
  assert.deepEqual(await found("plax~1"), [1, 3]);
});

test("nothing is required of a common word, and it finds nothing", async () => {
  assert.deepEqual(await found("+the +play"), [1, 3]);
  assert.deepEqual(await found("the"), []);
  assert.deepEqual(await found("the -play"), []);
  assert.deepEqual(await found("play -the"), [1, 3]);
});

test("a word that the analyser cuts in two stands for both", async () => {
  assert.deepEqual(await found("mind/body"), [0, 3]);
  assert.deepEqual(await found("+mind/body"), [0]);
  assert.deepEqual(await found("anxiety -mind/body"), [2]);
});

test("a word with a wildcard is folded, not stemmed", async () => {
  assert.deepEqual(await found("Plá*"), [1, 3]);
  assert.deepEqual(await found("anxiety*"), []);
});

test("a query that is no query is refused in words, as is one that is too wide", async () => {
  const outcome = await ask("summary:play", (await opened()).shelf, always);
  assert.ok(outcome && "refused" in outcome);
  assert.deepEqual([outcome.refused, outcome.why], ["syntax", "unrecognised field 'summary', possible fields: 'heading', 'text'"]);
  assert.equal(await found("play~"), "syntax");
  assert.equal(await found("play~3"), "too-wide");
  assert.equal(await found(`${"p".repeat(41)}~1`), "too-wide");
  assert.equal(await found("play ".repeat(33)), "too-wide");
});

test("what would take most of a large index is not fetched, and too many terms are not compared", async () => {
  const terms = Array.from({ length: 1_001 }, (_, number) => `a${String(number).padStart(4, "0")}`);
  const coded = (some: string[]): string => some.map((term) => `0${term}`).join(" ");
  const many = { ...MANIFEST, first: coded(terms.slice(0, 97)), shards: terms.slice(0, 97).join(" ") };
  const fetched: string[] = [];
  const read = (name: string): Promise<unknown> => (fetched.push(name), Promise.resolve(FILES[name] ?? { t: coded(terms), p: terms.map(() => [[3], 0]) }));
  assert.equal(numbers(await ask("a*", await Shelf.open(many, read), always)), "too-wide");
  assert.deepEqual(fetched, ["lens.json"]);
  const one = await Shelf.open({ ...MANIFEST, first: "0a0000", shards: "x" }, read);
  assert.equal(numbers(await ask("a*", one, always)), "too-wide");
  assert.deepEqual(numbers(await ask("a00*", one, always)), [0]);
});

test("a query can be said in code, and what goes wrong there is not hidden", async () => {
  const { shelf } = await opened();
  const outcome = await ask((query) => query.term("Plays", { fields: ["text"] }), shelf, always);
  assert.deepEqual(numbers(outcome), [1, 3]);
  await assert.rejects(ask(() => { throw new Error("a slip"); }, shelf, always), /a slip/);
});

test("a query takes the files of its terms, each once, and all terms only for a pattern", async () => {
  const { shelf, fetched } = await opened();
  await ask("play pl* missing", shelf, always);
  assert.deepEqual(fetched, ["s/cccccccccccc.json", "s/bbbbbbbbbbbb.json"]);
  await ask("an*i ply~1 body", shelf, always);
  assert.deepEqual(fetched.slice(2), ["s/aaaaaaaaaaaa.json", ...VOCABULARY]);
});

test("a question that is taken back while files are fetched has no answer", async () => {
  const { shelf, fetched } = await opened();
  assert.equal(await ask("*", shelf, () => false), null);
  assert.deepEqual(fetched, VOCABULARY);
});

test("the scores and terms of a document are those of lunr.js", async () => {
  const outcome = await ask("heading:play^2", (await opened()).shelf, always);
  assert.ok(outcome && "hits" in outcome);
  assert.deepEqual(JSON.parse(JSON.stringify(outcome.hits)), [{ number: 1, score: 6.931, matched: { play: { heading: {} } } }]);
});
