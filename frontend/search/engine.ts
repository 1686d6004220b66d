// Answers a query from the files that the build made. It knows lunr.js, and nothing of the page.

import type { Analyser, Word } from "./analyser";
import { onlyForbid } from "./clauses";
import { hitsOf, type Hit } from "./hits";
import { clausesFor, inquire } from "./inquiry";
import { meets, MOST_WORDS, parted, type Need } from "./plan";
import { readerBeside, readManifest, type Asked } from "./reading";
import { Shelf, type Manifest } from "./shelf";

/** A document that an answer holds, by its number. */
export interface Found {
  readonly number: number;
  readonly kind: string;
}

export interface Result {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly kind: string;
}

/** What there is to say about an answer besides its results. */
export type Note = "common-words" | "none" | "some-words" | "then-some" | "fuzzy" | "too-short";

export interface Answer {
  /** The best first. */
  readonly found: readonly Found[];
  /** So many of the found, from the first on, hold all the words. */
  readonly whole: number;
  readonly needs: readonly Need[];
  /** What cut the query into words, for the texts in which to look for them. */
  readonly analyser: Analyser;
  readonly note: Note | null;
  /** What to show of some of the found. Rejects when it cannot be had. */
  readonly results: (found: readonly Found[]) => Promise<Result[]>;
}

const LEAST_LETTERS = 2;
// Where fewer documents hold all the words, others follow that hold some of them.
const FEW = 8;
const MOST_OTHERS = 20;
// The titles that are compared with the query word for word, each of which may be in a file of its own.
const MOST_TITLES = 64;

export class Engine {
  constructor(readonly shelf: Shelf) {}

  /**
   * Every document that holds all the words, and where these are few, then some with any; none with a word that is taken
   * out; the best first. Null if `asked` no longer holds after a wait for files. Rejects when a file cannot be had.
   */
  async answer(query: string, asked: () => boolean = () => true): Promise<Answer | null> {
    const needs = await inquire(query, this.shelf, asked);
    if (needs === null) return null;
    const { analyser } = this.shelf;
    const typed = analyser.words(parted(query, analyser).sought);
    const sought = needs.filter((need) => !need.forbidden);
    const hits = this.hits(needs);
    const whole = hits.filter((hit) => needs.every((need) => !need.required || holds(hit, need)));
    const best = whole.length > 0 ? whole : hits;
    const others = best.length < FEW ? hits.filter((hit) => !best.includes(hit) && holdsAny(hit, sought)) : [];
    // Most likely they will be shown: they come while titles are compared.
    this.shelf.rows(best.slice(0, FEW).map(({ number }) => number)).catch(() => undefined);
    const following = others.slice(0, MOST_OTHERS).map((hit) => this.found(hit));
    const found = [...(await this.ranked(best, typed, sought)), ...following];
    const note = sought.length === 0 ? noteWithoutNeeds(typed) : noteOn(sought, whole.length, found.length);
    return { found, whole: whole.length, needs, analyser, note, results: (some) => this.results(some) };
  }

  /**
   * The numbers of all documents of a kind, which stand together and in the order of their ids. Rejects when the file
   * that says so cannot be had.
   */
  async numbers(kind: string): Promise<number[]> {
    const { kinds } = await this.shelf.fetchLens();
    return kinds.flatMap((each, number) => (each === kind ? [number] : []));
  }

  /** What lunr.js finds for needs whose files are here, the best first. */
  hits(needs: readonly Need[]): Hit[] {
    const clauses = clausesFor(needs, this.shelf);
    // To lunr.js a query that seeks nothing is one for every document that it does not forbid.
    if (onlyForbid(clauses)) return [];
    return hitsOf(clauses, this.shelf).sort((one, other) => other.score - one.score || one.number - other.number);
  }

  private async ranked(hits: readonly Hit[], typed: readonly Word[], needs: readonly Need[]): Promise<Found[]> {
    const ranks = await this.titleRanks(hits, typed, needs);
    const rank = ({ number }: Hit): number => ranks.get(number) ?? 2;
    return [...hits].sort((one, other) => rank(one) - rank(other)).map((hit) => this.found(hit));
  }

  private found({ number }: Hit): Found {
    return { number, kind: this.shelf.lens?.kinds[number] ?? "" };
  }

