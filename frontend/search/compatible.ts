// An index of lunr's own, for a site that asked for one: all of it is here at once, and words are cut as lunr.js cuts
// them. It knows lunr.js, and nothing of shards.

import type lunr from "lunr";

import type { Analyser, Word } from "./analyser";

/** lunr.js is handed in: were it imported here, it would be a file of its own for everybody to fetch. */
type Lunr = typeof lunr;

export interface Compatible {
  readonly index: lunr.Index;
  /** All terms, sorted by UTF-16 unit. */
  readonly terms: readonly string[];
  readonly analyser: Analyser;
}

interface Serialized {
  readonly invertedIndex: readonly (readonly [term: string, posting: object])[];
}

/** What the build wrote in lunr's own form. Throws where lunr.js cannot read it. */
export function compatibleFrom(content: unknown, lunr: Lunr): Compatible {
  const terms = (content as Serialized).invertedIndex.map(([term]) => term).sort();
  return { index: lunr.Index.load(content as object), terms, analyser: new LunrAnalyser(lunr) };
}

class LunrAnalyser implements Analyser {
  constructor(private readonly lunr: Lunr) {}

  terms(text: string): string[] {
    return this.words(text).flatMap(({ term }) => term ?? []);
  }

  words(text: string): Word[] {
    return this.lunr.tokenizer(text).map((token) => {
      const word = this.lunr.trimmer(token);
      const folded = word.toString();
      const counts = folded !== "" && this.lunr.stopWordFilter(word) !== undefined;
      return { folded, term: counts ? this.stem(folded) : null, aside: false };
    });
  }

  stem(folded: string): string {
    return this.lunr.stemmer(new this.lunr.Token(folded, {})).toString();
  }

  fold(word: string): string {
    return word;
  }
}
