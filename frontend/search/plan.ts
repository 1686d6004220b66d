// From what was typed to what is sought: one need for each word that counts. It knows terms, not documents.

import { stem, words, type Word } from "./analyser";

/** What one typed word asks for: a document that holds one of the terms, or a term that begins with the prefix. */
export interface Need {
  readonly terms: ReadonlySet<string>;
  readonly prefix: string | null;
  /** The terms only resemble what was typed. */
  readonly fuzzy: boolean;
  /** "All words" counts this one. */
  readonly required: boolean;
  /** A document must not hold it. */
  readonly forbidden: boolean;
}

/** What a plan must know of the terms there are. */
export interface Lexicon {
  /** The letters that a search for beginnings needs. */
  readonly shortestPrefix: number;
  has(term: string): boolean;
  hasPrefix(prefix: string): boolean;
  /** The terms nearest in spelling to any of the forms. */
  near(forms: readonly string[]): readonly string[];
}

/** More words than these are passed over. */
export const MOST_WORDS = 16;
const SHORTEST_CUT = 4;

/** The needs of a query; none if it holds nothing but words too common to seek. */
export function plan(query: string, lexicon: Lexicon): Need[] {
  const asked = words(query).slice(0, MOST_WORDS);
  const unfinished = /[\p{L}\p{M}\p{N}]$/u.test(query);
  return asked.flatMap((word, index) => {
    const last = unfinished && index === asked.length - 1;
    return (last ? needOfUnfinished(word, asked.length, lexicon) : needOfWhole(word, lexicon)) ?? [];
  });
}

function needOfWhole(word: Word, lexicon: Lexicon): Need | null {
  if (word.term === null) return null;
  return lexicon.has(word.term) ? need([word.term], null) : resembling(word.folded, word.term, lexicon);
}

/** The last word while it is typed: it may be a whole word, the beginning of one, or a little more than a stem. */
function needOfUnfinished(word: Word, count: number, lexicon: Lexicon): Need | null {
  const prefix = word.folded.length >= lexicon.shortestPrefix && lexicon.hasPrefix(word.folded) ? word.folded : null;
  if (word.term === null) return prefix !== null && count === 1 ? need([], prefix) : null;
  const terms = lexicon.has(word.term) ? [word.term] : [];
  if (word.folded.length < lexicon.shortestPrefix) {
    return terms.length > 0 ? { ...need(terms, null), required: count === 1 } : null;
  }
  if (terms.length > 0 || prefix !== null) return need(terms, prefix);
  const outgrown = stemOutgrown(word.folded, lexicon);
  return outgrown === null ? resembling(word.folded, word.term, lexicon) : need([outgrown], null);
}

/**
 * The stem that a half-typed word has grown past: "compassiona" begins neither "compass" nor any other term, although
 * the whole word will be stemmed to it. Only whole terms count, or a misspelling would pass for a beginning.
 */
function stemOutgrown(typed: string, lexicon: Lexicon): string | null {
  for (let length = typed.length - 1; length >= SHORTEST_CUT; length--) {
    const beginning = typed.slice(0, length);
    const found = [beginning, stem(beginning)].find((term) => term.length >= SHORTEST_CUT && lexicon.has(term));
    if (found !== undefined) return found;
  }
  return null;
}

function resembling(folded: string, term: string, lexicon: Lexicon): Need {
  return { ...need(lexicon.near([folded, term]), null), fuzzy: true };
}

function need(terms: readonly string[], prefix: string | null): Need {
  return { terms: new Set(terms), prefix, fuzzy: false, required: true, forbidden: false };
}

/** Whether a term of the index meets a need. */
export function meets(term: string, need: Need): boolean {
  return need.terms.has(term) || (need.prefix !== null && term.startsWith(need.prefix));
}
