// The orders in which therapists are shown. The fair one is another every day, and the same for all who look that day.

import { has, type Bits } from "./bits";
import { decoded, type Directory } from "./data";
import type { Sort } from "./state";

const ROOM = ["yes", "waitlist", "ask", "no"];

/** Orders of one directory on one day, each made when it is first asked for. */
export class Orders {
  private readonly made = new Map<Sort, Uint32Array>();

  constructor(
    private readonly directory: Directory,
    private readonly day: string,
  ) {}

  /** All therapists in an order. */
  of(sort: Sort): Uint32Array {
    const known = this.made.get(sort);
    if (known) return known;
    const order = Uint32Array.from({ length: this.directory.count }, (_, place) => place);
    if (sort !== "name") {
      const keys = this.keys(sort);
      // Who is equal stays in the order of the alphabet.
      order.sort((one, other) => keys[one]! - keys[other]! || one - other);
    }
    this.made.set(sort, order);
    return order;
  }

  private keys(sort: Exclude<Sort, "name">): Float64Array {
    const { cards } = this.directory.raw;
    const key = {
      fair: (place: number) => shuffled(`${this.day} ${cards.id[place]!}`),
      fee: (place: number) => cards.fee[place] ?? Infinity,
      // Within a state the latest word comes first.
      room: (place: number) => ROOM.indexOf(decoded(cards.room, place)) * 1e7 - cards.roomSince[place]!,
    }[sort];
    return Float64Array.from({ length: this.directory.count }, (_, place) => key(place));
  }
}

/** Those of a set who stand on one page of an order. */
export function onPage(order: Uint32Array, set: Bits, page: number, length: number): number[] {
  const found: number[] = [];
  let skip = (page - 1) * length;
  for (const place of order) {
    if (!has(set, place)) continue;
    if (skip-- > 0) continue;
    found.push(place);
    if (found.length === length) break;
  }
  return found;
}

/** The day for everybody, wherever they are. */
export function today(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** A number that looks drawn by chance, and is the same for the same text (FNV-1a, with MurmurHash3's last steps). */
export function shuffled(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
