// What to try when few or none are found: approaches that are related, people who work online for the place, and
// places nearby, each with how many it would find.

import type { Bits } from "./bits";
import type { Directory, Trait } from "./data";
import { found } from "./filter";
import { withChosen, writeState, type State } from "./state";

/** From so many on, nothing else is offered. */
export const FEW = 4;
/** So many ways on are enough. */
const MOST = 6;

export interface Suggestion {
  readonly kind: "related" | "online" | "near" | "city" | "without" | "words";
  readonly label: string;
  /** How a related approach is related; '' for all others. */
  readonly note: string;
  readonly count: number;
  readonly state: State;
}

/** What would find more than `count`, the nearest to what was asked first. */
export function suggestions(directory: Directory, state: State, text: Bits | null, count: number): Suggestion[] {
  if (count >= FEW) return [];
  const offered = [
    ...related(directory, state),
    ...online(directory, state),
    ...nearby(directory, state),
    ...without(directory, state),
  ];
  const distinct = new Map<string, Offer>();
  for (const each of offered) {
    const key = writeState(each.state);
    if (!distinct.has(key)) distinct.set(key, each);
  }
  return [...distinct.values()]
    .map((each) => ({ ...each, count: found(directory, each.state, each.state.query === "" ? null : text) }))
    .filter((each) => each.count > count)
    .slice(0, MOST);
}

type Offer = Omit<Suggestion, "count">;

function only(state: State, key: string, id: string): State {
  return withChosen(state, key, new Set([id]));
}

function* related(directory: Directory, state: State): Generator<Offer> {
  const chosen = state.chosen.get("modality") ?? new Set();
  const known = directory.facet("modality")?.byId;
  for (const id of chosen) {
    for (const [other, label, note] of directory.raw.related[id] ?? []) {
      if (chosen.has(other) || !known?.has(other)) continue;
      yield { kind: "related", label, note, state: only(state, "modality", other) };
    }
  }
}

/** Without the city, and by video: licences decide who may be seen from where. */
function* online(directory: Directory, state: State): Generator<Offer> {
  const video = directory.facet("format")?.byId.get("video");
  const places = placesOf(directory, state);
  if (!video || places.length === 0) return;
  for (const { id, label } of places) {
    const there = only(withChosen(state, "city", new Set()), "province", id);
    yield { kind: "online", label, note: "", state: only(there, "format", video.id) };
  }
}

/** The provinces that are chosen, or hold the cities that are. */
function placesOf(directory: Directory, state: State): Trait[] {
  const cities = directory.facet("city")?.byId;
  const held = [...(state.chosen.get("city") ?? [])].map((id) => cities?.get(id)?.parent ?? "");
  const provinces = directory.facet("province")?.byId;
  const ids = new Set([...(state.chosen.get("province") ?? []), ...held]);
  return [...ids].flatMap((id) => provinces?.get(id) ?? []);
}

function* nearby(directory: Directory, state: State): Generator<Offer> {
  const cities = state.chosen.get("city");
  for (const place of placesOf(directory, state)) {
    if (cities) {
      for (const city of directory.facet("city")?.traits ?? []) {
        if (city.parent !== place.id || cities.has(city.id)) continue;
        yield { kind: "city", label: city.label, note: "", state: only(state, "city", city.id) };
      }
    }
    for (const id of directory.raw.neighbours[place.id] ?? []) {
      const near = directory.facet("province")?.byId.get(id);
      if (!near || state.chosen.get("province")?.has(id)) continue;
      yield { kind: "near", label: near.label, note: "", state: only(withChosen(state, "city", new Set()), "province", id) };
    }
  }
}

/** Each facet let go, and what was typed. */
function* without(directory: Directory, state: State): Generator<Offer> {
  const typed = state.query.trim();
  if (typed !== "" && state.chosen.size > 0) yield { kind: "words", label: typed, note: "", state: { ...state, query: "" } };
  if (state.chosen.size < 2 && typed === "") return;
  for (const key of state.chosen.keys()) {
    const label = directory.facet(key)?.title ?? "";
    yield { kind: "without", label, note: "", state: withChosen(state, key, new Set()) };
  }
}
