// Names, cities and what cards say, searched as one types: every word must begin a word there.

import { add, none, type Bits } from "./bits";
import { decoded, type Directory } from "./data";

/** The texts of all cards, made ready to be searched when somebody types. */
export class Texts {
  private texts: readonly string[] | null = null;

  constructor(private readonly directory: Directory) {}

  /** Those who have every word; null where nothing is asked. */
  find(query: string): Bits | null {
    const words = wordsOf(query);
    if (words.length === 0) return null;
    const found = none(this.directory.count);
    this.ready().forEach((text, place) => {
      if (words.every((word) => text.includes(` ${word}`))) add(found, place);
    });
    return found;
  }

  private ready(): readonly string[] {
    const { cards } = this.directory.raw;
    this.texts ??= cards.name.map((name, place) => {
      const parts = [name, cards.summary[place]!, decoded(cards.title, place), decoded(cards.where, place)];
      return ` ${wordsOf(parts.join(" ")).join(" ")}`;
    });
    return this.texts;
  }
}

/** Words in small letters without accents: Montréal and montreal are one. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
