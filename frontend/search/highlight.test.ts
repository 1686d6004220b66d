import assert from "node:assert/strict";
import { test } from "node:test";

import { analyserFor } from "./analyser";
import { stretches } from "./highlight";
import { lexiconOf } from "./lexicon.fixture";
import { plan } from "./plan";

const english = await analyserFor("en");
const lexicon = lexiconOf(["anxieti", "compass", "estim", "montreal", "obrien", "play", "shame", "therapi"]);

function shown(text: string, query: string): string {
  return stretches(text, plan(query, lexicon, english), english)
    .map((stretch) => (stretch.marked ? `[${stretch.text}]` : stretch.text))
    .join("");
}

test("a word is marked in whatever form it stands", () => {
  assert.equal(shown("Therapies for play; playing a THERAPY’s part.", "play therapy "), "[Therapies] for [play]; [playing] a [THERAPY’s] part.");
});

test("accents do not hide a word, composed or not", () => {
  assert.equal(shown("In Montréal, Montre\u0301al", "montreal"), "In [Montréal], [Montre\u0301al]");
  assert.equal(shown("In Montreal", "Montréal"), "In [Montreal]");
});

test("the beginning typed so far marks the whole word", () => {
  assert.equal(shown("Compassion and shame", "comp"), "[Compassion] and shame");
});

test("what a misspelling resembles is marked", () => {
  assert.equal(shown("About anxiety", "anxeity"), "About [anxiety]");
});

test("words in a compound are marked apart, and those with an apostrophe whole", () => {
  assert.equal(shown("self-compassion, l’estime, O’Brien", "compassion estime obrien"), "self-[compassion], [l’estime], [O’Brien]");
});

test("stop words, quotation marks and signs are never marked", () => {
  assert.equal(shown("‘The play’ (the).", "the play"), "‘The [play]’ (the).");
});

test("a word that is taken out is not marked where a title still says it", () => {
  assert.equal(shown("Play and shame", "shame -play "), "Play and [shame]");
});

test("the stretches join up to the text", () => {
  const text = " 😀 play\n\u00ad<b>shame</b> ";
  assert.equal(shown(text, "play shame").replaceAll(/[[\]]/g, ""), text);
  assert.deepEqual(stretches("", [], english), []);
});
