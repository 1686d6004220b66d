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

let here: readonly Kept[] | null = null;

/** Who is kept, the first kept first. */
export function kept(): readonly Kept[] {
  here ??= read();
  return here;
}

export function isKept(id: string): boolean {
  return kept().some((each) => each.id === id);
}

/** Keep somebody, or let them go. Returns whether they are kept now. */
export function toggle(one: Kept): boolean {
  const without = kept().filter(({ id }) => id !== one.id);
  const adding = without.length === kept().length && without.length < MOST;
  write(adding ? [...without, one] : without);
  return adding;
}

export function write(list: readonly Kept[]): void {
  here = list;
  try {
    if (list.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ version: VERSION, kept: list }));
  } catch {
    // Refused: the list lasts as long as the page.
  }
}

/** Call back when another tab changes the list. */
export function onChange(changed: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    here = null;
    changed();
  });
}

function read(): readonly Kept[] {
  try {
    return parsed(localStorage.getItem(KEY));
  } catch {
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
