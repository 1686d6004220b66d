// Profiles searched whole: what somebody types is looked for in what therapists say of themselves, with the site's own
// search. Loaded when typing first pauses; where its files cannot be had, names and cards are searched all the same.

import { add, none, type Bits } from "./bits";
import type { Directory } from "./data";

const SHORTEST = 3;

/** Who says what was typed; null where that cannot be known, or is no longer asked. */
export type Bios = (query: string, asked: () => boolean) => Promise<Bits | null>;

/** The search over profiles; null on a page without search. */
export async function openBios(page: Document, directory: Directory): Promise<Bios | null> {
  // The bundle that the search boxes use: what both share would be a further file to wait for, there and here.
  const { openSession } = await import("../search/main");
  const session = openSession(page);
  if (!session) return null;
  const ids = [...directory.raw.cards.id].sort();
  return async (query, asked) => {
    if (query.trim().length < SHORTEST) return null;
    try {
      const engine = session.engine ?? (await session.load());
      const numbers = await engine.numbers("therapist");
      // The index numbers therapists by id. Where it is not of the same build, it is not asked.
      if (numbers.length !== ids.length) return null;
      const answer = await engine.answer(query, asked);
      if (!answer || (answer.note !== null && answer.note !== "then-some")) return null;
      const bits = none(directory.count);
      for (const { number, kind } of answer.found.slice(0, answer.whole)) {
        const place = kind === "therapist" ? directory.placeOf(ids[number - numbers[0]!]!) : undefined;
        if (place !== undefined) add(bits, place);
      }
      return bits;
    } catch {
      session.forget();
      return null;
    }
  };
}
