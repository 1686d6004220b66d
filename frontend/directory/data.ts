// The directory's data: the columns of all cards, and who has which trait. Knows the file and nothing of a page.

import { fromSteps, type Bits } from "./bits";

export const VERSION = 1;

/** A column in which most values come again: the distinct ones, and for each therapist the number of theirs. */
type Coded = readonly [values: readonly string[], numbers: readonly number[]];

/** One choice of a facet, as the file has it. */
type RawTrait = readonly [id: string, label: string, parent: string, steps: readonly number[]];

export interface RawCards {
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly initials: readonly string[];
  readonly summary: readonly string[];
  readonly title: Coded;
  readonly where: Coded;
  readonly formats: Coded;
  readonly licence: Coded;
  readonly licenceState: Coded;
  readonly room: Coded;
  readonly roomLabel: Coded;
  readonly roomSince: readonly number[];
  readonly fee: readonly (number | null)[];
  readonly feeLabel: Coded;
  readonly photo: Readonly<Record<string, readonly [src: string, webp?: string]>>;
  readonly video: readonly number[];
  readonly sample: readonly number[];
}

export interface RawDirectory {
  readonly version: number;
  readonly base: string;
  readonly cards: RawCards;
  readonly facets: readonly { readonly key: string; readonly title: string; readonly values: readonly RawTrait[] }[];
  /** For each province, whom one can meet there in a room, and who sees people there from afar. */
  readonly reach: Readonly<Record<string, readonly [rooms: readonly number[], afar: readonly number[]]>>;
  readonly related: Readonly<Record<string, readonly (readonly [id: string, label: string, relation: string])[]>>;
  readonly neighbours: Readonly<Record<string, readonly string[]>>;
}

/** One choice. `parent` is the id of the choice of another facet that holds it, as a province holds its cities. */
export interface Trait {
  readonly id: string;
  readonly label: string;
  readonly parent: string;
  readonly bits: Bits;
}

export interface Facet {
  readonly key: string;
  readonly title: string;
  readonly traits: readonly Trait[];
  readonly byId: ReadonlyMap<string, Trait>;
}

/** Who can be seen in a province: in a room there, and from afar. */
export interface Reach {
  readonly rooms: Bits;
  readonly afar: Bits;
}

/** Everything that a card shows. */
export interface Card {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly initials: string;
  readonly photo: string;
  readonly webp: string;
  readonly title: string;
  readonly summary: string;
  readonly where: string;
  readonly formats: string;
  readonly licence: string;
  readonly licenceState: string;
  readonly room: string;
  readonly roomLabel: string;
  readonly fee: string;
  readonly video: boolean;
  readonly sample: boolean;
}

/** All therapists, numbered from 0 in the order of the alphabet. */
export class Directory {
  readonly count: number;
  readonly facets: readonly Facet[];
  private readonly reached: ReadonlyMap<string, Reach>;
  private readonly video: ReadonlySet<number>;
  private readonly sample: ReadonlySet<number>;
  private readonly places: ReadonlyMap<string, number>;

  /** Throws when the file is of another version than this code. */
  constructor(readonly raw: RawDirectory) {
    if (raw.version !== VERSION) throw new Error(`the directory is of version ${raw.version}, and not ${VERSION}`);
    this.count = raw.cards.id.length;
    this.facets = raw.facets.map(({ key, title, values }) => {
      const traits = values.map(([id, label, parent, steps]) => {
        return { id, label, parent, bits: fromSteps(steps, this.count) };
      });
      return { key, title, traits, byId: new Map(traits.map((trait) => [trait.id, trait])) };
    });
    this.reached = new Map(
      Object.entries(raw.reach).map(([province, [rooms, afar]]) => {
        return [province, { rooms: fromSteps(rooms, this.count), afar: fromSteps(afar, this.count) }];
      }),
    );
    this.video = numbers(raw.cards.video);
    this.sample = numbers(raw.cards.sample);
    this.places = new Map(raw.cards.id.map((id, place) => [id, place]));
  }

  facet(key: string): Facet | undefined {
    return this.facets.find((facet) => facet.key === key);
  }

  /** Who can be seen in a province, and how. */
  reach(province: string): Reach | undefined {
    return this.reached.get(province);
  }

  /** The number of a therapist; undefined for one who is not listed, or no more. */
  placeOf(id: string): number | undefined {
    return this.places.get(id);
  }

  card(place: number): Card {
    const { cards, base } = this.raw;
    const id = cards.id[place]!;
    return {
      id,
      name: cards.name[place]!,
      url: `${base}${id}/`,
      initials: cards.initials[place]!,
      photo: cards.photo[place]?.[0] ?? "",
      webp: cards.photo[place]?.[1] ?? "",
      title: decoded(cards.title, place),
      summary: cards.summary[place]!,
      where: decoded(cards.where, place),
      formats: decoded(cards.formats, place),
      licence: decoded(cards.licence, place),
      licenceState: decoded(cards.licenceState, place),
      room: decoded(cards.room, place),
      roomLabel: decoded(cards.roomLabel, place),
      fee: decoded(cards.feeLabel, place),
      video: this.video.has(place),
      sample: this.sample.has(place),
    };
  }
}

export function decoded([values, column]: Coded, place: number): string {
  return values[column[place]!]!;
}

function numbers(steps: readonly number[]): ReadonlySet<number> {
  let place = 0;
  return new Set(steps.map((step) => (place += step)));
}
