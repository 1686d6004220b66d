// The terms of the index, in parts by their first letter: whether one is there, which ones a pattern means, which lie near
// in spelling.

import type lunr from "lunr";

import type { Clause } from "./clauses";
import { rankOf } from "./coding";
import { tokenSets } from "./scoring";

const MOST_NEAR = 8;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** In so many parts lies the vocabulary of an index in shards. */
export const PARTS = LETTERS.length + 2;

/** Which part holds a term: that of its first letter, or the one before or after all letters. */
export function partOf(term: string): number {
  if (term < "a") return 0;
  return LETTERS.indexOf(term.charAt(0)) + 1 || PARTS - 1;
}

/** The parts in which terms near a form lie if there are any; none for a form too short to be misspelt. */
export function partsNear(form: string): number[] {
  return slipsAllowed(form) === 0 ? [] : [partOf(form), partOf(form.slice(1))];
}

/** The terms nearest in spelling to any of the forms: one slip, or two in a word of six letters or more. */
export function nearest(forms: readonly string[], parts: readonly Vocabulary[]): string[] {
  let best = Math.max(...forms.map(slipsAllowed));
  let found: string[] = [];
  for (const { terms } of parts) {
    for (const term of terms) {
      const slips = Math.min(...forms.map((form) => slipsFrom(form, term, Math.min(best, slipsAllowed(form)))));
      if (slips > best) continue;
      if (slips < best) found = [];
      best = slips;
      found.push(term);
    }
  }
  return found.slice(0, MOST_NEAR);
}

/** One part of the terms. */
export class Vocabulary {
  private tokens: lunr.TokenSet | undefined;
  private readonly matches = new WeakMap<Clause, readonly string[]>();

  /** `terms` are sorted by UTF-16 unit, as the index holds them. */
  constructor(readonly terms: readonly string[]) {}

  has(term: string): boolean {
    return this.terms[rankOf(term, this.terms)] === term;
  }

  /** The terms that lunr.js takes a clause with wildcards or slips to mean. */
  matching(clause: Clause): readonly string[] {
    this.tokens ??= tokenSets.fromArray(this.terms); // a sixth of a second for fifty thousand
    const found = this.matches.get(clause) ?? this.tokens.intersect(automatonOf(clause)).toArray();
    this.matches.set(clause, found);
    return found;
  }
}

const automata = new WeakMap<Clause, lunr.TokenSet>();

/** What lunr.js looks for terms with. For slips in a long word it takes longer to make than to look with. */
function automatonOf(clause: Clause): lunr.TokenSet {
  const automaton = automata.get(clause) ?? tokenSets.fromClause(clause);
  automata.set(clause, automaton);
  return automaton;
}

/** The slips between a form and a term that begins alike: few miss a first letter, and "grief" is not "brief". */
function slipsFrom(form: string, term: string, most: number): number {
  const alike = form[0] === term[0] || (form[0] === term[1] && form[1] === term[0]);
  return alike ? slipsBetween(form, term, most) : Number.POSITIVE_INFINITY;
}

function slipsAllowed(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 6 ? 1 : 2;
}

/**
 * Letters missing, added, changed or swapped with their neighbour between two words (optimal string alignment);
 * `most + 1` as soon as it must be more than `most`.
 */
export function slipsBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) current.push(cell(row, column, current, above, before));
    if (Math.min(...current) > most) return most + 1;
    before = above;
    above = current;
  }
  return Math.min(above[right.length] ?? most + 1, most + 1);

  function cell(row: number, column: number, now: number[], last: number[], beforeLast: number[]): number {
    const same = left[row - 1] === right[column - 1];
    const cost = Math.min(at(now, column - 1) + 1, at(last, column) + 1, at(last, column - 1) + (same ? 0 : 1));
    const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    return swapped ? Math.min(cost, at(beforeLast, column - 2) + 1) : cost;
  }
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
