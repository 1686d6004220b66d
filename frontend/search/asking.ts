// Answers any query of lunr.js from the files of the index: fetches what it takes, unless that is too much.

import lunr from "lunr";

import { clausesIn, clausesOf, type Clause, type Say } from "./clauses";
import { hitsOf, type Hit } from "./hits";
import { fetchAll, lacking, reachOf, termsOf } from "./reach";
import type { Shelf } from "./shelf";

/** What a query found, or why it was not asked: it is none, or would take most of the index or freeze the page. */
export type Outcome = { readonly hits: readonly Hit[] } | { readonly refused: "syntax" | "too-wide"; readonly why: string };

const MOST_CLAUSES = 32;
const MOST_SHARDS = 96;
// In five thousand short texts, lunr.js takes a fifth of a second for five hundred terms, and two for three thousand.
const MOST_TERMS = 1_000;
// lunr.js takes 30 ms for two slips in a word of forty letters, a second for a hundred, and minutes for many slips.
const MOST_SLIPS = 2;
const MOST_LETTERS = 40;

/**
 * What an index of all terms would find, with the same scores and in the same order. Null if `asked` no longer holds
 * after a wait for files. Rejects when a file cannot be had, and with what `query` throws.
 */
export async function ask(
  query: string | Say,
  shelf: Shelf,
  asked: () => boolean = () => true,
): Promise<Outcome | null> {
  const clauses = read(query, shelf);
  if (!Array.isArray(clauses)) return clauses;
  if (clauses.length > MOST_CLAUSES || clauses.some(isCostly)) return tooWide("the query has too much to compare");
  for (;;) {
    const reach = reachOf(clauses, shelf);
    if (reach.places.size > MOST_SHARDS) return tooWide(`the query takes ${reach.places.size} files`);
    if (termsOf(clauses, shelf).length > MOST_TERMS) return tooWide("the query stands for too many terms");
    const lacks = lacking(reach, shelf);
    if (lacks === null) return { hits: hitsOf(clauses, shelf) };
    await fetchAll(lacks, shelf);
    if (!asked()) return null;
  }
}

function read(query: string | Say, { scoring: { fields }, analyser }: Shelf): Clause[] | Outcome {
  if (typeof query !== "string") return clausesOf(query, fields, analyser);
  try {
    return clausesIn(query, fields, analyser);
  } catch (error) {
    if (error instanceof lunr.QueryParseError) return { refused: "syntax", why: error.message };
    throw error;
  }
}

function isCostly({ term, editDistance = 0 }: Clause): boolean {
  return editDistance > MOST_SLIPS || (editDistance > 0 && term.length > MOST_LETTERS);
}

function tooWide(why: string): Outcome {
  return { refused: "too-wide", why };
}
