import assert from "node:assert/strict";
import { test } from "node:test";

import { inquire } from "./inquiry";
import { Shelf, type Manifest } from "./shelf";

// The parts of the vocabulary: before, of, and after the letters.
const PARTS = [..."0abcdefghijklmnopqrstuvwxyz9"];

const MANIFEST: Manifest = {
  v: 3, language: "en", n: 3, k1: 1.2, b: 0.75, fields: ["title", "body"], boosts: [10, 1],
  weights: {}, prefix: 2, words: "words.json",
  lens: "lens.json", vocab: PARTS.map((part) => part.repeat(12)).join(""), first: "0anxieti 0play 2y", shards: "a".repeat(12) + "b".repeat(12) + "c".repeat(12), sizes: [2, 1], rows: "x".repeat(12) + "y".repeat(12),
};

const FILES: Record<string, unknown> = {
  "lens.json": { lens: ["$$#", "%$#"], kinds: [["article", 2], ["term", 1]] },
  ...Object.fromEntries(PARTS.map((part) => [`v/${part.repeat(12)}.json`, ""])),
  "v/aaaaaaaaaaaa.json": "0anxieti",
  "v/cccccccccccc.json": "0cope",
  "v/pppppppppppp.json": "0play 2y",
  "s/aaaaaaaaaaaa.json": { t: "0anxieti 0cope", p: [[0, [3]], [[3], 0]] },
  "s/bbbbbbbbbbbb.json": { t: "0play", p: [[[5], [2, 2]]] },
  "s/cccccccccccc.json": { t: "0ply", p: [[0, [3]]] },
  "d/xxxxxxxxxxxx.json": [["0/", "Cope", "", "article"], ["1/", "Play", "", "article"]],
  "d/yyyyyyyyyyyy.json": [["2/", "", "", "term"]],
};

function reader(files: Record<string, unknown> = FILES): { asked: string[]; read: (name: string) => Promise<unknown> } {
  const asked: string[] = [];
  return {
    asked,
    read: (name) => {
      asked.push(name);
      return name in files ? Promise.resolve(files[name]) : Promise.reject(new Error(name));
    },
  };
}

test("a shard is found by its first term, and a beginning may lie in several", async () => {
  const shelf = await Shelf.open(MANIFEST, reader().read);
  assert.deepEqual(["a", "anxieti", "cope", "play", "plz", "zzz"].map((term) => shelf.placeOf(term)), [-1, 0, 0, 1, 2, 2]);
  assert.deepEqual(["pl", "play", "an", "q", "aa", "co"].map((prefix) => shelf.placesOf(prefix)), [[0, 1, 2], [1], [0], [2], [], [0]]);
});

test("each document has a kind, and a row from the chunk that it is in", async () => {
  const { asked, read } = reader();
  const shelf = await Shelf.open(MANIFEST, read);
  assert.deepEqual((await shelf.fetchLens()).kinds, ["article", "article", "term"]);
  assert.deepEqual((await shelf.rows([2, 1, 2])).map(([url]) => url), ["2/", "1/", "2/"]);
  assert.deepEqual(asked, ["lens.json", "d/yyyyyyyyyyyy.json", "d/xxxxxxxxxxxx.json"]);
});

test("the best row is asked for before the others, which do not wait for it", async () => {
  const asked: string[] = [];
  const read = (name: string): Promise<unknown> => {
    asked.push(name);
    return name.startsWith("d/") ? new Promise(() => undefined) : Promise.resolve(FILES[name]);
  };
  const shelf = await Shelf.open(MANIFEST, read);
  void shelf.rows([2, 0]);
  assert.deepEqual(asked, ["lens.json", "d/yyyyyyyyyyyy.json"]);
  await new Promise((go) => setTimeout(go, 200));
  assert.deepEqual(asked, ["lens.json", "d/yyyyyyyyyyyy.json", "d/xxxxxxxxxxxx.json"]);
});

