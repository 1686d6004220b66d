// Makes lunr.js an index of the few terms that a query needs, scored as an index of all terms would score them: lunr.js
// never uses the length of a document's vector. It knows BM25 and lunr.js, and nothing of queries.

import lunr from "lunr";

import type { Posting } from "./coding";
import type { Lens, Scoring } from "./shelf";

/** Where each term stands, field by field. The terms are sorted by UTF-16 unit. */
export type TermPostings = ReadonlyMap<string, readonly Posting[]>;

/**
 * An index of these terms. `lengths` are how many terms each field of each document has, `weights` what each document
 * counts. With `everyDocument`, it knows those without a term, too: a query that only forbids finds them.
 */
export function indexOf(
  terms: TermPostings,
  { lengths, weights }: Pick<Lens, "lengths" | "weights">,
  scoring: Scoring,
  everyDocument = false,
): lunr.Index {
  const inverted: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  // One field of a document is enough to find it by.
  const vectors = everyDocument ? emptyVectors(scoring.fields[0] as string, scoring.n) : {};
  const saturations = scoring.fields.map((_, field) => saturation(lengths[field] ?? [], scoring));
  let rank = 0;
  for (const [term, postings] of terms) {
    const rarity = rarityOf(postings, scoring.n);
    const entry: Record<string, unknown> = { _index: rank };
    scoring.fields.forEach((field, place) => {
      const held: Record<number, object> = {};
      const { numbers, times } = postings[place] as Posting;
      const weight = (scoring.boosts[place] as number) * rarity;
      numbers.forEach((number, at) => {
        held[number] = {};
        const saturated = (saturations[place] as Saturation)(times[at] as number, number);
        const score = rounded(weight * saturated * (weights[number] as number));
        (vectors[`${field}/${number}`] ??= []).push(rank, score);
      });
      entry[field] = held;
    });
    inverted[term] = entry;
    rank++;
  }
  const made = Object.entries(vectors).map(([ref, elements]) => [ref, new lunr.Vector(elements)] as const);
  return new lunr.Index({
    invertedIndex: inverted,
    fieldVectors: Object.fromEntries(made),
    tokenSet: tokenSets.fromArray([...terms.keys()]),
    fields: [...scoring.fields],
    pipeline: new lunr.Pipeline(),
  } as unknown as lunr.Index.Attributes);
}

function emptyVectors(field: string, documents: number): Record<string, number[]> {
  return Object.fromEntries(Array.from({ length: documents }, (_, number) => [`${field}/${number}`, []]));
}

// Its types place these constructors on what they construct, or leave them out.
export const tokenSets = lunr.TokenSet as unknown as {
  fromArray(terms: readonly string[]): lunr.TokenSet;
  fromClause(clause: object): lunr.TokenSet;
};

type Saturation = (times: number, number: number) => number;

/** What saying a term again is worth, less and less, and the less the longer the field. */
function saturation(lengths: readonly number[], { k1, b }: Scoring): Saturation {
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return (times, number) => {
    const length = (lengths[number] as number) / average;
    return ((k1 + 1) * times) / (k1 * (1 - b + b * length) + times);
  };
}

/** The inverse document frequency, each document counted once however many of its fields hold the term. */
function rarityOf(postings: readonly Posting[], documents: number): number {
  const holding = new Set(postings.flatMap(({ numbers }) => numbers)).size;
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

/** To three decimals, as lunr.js rounds what it writes. */
function rounded(score: number): number {
  return Number(score.toFixed(3));
}
