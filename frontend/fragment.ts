// The state of a page in its fragment, `#?key=value&…`, which is never sent to a server. Any other is an anchor.

/** The state in a fragment as `location.hash` gives it; empty for an anchor. */
export function readFragment(hash: string): URLSearchParams {
  return new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : "");
}

/** The fragment for a state, without keys whose value is empty; the empty string for no state at all. */
export function writeFragment(state: Readonly<Record<string, string>>): string {
  const kept = Object.entries(state).filter(([, value]) => value !== "");
  return kept.length === 0 ? "" : `#?${new URLSearchParams(kept).toString()}`;
}
