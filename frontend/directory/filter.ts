// Filters: within a facet choices are "or", between facets "and". Each choice is counted with the others left as they
// are, so that its count is how many there would be with it and without the rest of its facet.

import { all, and, common, none, or, size, type Bits } from "./bits";
import type { Directory, Facet } from "./data";
import type { State } from "./state";

export interface Matches {
  readonly bits: Bits;
  readonly count: number;
  /** How many each choice would find, by facet, in the order of its traits. */
  readonly counts: ReadonlyMap<string, Uint32Array>;
}

/** Who fits a state. `text` holds those who fit what was typed. */
export function matches(directory: Directory, { chosen }: Pick<State, "chosen">, text: Bits | null = null): Matches {
  const unions = directory.facets.map((facet) => union(facet, chosen.get(facet.key), directory.count));
  const everyone = text ?? all(directory.count);
  const before = withAllBefore(unions, everyone);
  const counts = new Map<string, Uint32Array>();
  let after = everyone;
  for (let at = directory.facets.length - 1; at >= 0; at--) {
    const { key, traits } = directory.facets[at]!;
    const others = and(before[at]!, after);
    counts.set(key, Uint32Array.from(traits, ({ bits }) => common(bits, others)));
    const own = unions[at];
    if (own) after = and(after, own);
  }
  return { bits: after, count: size(after), counts };
}

/** How many fit a state. */
export function found(directory: Directory, { chosen }: Pick<State, "chosen">, text: Bits | null): number {
  let fitting = text ?? all(directory.count);
  for (const facet of directory.facets) {
    const own = union(facet, chosen.get(facet.key), directory.count);
    if (own) fitting = and(fitting, own);
  }
  return size(fitting);
}

/** Those who fit the facets before each. */
function withAllBefore(unions: readonly (Bits | null)[], everyone: Bits): Bits[] {
  let sofar = everyone;
  return unions.map((own) => {
    const before = sofar;
    if (own) sofar = and(sofar, own);
    return before;
  });
}

/** Those with any of the chosen traits; null where nothing is chosen. */
function union(facet: Facet, ids: ReadonlySet<string> | undefined, count: number): Bits | null {
  if (!ids || ids.size === 0) return null;
  const found = none(count);
  for (const id of ids) {
    const trait = facet.byId.get(id);
    if (trait) or(found, trait.bits);
  }
  return found;
}
