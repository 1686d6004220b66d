// Filters: within a facet choices are "or", between facets "and". Each choice is counted with the others left as they
// are, so that its count is how many there would be with it and without the rest of its facet.
//
// Two facets belong together: who has a room in Ontario and sees Quebec by video cannot be met in person in Quebec. So a
// province and a form of meeting are looked up as a pair.

import { all, and, common, none, or, size, type Bits } from "./bits";
import type { Directory, Facet, Trait } from "./data";
import type { State } from "./state";

const PROVINCE = "province";
const FORMAT = "format";
const IN_PERSON = "in-person";

export interface Matches {
  readonly bits: Bits;
  readonly count: number;
  /** How many each choice would find, by facet, in the order of its traits. */
  readonly counts: ReadonlyMap<string, Uint32Array>;
}

type Chosen = Pick<State, "chosen">;

/** Who fits a state. `text` holds those who fit what was typed. */
export function matches(directory: Directory, { chosen }: Chosen, text: Bits | null = null): Matches {
  const groups = grouped(directory);
  const unions = groups.map((facets) => union(directory, facets, chosen));
  const everyone = text ?? all(directory.count);
  const before = withAllBefore(unions, everyone);
  const counts = new Map<string, Uint32Array>();
  let after = everyone;
  for (let at = groups.length - 1; at >= 0; at--) {
    const others = and(before[at]!, after);
    for (const { key, traits } of groups[at]!) {
      const held = (trait: Trait): Bits => holders(directory, key, trait, chosen);
      counts.set(key, Uint32Array.from(traits, (trait) => common(held(trait), others)));
    }
    const own = unions[at];
    if (own) after = and(after, own);
  }
  return { bits: after, count: size(after), counts };
}

/** How many fit a state. */
export function found(directory: Directory, { chosen }: Chosen, text: Bits | null): number {
  let fitting = text ?? all(directory.count);
  for (const facets of grouped(directory)) {
    const own = union(directory, facets, chosen);
    if (own) fitting = and(fitting, own);
  }
  return size(fitting);
}

/** The facets, those together that are looked up as pairs. */
function grouped({ facets }: Directory): Facet[][] {
  const pair = facets.filter(({ key }) => key === PROVINCE || key === FORMAT);
  return [pair, ...facets.filter((facet) => !pair.includes(facet)).map((facet) => [facet])];
}

/** Those who fit the groups before each. */
function withAllBefore(unions: readonly (Bits | null)[], everyone: Bits): Bits[] {
  let sofar = everyone;
  return unions.map((own) => {
    const before = sofar;
    if (own) sofar = and(sofar, own);
    return before;
  });
}

/** Those with any of the choices of one facet; null where nothing is chosen. Of a pair, either facet gives the same. */
function union(directory: Directory, facets: readonly Facet[], chosen: State["chosen"]): Bits | null {
  const facet = facets.find(({ key }) => chosen.get(key)?.size);
  if (!facet) return null;
  const found = none(directory.count);
  for (const id of chosen.get(facet.key)!) {
    const trait = facet.byId.get(id);
    if (trait) or(found, holders(directory, facet.key, trait, chosen));
  }
  return found;
}

/** Those with a trait: of a province those who can be met there in a way that is chosen, and the other way about. */
function holders(directory: Directory, key: string, trait: Trait, chosen: State["chosen"]): Bits {
  const ways = chosen.get(FORMAT);
  const provinces = chosen.get(PROVINCE);
  if (key === PROVINCE && ways?.size) return either(directory, ways, (way) => met(directory, trait.id, way));
  if (key === FORMAT && provinces?.size) return either(directory, provinces, (province) => met(directory, province, trait.id));
  return trait.bits;
}

function either(directory: Directory, ids: ReadonlySet<string>, bitsOf: (id: string) => Bits): Bits {
  const found = none(directory.count);
  for (const id of ids) or(found, bitsOf(id));
  return found;
}

/** Who can be met in a province in one way. */
function met(directory: Directory, province: string, way: string): Bits {
  const reach = directory.reach(province);
  const able = directory.facet(FORMAT)?.byId.get(way)?.bits;
  if (!reach || !able) return none(directory.count);
  return and(way === IN_PERSON ? reach.rooms : reach.afar, able);
}
