// From what was typed to what is sought: one need for each word that counts. It knows terms, not documents.
// A word right after a minus, as in "shame -anger", is taken out: a document must not hold it.

import type { Analyser, Word } from "./analyser";

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
  /** The first of several sequences of terms that are all there, if any is. */
  firstOf(sequences: readonly (readonly string[])[]): readonly string[];
}

/** More words than these are passed over. */
export const MOST_WORDS = 32;
const SHORTEST_CUT = 4;
const LONGEST_CUT = 40;
const SHORTEST_PART = 4;

// A minus within a word, or with a space after it, is a hyphen or a dash.
const TAKEN_OUT = /(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu;

/** The needs of a query; none if it holds nothing but words too common to seek. */
export function plan(query: string, lexicon: Lexicon, analyser: Analyser): Need[] {
  const { sought, takenOut } = parted(query, analyser);
  const asked = analyser.words(sought).slice(0, MOST_WORDS);
  const onlyAsides = asked.every(({ term, aside }) => aside || term === null);
  const unfinished = /[\p{L}\p{M}\p{N}]$/u.test(sought);
  const needs = asked.flatMap((word, index) => {
    const last = unfinished && index === asked.length - 1;
    const found = last ? needsOfUnfinished(word, asked.length, lexicon, analyser) : needsOfWhole(word, lexicon, analyser);
    return word.aside && !onlyAsides ? found.map((each) => ({ ...each, required: false })) : found;
  });
  const without = analyser.words(takenOut).slice(0, MOST_WORDS);
  return [...needs, ...without.flatMap((word) => needWithout(word, lexicon) ?? [])];
}

/** What a query seeks, and the words that it takes out. From nothing there is nothing to take: then it seeks those. */
export function parted(query: string, analyser: Analyser): { sought: string; takenOut: string } {
  const takenOut = [...query.matchAll(TAKEN_OUT)].map(([, , word]) => word).join(" ");
  const sought = query.replace(TAKEN_OUT, "$1");
  return analyser.words(sought).some(({ term }) => term !== null) ? { sought, takenOut } : { sought: query, takenOut: "" };
}

/** What a document must not hold: the word as it stands. What only begins so, or resembles it, nobody took out. */
function needWithout({ term }: Word, lexicon: Lexicon): Need | null {
  return term !== null && lexicon.has(term) ? { ...need([term], null), required: false, forbidden: true } : null;
}

function needsOfWhole(word: Word, lexicon: Lexicon, analyser: Analyser): Need[] {
  if (word.term === null) return [];
  return lexicon.has(word.term) ? [need([word.term], null)] : resembling(word.folded, word.term, lexicon, analyser);
}

/** The last word while it is typed: it may be a whole word, the beginning of one, or a little more than a stem. */
function needsOfUnfinished(word: Word, count: number, lexicon: Lexicon, analyser: Analyser): Need[] {
  const prefix = word.folded.length >= lexicon.shortestPrefix && lexicon.hasPrefix(word.folded) ? word.folded : null;
  if (word.term === null) return prefix !== null && count === 1 ? [need([], prefix)] : [];
  const terms = lexicon.has(word.term) ? [word.term] : [];
  if (word.folded.length < lexicon.shortestPrefix) {
    return terms.length > 0 ? [{ ...need(terms, null), required: count === 1 }] : [];
  }
  if (terms.length > 0 || prefix !== null) return [need(terms, prefix)];
  const outgrown = stemOutgrown(word.folded, lexicon, analyser);
  return outgrown === null ? resembling(word.folded, word.term, lexicon, analyser) : [need([outgrown], null)];
}

/**
 * The stem that a half-typed word has grown past: "compassiona" begins neither "compass" nor any other term, although
 * the whole word will be stemmed to it. Only whole terms count, or a misspelling would pass for a beginning.
 */
function stemOutgrown(typed: string, lexicon: Lexicon, analyser: Analyser): string | null {
  const shortest = Math.max(SHORTEST_CUT, Math.floor(typed.length / 2));
  for (let length = Math.min(typed.length - 1, LONGEST_CUT); length >= shortest; length--) {
    const beginning = typed.slice(0, length);
    const terms = [beginning, analyser.stem(beginning)];
    const found = terms.find((term) => term.length >= SHORTEST_CUT && lexicon.has(term));
    if (found !== undefined) return found;
  }
  return null;
}

/** The terms nearest in spelling, or else two words that are written as one. */
function resembling(folded: string, term: string, lexicon: Lexicon, analyser: Analyser): Need[] {
  // A stem of a stem: a suffix that is misspelt hides the one before it, as in "mindfullness".
  const near = lexicon.near([folded, term, analyser.stem(term)]);
  const parts = near.length > 0 ? [] : lexicon.firstOf(partings(folded).map((pair) => pair.map((part) => analyser.stem(part))));
  const found = parts.length > 0 ? parts.map((part) => [part]) : [near];
  return found.map((terms) => ({ ...need(terms, null), fuzzy: true }));
}

/** Every way to part a word in two, neither of which is very short. */
function partings(word: string): string[][] {
  const found = [];
  for (let at = SHORTEST_PART; at <= Math.min(word.length, LONGEST_CUT) - SHORTEST_PART; at++) {
    found.push([word.slice(0, at), word.slice(at)]);
  }
  return found;
}

function need(terms: readonly string[], prefix: string | null): Need {
  return { terms: new Set(terms), prefix, fuzzy: false, required: true, forbidden: false };
}

/** Whether a term of the index meets a need. */
export function meets(term: string, need: Need): boolean {
  return need.terms.has(term) || (need.prefix !== null && term.startsWith(need.prefix));
}
