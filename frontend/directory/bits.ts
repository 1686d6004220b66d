// Sets of therapists as bits, 32 to a word: to combine two sets of ten thousand takes a microsecond.

export type Bits = Uint32Array;

/** The empty set among `size`. */
export function none(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** All of `size`. */
export function all(size: number): Bits {
  const bits = none(size).fill(0xffffffff);
  if (size % 32 !== 0) bits[bits.length - 1] = 0xffffffff >>> (32 - (size % 32));
  return bits;
}

/** The set of these numbers, given as the steps from each to the next. */
export function fromSteps(steps: readonly number[], size: number): Bits {
  const bits = none(size);
  let place = 0;
  for (const step of steps) {
    place += step;
    add(bits, place);
  }
  return bits;
}

export function add(bits: Bits, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31);
}

export function has(bits: Bits, place: number): boolean {
  return (bits[place >>> 5]! & (1 << (place & 31))) !== 0;
}

export function or(into: Bits, other: Bits): void {
  for (let at = 0; at < into.length; at++) into[at]! |= other[at]!;
}

export function and(one: Bits, other: Bits): Bits {
  const both = new Uint32Array(one.length);
  for (let at = 0; at < both.length; at++) both[at] = one[at]! & other[at]!;
  return both;
}

export function size(bits: Bits): number {
  let found = 0;
  for (let at = 0; at < bits.length; at++) found += ones(bits[at]!);
  return found;
}

/** How many are in both. */
export function common(one: Bits, other: Bits): number {
  let found = 0;
  for (let at = 0; at < one.length; at++) found += ones(one[at]! & other[at]!);
  return found;
}

/** The bits set in a word, counted in pairs, then in fours, then in bytes. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return (((sum + (sum >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
