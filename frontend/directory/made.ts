// A made-up directory for tests and for measuring: as many therapists as wanted, the same at every call.

import { VERSION, type RawDirectory } from "./data";

const PROVINCES = ["CA-AB", "CA-BC", "CA-MB", "CA-NB", "CA-NL", "CA-NS", "CA-ON", "CA-PE", "CA-QC", "CA-SK"];
const FORMATS = ["in-person", "video", "phone", "text"];

/** Draws numbers below a bound, the same for the same seed (mulberry32). */
export function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** A directory of `count` therapists, each with some traits of every facet. */
export function madeUp(count: number, seed = 1): RawDirectory {
  const draw = drawing(seed);
  const held = new Map<string, Map<string, number[]>>();
  const give = (facet: string, id: string, place: number): void => {
    const traits = held.get(facet) ?? new Map<string, number[]>();
    held.set(facet, traits);
    const places = traits.get(id) ?? [];
    traits.set(id, places);
    if (places.at(-1) !== place) places.push(place);
  };
  const fees: (number | null)[] = [];
  for (let place = 0; place < count; place++) {
    const province = PROVINCES[draw(PROVINCES.length)]!;
    give("province", province, place);
    const own = FORMATS.filter(() => draw(2) === 0);
    for (const format of own.length > 0 ? own : ["in-person"]) give("format", format, place);
    if (own.length === 0 || own.includes("in-person")) {
      give("city", `${province}_city-${draw(30)}`, place);
      give("rooms", province, place);
    }
    if (own.some((format) => format !== "in-person")) {
      for (const served of new Set([province, PROVINCES[draw(PROVINCES.length)]!])) {
        give("province", served, place);
        give("afar", served, place);
      }
    }
    for (let at = 0; at < 1 + draw(4); at++) give("modality", `modality-${draw(20)}`, place);
    for (let at = 0; at < draw(6); at++) give("concern", `concern-${draw(15)}`, place);
    fees.push(draw(10) === 0 ? null : 80 + 10 * draw(18));
  }
  const [rooms, afar] = ["rooms", "afar"].map((way) => held.get(way));
  held.delete("rooms");
  held.delete("afar");
  const reach = Object.fromEntries(
    PROVINCES.map((province) => {
      return [province, [steps(rooms?.get(province) ?? []), steps(afar?.get(province) ?? [])] as const];
    }),
  );
  const facets = [...held].map(([key, traits]) => ({
    key,
    title: key,
    values: [...traits]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, places]) => [id, `The ${id}`, key === "city" ? id.slice(0, 5) : "", steps(places)] as const),
  }));
  const numbers = Array.from({ length: count }, (_, place) => place);
  const zero = [["said"], numbers.map(() => 0)] as const;
  const cards = {
    id: numbers.map((place) => `therapist-${place}`),
    name: numbers.map((place) => `Name ${place} Élan`),
    initials: numbers.map(() => "NE"),
    summary: numbers.map((place) => `What therapist ${place} says of themselves.`),
    title: zero,
    where: [PROVINCES, numbers.map((place) => place % PROVINCES.length)] as const,
    formats: zero,
    licence: zero,
    licenceState: [["verified"], numbers.map(() => 0)] as const,
    room: [["yes", "waitlist", "ask", "no"], numbers.map(() => draw(4))] as const,
    roomLabel: zero,
    roomSince: numbers.map(() => 730_000 + draw(400)),
    fee: fees,
    feeLabel: zero,
    photo: {},
    video: [],
    sample: [],
  };
  const related = { "modality-0": [["modality-1", "Modality 1", "A variant of"]] as const };
  const neighbours = { "CA-ON": ["CA-QC", "CA-MB"] };
  return { version: VERSION, base: "/therapists/", cards, facets, reach, related, neighbours };
}

function steps(places: readonly number[]): number[] {
  return places.map((place, at) => place - (places[at - 1] ?? 0));
}
