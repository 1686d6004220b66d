// The shortlist: who somebody keeps, on their own device and nowhere else. Storage may be refused; then it lasts for the
// page alone.

const KEY = "shortlist";
const VERSION = 1;
/** More than anybody compares, and little enough for any storage. */
export const MOST = 100;

/** The name is kept too, so that one who has left since can still be named. */
export interface Kept {
  readonly id: string;
  readonly name: string;
}

/** The list as it was last read, so that a page of cards does not read it for each of them. */
let here: readonly Kept[] | null = null;
let refused = false;

/** Who is kept, the first kept first. */
export function kept(): readonly Kept[] {
  return (here ??= read());
}

export function isKept(id: string): boolean {
  return kept().some((each) => each.id === id);
}

/** Keep somebody, or let them go. Returns whether they are kept now. */
export function toggle(one: Kept): boolean {
  const list = change((list) => {
    const without = list.filter(({ id }) => id !== one.id);
    return without.length < list.length || list.length >= MOST ? without : [...without, one];
  });
  return list.some(({ id }) => id === one.id);
}

/** Change the list as it is now, which another page may have changed since. Returns what it is then. */
export function change(how: (list: readonly Kept[]) => readonly Kept[]): readonly Kept[] {
  if (!refused) here = null;
  return write(how(kept()));
}

function write(list: readonly Kept[]): readonly Kept[] {
  here = list;
  try {
    if (list.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ version: VERSION, kept: list }));
  } catch {
    refused = true;
  }
  return list;
}

/** Call back when another page changed the list, or this one comes back from before such a change. */
export function onChange(changed: () => void): void {
  const again = (): void => {
    if (refused) return;
    here = null;
    changed();
  };
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) again();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) again();
  });
}

function read(): readonly Kept[] {
  try {
    return parsed(localStorage.getItem(KEY));
  } catch {
    refused = true;
    return [];
  }
}

/** What a stored text says; nothing where it is not ours, or is damaged. */
export function parsed(text: string | null): readonly Kept[] {
  if (text === null) return [];
  try {
    const stored = JSON.parse(text) as { version?: unknown; kept?: unknown };
    if (stored.version !== VERSION || !Array.isArray(stored.kept)) return [];
    return stored.kept.filter(isOne).slice(0, MOST);
  } catch {
    return [];
  }
}

function isOne(value: unknown): value is Kept {
  const one = value as Partial<Kept> | null;
  return typeof one === "object" && one !== null && typeof one.id === "string" && typeof one.name === "string";
}
