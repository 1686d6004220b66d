// The files of the index: which there are, which are here, and what those hold. It knows their format, and no queries.
// `fingerpost/pages/search/files.py` and `manifest.py` write them.

import lunr from "lunr";

import { analyserFor, type Analyser } from "./analyser";
import { decodedLengths, decodedPosting, frontDecoded, rankOf, type Posting } from "./coding";
import { partOf, PARTS, Vocabulary } from "./vocabulary";

/** Fetches a file of the index by its name and parses it. Rejects when it cannot be had. */
export type Read = (name: string) => Promise<unknown>;

/** What a result shows: url from the root of the site, title, summary, kind. */
export type Row = readonly [url: string, title: string, summary: string, kind: string];

/** How the documents are to be scored. */
export interface Scoring {
  readonly n: number;
  readonly k1: number;
  readonly b: number;
  readonly fields: readonly string[];
  readonly boosts: readonly number[];
  /** What each document of a kind counts, where it is not 1. */
  readonly weights: Readonly<Record<string, number>>;
}

/** The small file with a lasting name, which names the current ones. */
export interface Manifest extends Scoring {
  readonly v: number;
  readonly language: string;
  readonly words: string;
  /** The letters that a search for beginnings needs. */
  readonly prefix: number;
  /** Words that are passed over besides those of the language, and those of the language that are not. */
  readonly stop?: readonly string[];
  readonly kept?: readonly string[];
  /** Everything in one, or: */
  readonly whole?: string;
  /** An index of lunr's own, beside `lens` and chunks of rows, or: */
  readonly lunr?: string;
  readonly lens?: string;
  readonly vocab?: string;
  readonly first?: string;
  readonly shards?: string;
  readonly sizes?: readonly number[];
  readonly rows?: string;
}

interface WrittenLens {
  readonly lens: readonly string[];
  readonly kinds: readonly (readonly [kind: string, count: number])[];
}

/** What scoring takes of all documents. */
export class Lens {
  readonly kinds: readonly string[];
  /** How many terms each document has, field by field. */
  readonly lengths: readonly (readonly number[])[];
  /** What each document counts. */
  readonly weights: readonly number[];

  constructor({ lens, kinds }: WrittenLens, { n, weights }: Scoring) {
    this.lengths = lens.map(decodedLengths);
    this.kinds = kinds.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
    this.weights = this.kinds.map((kind) => weights[kind] ?? 1);
    if (this.lengths.some((of) => of.length !== n)) throw new Error("the index counts other documents than it holds");
  }
}

interface Postings {
  readonly t: string;
  readonly p: readonly (readonly (readonly number[] | 0)[])[];
}

type Whole = WrittenLens & Postings & { readonly rows: readonly Row[] };

const VERSION = 3;

/** Milliseconds by which the best row is asked for before the others: a few kilobytes take as long. */
const LEAD = 20;

/** Some terms that follow each other, and where they stand. */
export class Shard {
  constructor(
    readonly terms: readonly string[],
    private readonly rows: Postings["p"],
  ) {}

  static of({ t, p }: Postings): Shard {
    const terms = frontDecoded(t);
    if (p.length !== terms.length) throw new Error("a shard has not as many rows as terms");
    return new Shard(terms, p);
  }

  has(term: string): boolean {
    return this.terms[rankOf(term, this.terms)] === term;
  }

  /** The postings of a term that is here, field by field. */
  postings(term: string): Posting[] {
    return (this.rows[rankOf(term, this.terms)] as Postings["p"][number]).map(decodedPosting);
  }

  beginning(prefix: string): string[] {
    const found = [];
    for (let rank = rankOf(prefix, this.terms); this.terms[rank]?.startsWith(prefix); rank++) {
      found.push(this.terms[rank] as string);
    }
    return found;
  }
}

/** Files of one sort by their place, each fetched once at most and kept. One that cannot be had is asked for again. */
class Files<T> {
  private readonly kept = new Map<number, T>();
  private readonly coming = new Map<number, Promise<T>>();

  constructor(private readonly fetched: (place: number) => Promise<T>) {}

  static of<T>(...held: T[]): Files<T> {
    const files = new Files<T>(() => Promise.reject(new Error("all there is is here")));
    held.forEach((each, place) => files.kept.set(place, each));
    return files;
  }

  /** A file that is here. */
  at(place: number): T | undefined {
    return this.kept.get(place);
  }

  fetch(place: number): Promise<T> {
    const here = this.kept.get(place);
    if (here !== undefined) return Promise.resolve(here);
    const coming = this.coming.get(place) ?? this.begun(place);
    this.coming.set(place, coming);
    return coming;
  }

  private async begun(place: number): Promise<T> {
    try {
      const got = await this.fetched(place);
      this.kept.set(place, got);
      return got;
    } finally {
      this.coming.delete(place);
    }
  }
}

/** Where the parts of an index begin, and the parts themselves. */
interface Parts {
  readonly lens: Files<Lens>;
  readonly firsts: readonly string[];
  readonly shards: Files<Shard>;
  /** The number of the first document in each chunk of rows. */
  readonly starts: readonly number[];
  readonly chunks: Files<readonly Row[]>;
  readonly vocabulary: Files<Vocabulary>;
}

export class Shelf {
  private constructor(
    readonly scoring: Scoring,
    /** Cuts a text into such terms as the index has. */
    readonly analyser: Analyser,
    readonly shortestPrefix: number,
    private readonly parts: Parts,
    /** The whole index, where it is lunr's own. */
    readonly own: lunr.Index | null = null,
  ) {}

