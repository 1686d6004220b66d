// What a query in the language of lunr.js asks for: its clauses, whose words are the terms that our analyser makes of
// them. It knows no files and no documents.

import lunr from "lunr";

import type { Analyser } from "./analyser";

/** Says a query to lunr.js. */
export type Say = (query: lunr.Query) => void;

/** A clause as lunr.js keeps it: its types do not know them all. Present in it or not, an edit distance of 0 counts. */
export interface Clause {
  readonly term: string;
  readonly fields: readonly string[];
  readonly boost: number;
  readonly usePipeline: boolean;
  readonly wildcard: number;
  readonly presence: lunr.Query.presence;
  readonly editDistance?: number;
}

const { OPTIONAL, REQUIRED, PROHIBITED } = lunr.Query.presence;

/** The clauses of a query, none of which is to go through a pipeline any more. Throws what saying it throws. */
export function clausesOf(say: Say, fields: readonly string[], analyser: Analyser): Clause[] {
  const query = new lunr.Query([...fields]);
  say.call(query, query);
  return (query.clauses as unknown as Clause[]).flatMap((clause) => analysed(clause, analyser));
}

/** The clauses of a query as text. Throws lunr.QueryParseError when it is none. */
export function clausesIn(text: string, fields: readonly string[], analyser: Analyser): Clause[] {
  return clausesOf((query) => new parsers.QueryParser(text, query).parse(), fields, analyser);
}

// Its types leave this class out.
const parsers = lunr as unknown as { QueryParser: new (text: string, query: lunr.Query) => { parse(): void } };

/** Whether these forbid and seek nothing: to lunr.js they find every other document. */
export function onlyForbid(clauses: readonly Clause[]): boolean {
  return clauses.every(({ presence }) => presence === PROHIBITED);
}

/**
 * A clause for each term of its word. A word without any is in no document, but nothing is required of it: the pipeline
 * of lunr.js itself would stumble over a common word with a plus.
 */
function analysed(clause: Clause, analyser: Analyser): Clause[] {
  const terms = termsIn(clause, analyser);
  if (terms.length > 0) return terms.map((term) => ({ ...clause, term, usePipeline: false }));
  const { fields, boost, presence } = clause;
  const kept = presence === REQUIRED ? OPTIONAL : presence;
  return [{ term: "", fields, boost, usePipeline: false, wildcard: 0, presence: kept }];
}

/** A word with wildcards is folded as the index is, and not stemmed: it may end anywhere. */
function termsIn({ term, usePipeline }: Clause, analyser: Analyser): string[] {
  if (term.includes("*")) return [analyser.fold(term)];
  return usePipeline ? analyser.terms(term) : [term];
}
