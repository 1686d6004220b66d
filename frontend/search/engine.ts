// Answers a query from the index and the rows that the build made. It knows lunr.js, and nothing of the page.

import lunr from "lunr";

import { words, type Word } from "./analyser";
import { meets, plan, type Need } from "./plan";
import { Vocabulary } from "./vocabulary";

/** A row of the documents file: url from the root of the site, title, summary, kind. */
export type Row = readonly [url: string, title: string, summary: string, kind: string];

export interface Result {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly kind: string;
}

/** What there is to say about an answer besides its results. */
export type Note = "common-words" | "none" | "some-words" | "fuzzy";

export interface Answer {
  readonly results: readonly Result[];
  readonly needs: readonly Need[];
  readonly note: Note | null;
}

interface SerialisedIndex {
  readonly invertedIndex: readonly (readonly [string, unknown])[];
}

const EXACT_BOOST = 10;

export class Engine {
  private readonly index: lunr.Index;
  private readonly vocabulary: Vocabulary;
  private readonly titles: readonly (readonly Word[])[];

  constructor(
    index: SerialisedIndex,
    private readonly rows: readonly Row[],
  ) {
    this.index = lunr.Index.load(index);
    this.vocabulary = new Vocabulary(index.invertedIndex.map(([term]) => term));
    this.titles = rows.map(([, title]) => words(title));
  }

  /** Every document that holds all the words; failing that, those with any; the best first. */
  answer(query: string): Answer {
    const needs = plan(query, this.vocabulary);
    if (needs.length === 0) return { results: [], needs, note: words(query).length > 0 ? "common-words" : "none" };
    const hits = this.hits(needs);
    const whole = hits.filter((hit) => needs.every((need) => !need.required || holds(hit, need)));
    const found = whole.length > 0 ? whole : hits;
    return { results: this.ranked(found, words(query), needs), needs, note: noteOn(needs, whole.length, hits.length) };
  }

  private hits(needs: readonly Need[]): lunr.Index.Result[] {
    // To lunr.js a query without a clause is one that forbids nothing: it would find every document.
    if (needs.every((need) => need.terms.size === 0 && need.prefix === null)) return [];
    return this.index.query((query) => {
      for (const need of needs) {
        for (const term of need.terms) query.term(term, { boost: EXACT_BOOST, usePipeline: false });
        if (need.prefix !== null) {
          query.term(need.prefix, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
        }
      }
    });
  }

  private ranked(hits: readonly lunr.Index.Result[], asked: readonly Word[], needs: readonly Need[]): Result[] {
    return hits
      .map(({ ref, score }) => {
        const number = Number(ref);
        return { number, score, title: titleRank(this.titles[number] ?? [], asked, needs) };
      })
      .sort((one, other) => one.title - other.title || other.score - one.score || one.number - other.number)
      .flatMap(({ number }) => {
        const row = this.rows[number];
        return row === undefined ? [] : [{ url: row[0], title: row[1], summary: row[2], kind: row[3] }];
      });
  }
}

/** 0 for a title that is the query to the letter, 1 for one that meets it word for word, 2 for any other. */
function titleRank(title: readonly Word[], asked: readonly Word[], needs: readonly Need[]): number {
  if (letters(title) === letters(asked)) return 0;
  const terms = title.flatMap((word) => (word.term === null ? [] : [word.term]));
  const same = terms.length === needs.length && needs.every((need, place) => meets(terms[place] as string, need));
  return same ? 1 : 2;
}

function letters(text: readonly Word[]): string {
  return text.map((word) => word.folded).join(" ");
}

function holds(hit: lunr.Index.Result, need: Need): boolean {
  return Object.keys(hit.matchData.metadata).some((term) => meets(term, need));
}

function noteOn(needs: readonly Need[], whole: number, hits: number): Note | null {
  if (hits === 0) return "none";
  if (whole === 0) return "some-words";
  return needs.some((need) => need.fuzzy) ? "fuzzy" : null;
}

/** The small file with a lasting name, which names the current files of the index, relative to itself. */
interface Manifest {
  readonly index: string;
  readonly documents: string;
  readonly words: string;
}

/** What search says, and the links it offers when it finds nothing. */
export interface Wording {
  readonly words: Readonly<Record<string, string>>;
  readonly ways: readonly (readonly [url: string, title: string])[];
}

/** Fetch the files that the manifest names and make an engine of them. Rejects when one cannot be had. */
export async function loadEngine(manifestUrl: string): Promise<{ engine: Engine; wording: Wording }> {
  const files = (await fetchJson(manifestUrl, "no-cache")) as Manifest;
  const at = (file: string): string => new URL(file, manifestUrl).href;
  const names = [files.index, files.documents, files.words];
  const [index, rows, wording] = await Promise.all(names.map((name) => fetchJson(at(name))));
  return { engine: new Engine(index as SerialisedIndex, rows as Row[]), wording: wording as Wording };
}

async function fetchJson(url: string, cache: RequestCache = "default"): Promise<unknown> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
