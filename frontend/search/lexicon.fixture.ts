// A lexicon of a few terms, all of them here, for the tests of what is planned or shown by one.

import type { Lexicon } from "./plan";
import { nearest, Vocabulary } from "./vocabulary";

export function lexiconOf(terms: readonly string[], shortestPrefix = 2): Lexicon {
  const has = (term: string): boolean => terms.includes(term);
  return {
    shortestPrefix,
    has,
    hasPrefix: (prefix) => terms.some((term) => term.startsWith(prefix)),
    near: (forms) => nearest(forms, [new Vocabulary(terms)]),
    firstOf: (sequences) => sequences.find((sequence) => sequence.every(has)) ?? [],
  };
}
