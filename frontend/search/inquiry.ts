// Plans a query by the files that are here, and notes which others it would take. It knows no scores.

import lunr from "lunr";

import { clausesOf, type Clause } from "./clauses";
import { plan, type Lexicon, type Need } from "./plan";
import { fetchAll, lacking, partsHere, reachOf, type Reach } from "./reach";
import type { Shelf } from "./shelf";
import { nearest, partOf, partsNear } from "./vocabulary";

/** So many files at once are worth waiting to see whether the next letter makes them fewer. */
const MANY = 6;
const PAUSE = 150;

const EXACT_BOOST = 10;

/** What a query needs, with all that it takes at hand; null if meanwhile it is no longer asked. */
export async function inquire(query: string, shelf: Shelf, asked: () => boolean): Promise<readonly Need[] | null> {
  for (;;) {
    const inquiry = new Inquiry(shelf);
    const needs = plan(query, inquiry, shelf.analyser);
    const lacks = lacking(inquiry.reachOf(needs), shelf);
    if (lacks === null) return needs;
    if (lacks.places.size > MANY) await new Promise((go) => setTimeout(go, PAUSE));
    if (!asked()) return null;
    await fetchAll(lacks, shelf);
    if (!asked()) return null;
  }
}

/** What lunr.js is asked for: documents with any of what is needed, and nothing of what is forbidden. */
export function clausesFor(needs: readonly Need[], { scoring: { fields }, analyser }: Shelf): Clause[] {
  return clausesOf((query) => needs.forEach((need) => addClauses(query, need)), fields, analyser);
}

function addClauses(query: lunr.Query, { terms, prefix, forbidden }: Need): void {
  const presence = forbidden ? lunr.Query.presence.PROHIBITED : lunr.Query.presence.OPTIONAL;
  for (const term of terms) query.term(term, { boost: EXACT_BOOST, presence, usePipeline: false });
  if (prefix !== null) query.term(prefix, { wildcard: lunr.Query.wildcard.TRAILING, presence, usePipeline: false });
}

/**
 * The terms as far as they are known. Of a file that is not here it supposes that it holds what is asked: a plan then
 * goes no further than it must, and is made anew when the file has come.
 */
class Inquiry implements Lexicon {
  private readonly parts = new Set<number>();
  private readonly places = new Set<number>();

  constructor(private readonly shelf: Shelf) {}

  get shortestPrefix(): number {
    return this.shelf.shortestPrefix;
  }

  has(term: string): boolean {
    const place = this.shelf.placeOf(term);
    return place >= 0 && (this.shelf.shard(place)?.has(term) ?? this.supposed(place));
  }

  hasPrefix(prefix: string): boolean {
    if (this.shelf.opensWith(prefix)) return true;
    const place = this.shelf.placeOf(prefix);
    const shard = this.shelf.shard(place);
    return place >= 0 && (shard ? shard.beginning(prefix).length > 0 : this.supposed(place));
  }

  near(forms: readonly string[]): readonly string[] {
    const parts = [...new Set(forms.flatMap(partsNear))].sort((one, other) => one - other);
    for (const part of parts) this.parts.add(part);
    return nearest(forms, partsHere(parts, this.shelf));
  }

  firstOf(sequences: readonly (readonly string[])[]): readonly string[] {
    // The list of terms that begin so is here already, or on its way, for those that lie near.
    const likely = sequences.filter(([first = ""]) => this.shelf.vocabulary(partOf(first))?.has(first));
    // All of them are asked for at once.
    return likely.filter((terms) => terms.filter((term) => this.has(term)).length === terms.length)[0] ?? [];
  }

  private supposed(place: number): true {
    this.places.add(place);
    return true;
  }

  /** The files that it takes to plan so, and to answer. */
  reachOf(needs: readonly Need[]): Reach {
    const { places } = reachOf(clausesFor(needs, this.shelf), this.shelf);
    return { places: new Set([...this.places, ...places]), parts: this.parts };
  }
}
