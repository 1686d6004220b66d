// Which stretches of a shown text are words that were sought. It knows text and needs, and makes no nodes.

import type { Analyser, Word } from "./analyser";
import { meets, type Need } from "./plan";

export interface Stretch {
  readonly text: string;
  readonly marked: boolean;
}

const WORD =
  /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'`\u00ad\u00b4\u2018\u2019\u201b\u2032\u02bb\u200c\u200d\u2060]*[\p{L}\p{M}\p{N}])?/gu;

/** The text in stretches that join up to it again, each marked or not. */
export function stretches(text: string, needs: readonly Need[], analyser: Analyser): Stretch[] {
  const found: Stretch[] = [];
  let plain = 0;
  for (const match of text.matchAll(WORD)) {
    if (!analyser.words(match[0]).some((word) => isSought(word, needs))) continue;
    if (match.index > plain) found.push({ text: text.slice(plain, match.index), marked: false });
    found.push({ text: match[0], marked: true });
    plain = match.index + match[0].length;
  }
  if (plain < text.length) found.push({ text: text.slice(plain), marked: false });
  return found;
}

function isSought({ folded, term }: Word, needs: readonly Need[]): boolean {
  return (
    term !== null &&
    needs.some(
      (need) => !need.forbidden && (meets(term, need) || (need.prefix !== null && folded.startsWith(need.prefix))),
    )
  );
}