test("a query takes the shards of its words and no list of all terms", async () => {
  const { asked, read } = reader();
  const shelf = await Shelf.open(MANIFEST, read);
  const needs = await inquire("anxiety play", shelf, () => true);
  assert.deepEqual(needs?.map(({ terms, prefix }) => [[...terms], prefix]), [[["anxieti"], null], [["play"], "play"]]);
  assert.deepEqual(asked.slice(1).sort(), ["s/aaaaaaaaaaaa.json", "s/bbbbbbbbbbbb.json"]);
});

test("a misspelt word takes the lists of its first two letters, and then the shard of what it resembles", async () => {
  const { asked, read } = reader();
  const shelf = await Shelf.open(MANIFEST, read);
  const needs = await inquire("anxeity.", shelf, () => true);
  assert.deepEqual(needs?.map(({ terms, fuzzy }) => [[...terms], fuzzy]), [[["anxieti"], true]]);
  assert.deepEqual(asked, ["lens.json", "v/aaaaaaaaaaaa.json", "v/nnnnnnnnnnnn.json", "s/aaaaaaaaaaaa.json"]);
});

test("a word too short to be misspelt takes no list of terms", async () => {
  const { asked, read } = reader();
  const needs = await inquire("pq.", await Shelf.open(MANIFEST, read), () => true);
  assert.deepEqual(needs?.map(({ terms, fuzzy }) => [[...terms], fuzzy]), [[[], true]]);
  assert.deepEqual(asked, ["lens.json", "s/cccccccccccc.json"]);
});

test("two words written as one take the list of the first, and the shards of both", async () => {
  const { asked, read } = reader();
  const shelf = await Shelf.open(MANIFEST, read);
  const needs = await inquire("copeplay.", shelf, () => true);
  assert.deepEqual(needs?.map(({ terms, fuzzy }) => [[...terms], fuzzy]), [[["cope"], true], [["play"], true]]);
  assert.deepEqual(asked, ["lens.json", "s/aaaaaaaaaaaa.json", "v/cccccccccccc.json", "v/oooooooooooo.json", "s/bbbbbbbbbbbb.json"]);
});

test("a question that is taken back while files are fetched has no answer", async () => {
  const shelf = await Shelf.open(MANIFEST, reader().read);
  assert.equal(await inquire("play", shelf, () => false), null);
});

test("a file that cannot be had is asked for again", async () => {
  const files: Record<string, unknown> = { ...FILES };
  delete files["s/bbbbbbbbbbbb.json"];
  const { asked, read } = reader(files);
  const shelf = await Shelf.open(MANIFEST, read);
  await assert.rejects(inquire("play.", shelf, () => true), /s\/b{12}\.json/);
  files["s/bbbbbbbbbbbb.json"] = FILES["s/bbbbbbbbbbbb.json"];
  assert.equal((await inquire("play.", shelf, () => true))?.length, 1);
  assert.equal(asked.filter((name) => name === "s/bbbbbbbbbbbb.json").length, 2);
});

test("an index of another version, or that does not fit together, is refused", async () => {
  await assert.rejects(Shelf.open({ ...MANIFEST, v: 2 }, reader().read), /version 2/);
  await assert.rejects((await Shelf.open({ ...MANIFEST, n: 4 }, reader().read)).fetchLens(), /other documents/);
  const shelf = await Shelf.open(MANIFEST, reader({ ...FILES, "s/bbbbbbbbbbbb.json": { t: "0play 2y", p: [] } }).read);
  await assert.rejects(inquire("play.", shelf, () => true), /as many rows/);
  const mixed = await Shelf.open(MANIFEST, reader({ ...FILES, "s/bbbbbbbbbbbb.json": FILES["s/cccccccccccc.json"] }).read);
  await assert.rejects(inquire("play.", mixed, () => true), /another term/);
  await assert.rejects(shelf.rows([3]), /no row 3/);
});
