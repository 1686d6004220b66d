// Which terms of the index the clauses of a query stand for, and which files it takes to know. It knows no documents.

import type { Clause } from "./clauses";
import type { Shelf } from "./shelf";
import { PARTS, type Vocabulary } from "./vocabulary";

/** What a query takes of the files. */
export interface Reach {
  /** The shards that its terms may be in. Those of a pattern are known once all terms are here. */
  readonly places: ReadonlySet<number>;
  /** The parts of the vocabulary. */
  readonly parts: ReadonlySet<number>;
}

/** What a query takes that is not here. */
export interface Lack extends Reach {
  readonly lens: boolean;
}

const ALL_PARTS: readonly number[] = Array.from({ length: PARTS }, (_, part) => part);

export function reachOf(clauses: readonly Clause[], shelf: Shelf): Reach {
  const places = clauses.flatMap((clause) => placesOf(clause, shelf)).filter((place) => place >= 0);
  return { places: new Set(places), parts: new Set(clauses.some(isPattern) ? ALL_PARTS : []) };
}

/** What of it is not here; null when everything is. */
export function lacking({ places, parts }: Reach, shelf: Shelf): Lack | null {
  const lacks = {
    places: new Set([...places].filter((place) => !shelf.shard(place))),
    parts: new Set([...parts].filter((part) => !shelf.vocabulary(part))),
    lens: !shelf.lens,
  };
  return lacks.places.size > 0 || lacks.parts.size > 0 || lacks.lens ? lacks : null;
}

/** Rejects when a file cannot be had. */
export async function fetchAll({ places, parts, lens }: Lack, shelf: Shelf): Promise<void> {
  const shards = [...places].map((place) => shelf.fetchShard(place));
  const vocabulary = [...parts].map((part) => shelf.fetchVocabulary(part));
  await Promise.all([...shards, ...vocabulary, lens ? shelf.fetchLens() : null]);
}

/** The terms that clauses stand for, sorted by UTF-16 unit, as far as the files in their reach are here. */
export function termsOf(clauses: readonly Clause[], shelf: Shelf): string[] {
  return [...new Set(clauses.flatMap((clause) => expanded(clause, shelf)))].sort();
}

/** Whether it takes all terms to know which ones a clause stands for: no order of terms puts them side by side. */
export function isPattern({ term, editDistance }: Clause): boolean {
  const star = term.indexOf("*");
  return Boolean(editDistance) || (star >= 0 && (star < Math.max(1, term.length - 1) || editDistance === 0));
}

/** The terms that a pattern stands for; none as long as they are not all here. */
function matching(clause: Clause, shelf: Shelf): string[] {
  const parts = partsHere(ALL_PARTS, shelf);
  return parts.length < PARTS ? [] : parts.flatMap((part) => part.matching(clause));
}

/** Those of some parts of the vocabulary that are here. */
export function partsHere(parts: readonly number[], shelf: Shelf): Vocabulary[] {
  return parts.flatMap((part) => shelf.vocabulary(part) ?? []);
}

function placesOf(clause: Clause, shelf: Shelf): number[] {
  const { term } = clause;
  if (isPattern(clause)) return matching(clause, shelf).map((match) => shelf.placeOf(match));
  return term.endsWith("*") ? shelf.placesOf(term.slice(0, -1)) : [shelf.placeOf(term)];
}

function expanded(clause: Clause, shelf: Shelf): readonly string[] {
  const { term } = clause;
  if (isPattern(clause)) return matching(clause, shelf);
  if (!term.endsWith("*")) return shelf.shard(shelf.placeOf(term))?.has(term) ? [term] : [];
  const beginning = term.slice(0, -1);
  return shelf.placesOf(beginning).flatMap((place) => shelf.shard(place)?.beginning(beginning) ?? []);
}
