// Plans a query by the files that are here, and notes which others it would take. It knows no scores.

import { plan, type Lexicon, type Need } from "./plan";
import type { Shelf } from "./shelf";

/** So many files at once are worth waiting to see whether the next letter makes them fewer. */
const MANY = 6;
const PAUSE = 150;

/** What a query needs, with all that it takes at hand; null if meanwhile it is no longer asked. */
export async function inquire(query: string, shelf: Shelf, asked: () => boolean): Promise<readonly Need[] | null> {
  for (;;) {
    const inquiry = new Inquiry(shelf);
    const needs = plan(query, inquiry);
    const wanted = inquiry.wantedBy(needs);
    if (wanted.size === 0 && !inquiry.wantsVocabulary) return needs;
    if (wanted.size > MANY) await new Promise((go) => setTimeout(go, PAUSE));
    if (!asked()) return null;
    await Promise.all([
      ...[...wanted].map((place) => shelf.fetchShard(place)),
      inquiry.wantsVocabulary ? shelf.fetchVocabulary() : null,
    ]);
    if (!asked()) return null;
  }
}

/**
 * The terms as far as they are known. Of a file that is not here it supposes that it holds what is asked: a plan then
 * goes no further than it must, and is made anew when the file has come.
 */
class Inquiry implements Lexicon {
  wantsVocabulary = false;
  private readonly wanted = new Set<number>();

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
    this.wantsVocabulary ||= this.shelf.vocabulary === undefined;
    return this.shelf.vocabulary?.near(forms) ?? [];
  }

  private supposed(place: number): true {
    this.wanted.add(place);
    return true;
  }

  /** The shards that are not here and that it takes to answer. */
  wantedBy(needs: readonly Need[]): ReadonlySet<number> {
    for (const { terms, prefix } of needs) {
      const places = prefix === null ? [] : this.shelf.placesOf(prefix);
      for (const place of [...places, ...[...terms].map((term) => this.shelf.placeOf(term))]) {
        if (place >= 0 && !this.shelf.shard(place)) this.wanted.add(place);
      }
    }
    return this.wanted;
  }
}
