// An index of lunr's own, for a site that asked for one: all of it is here at once, and words are cut as lunr.js cuts
// them. It knows lunr.js, and nothing of shards.

import lunr from "lunr";

import type { Analyser, Word } from "./analyser";

export interface Compatible {
  readonly index: lunr.Index;
  /** All terms, sorted by UTF-16 unit. */
  readonly terms: readonly string[];
  readonly analyser: Analyser;
}

interface Serialized {
  readonly invertedIndex: readonly (readonly [term: string, posting: object])[];
}

/** What the build wrote in lunr's own form. Throws where lunr.js cannot read it. */
export function compatibleFrom(content: unknown): Compatible {
  const terms = (content as Serialized).invertedIndex.map(([term]) => term).sort();
  return { index: lunr.Index.load(content as object), terms, analyser: LUNR };
}

const LUNR: Analyser = {
  terms: (text) => wordsOf(text).flatMap(({ term }) => term ?? []),
  words: wordsOf,
  stem: (word) => lunr.stemmer(new lunr.Token(word, {})).toString(),
  fold: (word) => word,
};

function wordsOf(text: string): Word[] {
  return lunr.tokenizer(text).map((token) => {
    const word = lunr.trimmer(token);
    const folded = word.toString();
    const counts = folded !== "" && lunr.stopWordFilter(word) !== undefined;
    return { folded, term: counts ? LUNR.stem(folded) : null, aside: false };
  });
}
