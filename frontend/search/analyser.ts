// Cuts text into the terms of the index: the same steps, in the same order, as `fingerpost/pages/search/analyser.py`,
// which explains them. It knows characters and languages, not documents or queries.

import { ENGLISH } from "./english";

/** What the analyser must know of a language. */
export interface Language {
  readonly stopWords: ReadonlySet<string>;
  readonly enclitic: RegExp;
  readonly elision: RegExp;
  /** The stem of a word of lower-case ASCII letters and digits. */
  readonly stem: (word: string) => string;
  /** Words that begin a question. */
  readonly asking: ReadonlySet<string>;
  /** Words that only make a question of the others in one. */
  readonly asides: ReadonlySet<string>;
}

/** One word of a text: folded for comparing letters, and its term in the index (null for a stop word). */
export interface Word {
  readonly folded: string;
  readonly term: string | null;
  /** It makes a question of the other words, as in "how does it work", and an answer may do without it. */
  readonly aside: boolean;
}

const APOSTROPHES = /['`\u00b4\u2018\u2019\u201b\u2032\u02bb\u02bc\uff07]/gu;

const INVISIBLE =
  /[\u00ad\u034f\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;

// Letters, marks and digits of Unicode 15, 16 and 17: one browser knows them and another does not.
const TOO_NEW = new RegExp(
  "[\\u088f-\\u0897\\u0c5c\\u0cdc\\u0cf3\\u0ece\\u1acf-\\u1aeb\\u1c89-\\u1c8a\\ua7cb-\\ua7cf\\ua7d2\\ua7d4" +
    "\\ua7da-\\ua7f1\\u{105c0}-\\u{105f3}\\u{10940}-\\u{10959}\\u{10d40}-\\u{10d85}\\u{10ec2}-\\u{10eff}" +
    "\\u{1123f}-\\u{11241}\\u{11380}-\\u{113e2}\\u{116d0}-\\u{116e3}\\u{11b60}-\\u{11bf9}\\u{11db0}-\\u{11de9}" +
    "\\u{11f00}-\\u{11f5a}\\u{1342f}-\\u{143fa}\\u{16100}-\\u{16139}\\u{16d40}-\\u{16d79}\\u{16ea0}-\\u{16ed3}" +
    "\\u{16ff2}-\\u{16ff6}\\u{187f8}-\\u{187ff}\\u{18cff}\\u{18d09}-\\u{18df2}\\u{1b132}\\u{1b155}" +
    "\\u{1ccd6}-\\u{1ccf9}\\u{1d2c0}-\\u{1d2d3}\\u{1df25}-\\u{1df2a}\\u{1e030}-\\u{1e08f}\\u{1e4d0}-\\u{1e6ff}" +
    "\\u{2b739}-\\u{2b73f}\\u{2cea2}-\\u{2cead}\\u{2ebf0}-\\u{2ee5d}\\u{31350}-\\u{3ffff}]",
  "gu",
);

const RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}']*/gu;
const ACCENTS = /[\u0300-\u036f]/g;
const LETTERS: Readonly<Record<string, string>> = {
  ø: "o", ß: "ss", œ: "oe", æ: "ae", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t",
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** Cuts texts into such words as an index holds. */
export interface Analyser {
  /** The terms of a text, in order and with repeats. */
  terms(text: string): string[];
  /** Every word of a text in order, stop words too. */
  words(text: string): Word[];
  /** The stem of a folded word. */
  stem(folded: string): string;
  /** A word in lower case as the index spells it before stemming. */
  fold(word: string): string;
}

/** Cuts texts of one language by its tables. */
class LanguageAnalyser implements Analyser {
  constructor(private readonly language: Language) {}

  terms(text: string): string[] {
    return this.words(text).flatMap((word) => (word.term === null ? [] : [word.term]));
  }

  words(text: string): Word[] {
    const runs = lowered(text).match(RUN) ?? [];
    const words = runs.map((run) => this.wordOf(run)).filter((word) => word.folded !== "");
    const { asking, asides } = this.language;
    if (words[0] === undefined || !asking.has(words[0].folded)) return words;
    return words.map((word) => (asides.has(word.folded) ? { ...word, aside: true } : word));
  }

  /** A word with letters beyond ASCII is its own stem. */
  stem(folded: string): string {
    return /^[0-9a-z]+$/.test(folded) ? this.language.stem(folded) : folded;
  }

  fold(word: string): string {
    return fold(word);
  }

  private wordOf(run: string): Word {
    const { stopWords, enclitic, elision } = this.language;
    const bare = run.replace(/'+$/, "").replace(enclitic, "").replace(elision, "").replaceAll("'", "");
    const folded = fold(bare);
    return { folded, term: stopWords.has(bare) || folded === "" ? null : this.stem(folded), aside: false };
  }
}

/** Words that are passed over besides those of the language, and those of the language that are not. */
export interface PassedOver {
  readonly stop?: readonly string[];
  readonly kept?: readonly string[];
}

/** The analyser of the language that an index is in. Only English is here before it is asked for. */
export async function analyserFor(language: string, passed: PassedOver = {}): Promise<Analyser> {
  const known = await languageOf(language);
  const words = [...known.stopWords].filter((word) => !passed.kept?.includes(word));
  return new LanguageAnalyser({ ...known, stopWords: new Set([...words, ...(passed.stop ?? [])]) });
}

async function languageOf(language: string): Promise<Language> {
  const plain = language.split("-")[0];
  if (plain === "en") return ENGLISH;
  if (plain === "fr") return (await import("./french")).FRENCH;
  throw new Error(`search has no analyser for the language "${language}"`);
}

function lowered(text: string): string {
  return text
    .replace(APOSTROPHES, "'")
    .replace(INVISIBLE, "")
    .replace(TOO_NEW, " ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replace(APOSTROPHES, "'");
}

/** A word in lower case without its accents. */
function fold(word: string): string {
  return word
    .normalize("NFD")
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}
