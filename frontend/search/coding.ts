// Reads what `fingerpost/pages/search/coding.py` writes: terms by what they share with the one before, postings by the
// gaps between documents. It knows strings and numbers, and nothing of files or scores.

/** The documents that hold a term in one field, ascending, and how often each does. */
export interface Posting {
  readonly numbers: readonly number[];
  readonly times: readonly number[];
}

/** Sorted terms, each written as one digit of base 36, the letters shared with the term before, and then the rest. */
export function frontDecoded(coded: string): string[] {
  let term = "";
  const pieces = coded === "" ? [] : coded.split(" ");
  return pieces.map((piece) => (term = term.slice(0, parseInt(piece.charAt(0), 36)) + piece.slice(1)));
}

/** A posting list written as gaps, doubled, plus one where the term stands once; 0 is none at all. */
export function decodedPosting(coded: readonly number[] | 0): Posting {
  const numbers: number[] = [];
  const times: number[] = [];
  let number = -1;
  for (let at = 0; coded !== 0 && at < coded.length; at++) {
    const code = coded[at] as number;
    number += code >> 1;
    numbers.push(number);
    times.push(code & 1 ? 1 : (coded[++at] as number));
  }
  return { numbers, times };
}

const FIRST = "#".charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);
// What no character of its own has, for halves of pairs: 0xd800 to 0xdfff.
const AFTER_HALVES = 0xe000;
const HALVES = 0x800;

/** Numbers of terms, each written as one character. */
export function decodedLengths(coded: string): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < coded.length; at++) {
    let code = coded.codePointAt(at) as number;
    if (code > 0xffff) at++;
    if (code >= AFTER_HALVES) code -= HALVES;
    lengths.push(code - FIRST - Number(code > BACKSLASH));
  }
  return lengths;
}

/** The place of the first of sorted strings that does not come before this one. */
export function rankOf(sought: string, sorted: readonly string[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}