  /** How near the titles come to the query, for those that come near. Only what counts alone cannot tell is fetched. */
  private async titleRanks(
    hits: readonly Hit[],
    typed: readonly Word[],
    needs: readonly Need[],
  ): Promise<ReadonlyMap<number, number>> {
    const ranks = new Map<number, number>();
    const terms = termsOf(typed.slice(0, MOST_WORDS));
    const lengths = this.shelf.lens?.lengths[this.shelf.scoring.fields.indexOf("title")] ?? [];
    const close = hits.filter((hit) => {
      const inTitle = Object.keys(hit.matched).filter((term) => "title" in (hit.matched[term] as object));
      const same = lengths[hit.number] === terms.length && terms.every((term) => inTitle.includes(term));
      const met =
        lengths[hit.number] === needs.length && needs.every((need) => inTitle.some((term) => meets(term, need)));
      if (met && needs.length === 1) ranks.set(hit.number, 1); // the only term has no other place to be in
      return same || (met && needs.length > 1);
    });
    const numbers = close.slice(0, MOST_TITLES).map(({ number }) => number);
    const rows = await this.shelf.rows(numbers);
    rows.forEach(([, title], at) => {
      ranks.set(numbers[at] as number, titleRank(this.shelf.analyser.words(title), typed, needs));
    });
    return ranks;
  }

  private async results(found: readonly Found[]): Promise<Result[]> {
    const rows = await this.shelf.rows(found.map(({ number }) => number));
    return rows.map(([url, title, summary, kind]) => ({ url, title, summary, kind }));
  }
}

/** 0 for a title that is the query to the letter, 1 for one of the same words in any order, 2 for any other. */
function titleRank(title: readonly Word[], typed: readonly Word[], needs: readonly Need[]): number {
  const terms = termsOf(title);
  if (letters(title) === letters(typed) && terms.join(" ") === termsOf(typed).join(" ")) return 0;
  const meeting = needs.map((need) => terms.findIndex((term) => meets(term, need)));
  const same = terms.length === needs.length && !meeting.includes(-1) && new Set(meeting).size === terms.length;
  return same ? 1 : 2;
}

function termsOf(text: readonly Word[]): string[] {
  return text.flatMap((word) => (word.term === null ? [] : [word.term]));
}

function letters(text: readonly Word[]): string {
  return text.map((word) => word.folded).join(" ");
}

function holds(hit: Hit, need: Need): boolean {
  return Object.keys(hit.matched).some((term) => meets(term, need));
}

/** Whether a document holds a word that counts. */
function holdsAny(hit: Hit, needs: readonly Need[]): boolean {
  return needs.some((need) => need.required && holds(hit, need));
}

function noteOn(needs: readonly Need[], whole: number, found: number): Note | null {
  if (found === 0) return "none";
  if (whole === 0) return "some-words";
  if (needs.some((need) => need.fuzzy)) return "fuzzy";
  return found > whole && whole < FEW ? "then-some" : null;
}

/** Nothing is sought: there was no word, or only words too common, or the beginning of one that is too short here. */
function noteWithoutNeeds(typed: readonly Word[]): Note {
  if (typed.length === 0) return "none";
  const begun = typed.some(({ term, folded }) => term !== null && folded.length >= LEAST_LETTERS);
  return begun ? "too-short" : "common-words";
}

/** What search says, and the links it offers when it finds nothing. */
export interface Wording {
  readonly words: Readonly<Record<string, string>>;
  readonly ways: readonly (readonly [url: string, title: string])[];
}

/** An engine that can be asked, and the words to say its answers in, which may still be on their way. */
export interface Loaded {
  readonly engine: Engine;
  readonly wording: Promise<Wording>;
}

/** Rejects when a file cannot be had. `asked` is what was asked for already. */
export async function loadEngine(manifestUrl: string, asked?: Asked): Promise<Loaded> {
  const found = (await readManifest(manifestUrl, asked?.manifest)) as Manifest;
  const read = readerBeside(manifestUrl, (await asked?.file) ?? null);
  const wording = read(found.words) as Promise<Wording>;
  wording.catch(() => undefined); // told where it is waited for
  return { engine: new Engine(await Shelf.open(found, read)), wording };
}
