// The state of the directory, as the fragment of the address has it: `#?modality=cft.mbct&province=CA-ON&sort=fee`.

import { readFragment, writeFragment } from "../fragment";
import type { Directory } from "./data";

export const SORTS = ["fair", "name", "fee", "room"] as const;
export type Sort = (typeof SORTS)[number];

/** What is chosen: the ids of traits by facet, a text, an order and a page counted from 1. */
export interface State {
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly query: string;
  readonly sort: Sort;
  readonly page: number;
}

export const START: State = { chosen: new Map(), query: "", sort: "fair", page: 1 };

const LONGEST_QUERY = 200;

/** The state in a fragment. Whatever is not known here is passed over: an old link still leads somewhere. */
export function readState(hash: string, directory: Directory): State {
  const read = readFragment(hash);
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const { key, byId } of directory.facets) {
    const ids = (read.get(key) ?? "").split(".").filter((id) => byId.has(id));
    if (ids.length > 0) chosen.set(key, new Set(ids));
  }
  const sort = SORTS.find((each) => each === read.get("sort")) ?? START.sort;
  const page = Math.floor(Number(read.get("page") ?? 1));
  const query = (read.get("q") ?? "").slice(0, LONGEST_QUERY);
  return { chosen, query, sort, page: Number.isSafeInteger(page) && page > 0 ? page : 1 };
}

export function writeState({ chosen, query, sort, page }: State): string {
  const filters = [...chosen].map(([key, ids]) => [key, [...ids].join(".")] as const);
  return writeFragment({
    ...Object.fromEntries(filters),
    q: query.trim(),
    sort: sort === START.sort ? "" : sort,
    page: page === 1 ? "" : String(page),
  });
}

/** The state with one choice taken or given back, and the first page of what is found then. */
export function toggled(state: State, key: string, id: string): State {
  const ids = new Set(state.chosen.get(key));
  if (!ids.delete(id)) ids.add(id);
  return withChosen(state, key, ids);
}

/** The state with these choices of one facet. */
export function withChosen(state: State, key: string, ids: ReadonlySet<string>): State {
  const chosen = new Map(state.chosen);
  if (ids.size === 0) chosen.delete(key);
  else chosen.set(key, ids);
  return { ...state, chosen, page: 1 };
}

/** Nothing chosen and nothing typed; the order stays. */
export function cleared(state: State): State {
  return { ...START, sort: state.sort };
}

export function isFiltered({ chosen, query }: State): boolean {
  return chosen.size > 0 || query.trim() !== "";
}
