// Has lunr.js answer clauses from the files that are here, through an index of the few terms that they stand for.

import type lunr from "lunr";

import type { Posting } from "./coding";
import { onlyForbid, type Clause } from "./clauses";
import { termsOf } from "./reach";
import { indexOf } from "./scoring";
import type { Lens, Shelf } from "./shelf";

/** Which terms lunr.js found in which fields of a document. */
type Matched = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A document that lunr.js found, and how well it fits. */
export interface Hit {
  readonly number: number;
  readonly score: number;
  readonly matched: Matched;
}

/**
 * What lunr.js finds in the order in which it finds it, the best first: the documents, scores and terms are those that
 * an index of all terms gives. So is the order of equals: it hangs on the order in which terms come up, and walking a set
 * of terms letter by letter, lunr.js passes by those that do not match. All files in reach of the clauses are to be here.
 */
export function hitsOf(clauses: readonly Clause[], shelf: Shelf): Hit[] {
  return (shelf.own ?? indexFor(clauses, shelf))
    .query((query) => clauses.forEach((clause) => query.clause({ ...clause } as never)))
    .map(({ ref, score, matchData }) => ({ number: Number(ref), score, matched: matchData.metadata as Matched }));
}

function indexFor(clauses: readonly Clause[], shelf: Shelf): lunr.Index {
  const terms = postings(termsOf(clauses, shelf), shelf);
  return indexOf(terms, shelf.lens as Lens, shelf.scoring, onlyForbid(clauses));
}

function postings(terms: readonly string[], shelf: Shelf): ReadonlyMap<string, readonly Posting[]> {
  const found = new Map<string, readonly Posting[]>();
  for (const term of terms) {
    const shard = shelf.shard(shelf.placeOf(term));
    if (shard?.has(term)) found.set(term, shard.postings(term));
  }
  return found;
}