  /** The files that a manifest names. What every query needs is asked for at once, and not waited for. */
  static async open(manifest: Manifest, read: Read): Promise<Shelf> {
    if (manifest.v !== VERSION) throw new Error(`the index has version ${manifest.v}, and this code reads ${VERSION}`);
    if (manifest.lunr !== undefined) return Shelf.compatible(manifest, manifest.lunr, read);
    const whole = manifest.whole === undefined ? null : (read(manifest.whole) as Promise<Whole>);
    const parts = whole ? null : partsByName(manifest, read);
    parts?.lens.fetch(0).catch(() => undefined); // it is asked for again where it is needed
    const analyser = await analyserFor(manifest.language, manifest);
    return new Shelf(manifest, analyser, manifest.prefix, parts ?? partsOfWhole((await whole) as Whole, manifest));
  }

  private static async compatible(manifest: Manifest, name: string, read: Read): Promise<Shelf> {
    const [content, { compatibleFrom }] = await Promise.all([read(name), import("./compatible")]);
    const { index, terms, analyser } = compatibleFrom(content, lunr);
    const parts = { ...partsByName(manifest, read), ...partsOfTerms(new Shard(terms, [])) };
    return new Shelf(manifest, analyser, manifest.prefix, parts, index);
  }

  /** The shard in which a term stands if it stands anywhere; -1 for one before all. */
  placeOf(term: string): number {
    const place = rankOf(term, this.parts.firsts);
    return this.parts.firsts[place] === term ? place : place - 1;
  }

  /** The shards in which terms with a beginning stand if there are any. */
  placesOf(prefix: string): number[] {
    const places = [];
    for (let place = Math.max(0, this.placeOf(prefix)); place < this.parts.firsts.length; place++) {
      const first = this.parts.firsts[place] as string;
      if (first > prefix && !first.startsWith(prefix)) break;
      places.push(place);
    }
    return places;
  }

  /** Whether a shard begins with a term that begins so. */
  opensWith(prefix: string): boolean {
    return this.parts.firsts[rankOf(prefix, this.parts.firsts)]?.startsWith(prefix) ?? false;
  }

  /** What scoring takes of all documents, if it is here. */
  get lens(): Lens | undefined {
    return this.parts.lens.at(0);
  }

  fetchLens(): Promise<Lens> {
    return this.parts.lens.fetch(0);
  }

  /** A shard that is here. */
  shard(place: number): Shard | undefined {
    return this.parts.shards.at(place);
  }

  fetchShard(place: number): Promise<Shard> {
    return this.parts.shards.fetch(place);
  }

  /** A part of all terms, if it is here. */
  vocabulary(part: number): Vocabulary | undefined {
    return this.parts.vocabulary.at(part);
  }

  fetchVocabulary(part: number): Promise<Vocabulary> {
    return this.parts.vocabulary.fetch(part);
  }

  /**
   * The rows of documents, in the order of the numbers. Rejects when one cannot be had. On a slow line the first comes
   * sooner when no other comes beside it: those are asked for a moment later.
   */
  async rows(numbers: readonly number[]): Promise<Row[]> {
    const { starts, chunks } = this.parts;
    const places = numbers.map((number) => startsBefore(number, starts));
    const [first] = places;
    if (first !== undefined && !chunks.at(first)) {
      const coming = chunks.fetch(first);
      await Promise.race([coming, new Promise((go) => setTimeout(go, LEAD))]);
    }
    return Promise.all(
      numbers.map(async (number, at) => {
        const place = places[at] as number;
        const row = (await chunks.fetch(place))[number - (starts[place] as number)];
        if (row === undefined) throw new Error(`there is no row ${number}`);
        return row;
      }),
    );
  }
}

function partsOfWhole(whole: Whole, scoring: Scoring): Parts {
  const lens = Files.of(new Lens(whole, scoring));
  return { ...partsOfTerms(Shard.of(whole)), lens, starts: [0], chunks: Files.of(whole.rows) };
}

/** The parts that hold terms, where one shard holds all of them. */
function partsOfTerms(shard: Shard): Pick<Parts, "firsts" | "shards" | "vocabulary"> {
  const parts: string[][] = Array.from({ length: PARTS }, () => []);
  for (const term of shard.terms) (parts[partOf(term)] as string[]).push(term);
  return {
    firsts: shard.terms.slice(0, 1),
    shards: Files.of(shard),
    vocabulary: Files.of(...parts.map((terms) => new Vocabulary(terms))),
  };
}

function partsByName(manifest: Manifest, read: Read): Parts {
  const { lens = "", first = "", shards = "", sizes = [], rows = "", vocab = "" } = manifest;
  const shardNames = stamps(shards);
  const chunkNames = stamps(rows);
  const partNames = stamps(vocab);
  const firsts = frontDecoded(first);
  let count = 0;
  return {
    lens: new Files(async () => new Lens((await read(lens)) as WrittenLens, manifest)),
    firsts,
    shards: new Files(async (place) => {
      const shard = Shard.of((await read(`s/${shardNames[place]}.json`)) as Postings);
      if (shard.terms[0] !== firsts[place]) throw new Error("a shard begins with another term than the manifest says");
      return shard;
    }),
    starts: sizes.map((size) => (count += size) - size),
    chunks: new Files(async (place) => (await read(`d/${chunkNames[place]}.json`)) as Row[]),
    vocabulary: new Files(async (part) => {
      return new Vocabulary(frontDecoded((await read(`v/${partNames[part]}.json`)) as string));
    }),
  };
}

/** The names of parts, which stand one after the other. */
function stamps(joined: string): string[] {
  return joined.match(/.{12}/g) ?? [];
}

/** The place of the last start that is not after a number. */
function startsBefore(number: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= number) low = middle;
    else high = middle;
  }
  return low;
}
