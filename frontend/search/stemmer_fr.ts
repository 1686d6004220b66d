// The French stemmer: the same steps, in the same order, as `fingerpost/pages/search/stemmer_fr.py`, which says where
// they depart from Snowball's, and why. It knows lower-case ASCII words and nothing else.

const SEMIVOWEL = /[aeiouy](?:[iu](?=[aeiouy])|y)|y(?=[aeiouy])|qu/g;
const BEGINNING = /^(?:[aeiouy]{2}.|par|col|tap|mauva|ni[aeiouy]|.[^aeiouy]*[aeiouy])/;
const SYLLABLE = /^[^aeiouy]*[aeiouy]+[^aeiouy]/;

/** Where the parts of a word begin in which endings may be cut off: RV, R1 and R2 of Snowball. */
interface Regions {
  readonly rest: number;
  readonly first: number;
  readonly second: number;
}

/** What becomes of what stands before an ending, or null if the ending stays. */
type Rule = (before: string, regions: Regions) => string | null;

/** The stem of a lower-case word of ASCII letters and digits. */
export function stem(word: string): string {
  const marked = word.replace(SEMIVOWEL, (found) => found.slice(0, -1) + found.slice(-1).toUpperCase());
  const regions = regionsOf(marked);
  return final(derived(marked, regions) ?? inflected(adverb(marked, regions), regions), regions).toLowerCase();
}

function regionsOf(word: string): Regions {
  const first = endOf(SYLLABLE, word, 0);
  return { rest: endOf(BEGINNING, word, 0), first, second: endOf(SYLLABLE, word, first) };
}

function endOf(pattern: RegExp, word: string, start: number): number {
  const found = pattern.exec(word.slice(start));
  return found ? start + found[0].length : word.length;
}

function inFirst(becomes: string): Rule {
  return (before, { first }) => (before.length >= first ? before + becomes : null);
}

function inSecond(becomes: string): Rule {
  return (before, { second }) => (before.length >= second ? before + becomes : null);
}

const ation: Rule = (before, regions) => (before.length >= regions.second ? withoutIc(before, regions) : null);

function withoutIc(word: string, { second }: Regions): string {
  if (!word.endsWith("ic")) return word;
  const shorter = word.slice(0, -2);
  return shorter.length >= second ? shorter : `${shorter}iqU`;
}

const adjectiveIf: Rule = (before, regions) => {
  if (before.length < regions.second) return null;
  return before.endsWith("at") ? (ation(before.slice(0, -2), regions) ?? before) : before;
};

const adjectiveEux: Rule = (before, regions) => inSecond("")(before, regions) ?? inFirst("eux")(before, regions);

const pluralOux: Rule = (before) => (/[bhjlnp]$/.test(before) ? `${before}ou` : null);

const BEFORE_ITE = [["abil", "abl"], ["ic", "iqU"], ["iv", "iv"]] as const;

const nounIte: Rule = (before, { second }) => {
  if (before.length < second) return null;
  const found = BEFORE_ITE.find(([ending]) => before.endsWith(ending));
  if (!found) return before;
  const shorter = before.slice(0, -found[0].length);
  return shorter.length >= second ? shorter : shorter + found[1];
};

const nounIssement: Rule = (before, { first }) =>
  before.length >= first && /[^aeiouy]$/.test(before) ? before : null;

const adjectiveIer: Rule = (before, { rest }) => (before.length >= rest ? `${before}i` : null);

const BEFORE_EMENT: readonly (readonly [string, Rule])[] = [
  ["iv", adjectiveIf],
  ["eus", adjectiveEux],
  ["abl", inSecond("")],
  ["iqU", inSecond("")],
  ["ier", adjectiveIer],
  ["Ier", adjectiveIer],
];

const adverbEment: Rule = (before, regions) => {
  if (before.length < regions.rest) return null;
  const found = BEFORE_EMENT.find(([ending]) => before.endsWith(ending));
  return found ? (found[1](before.slice(0, -found[0].length), regions) ?? before) : before;
};

const RULES: readonly (readonly [string, Rule])[] = [
  ["ance ances iqUe iqUes isme ismes able ables iste istes eux", inSecond("")],
  ["atrice atrices ateur ateurs ation ations", ation],
  ["logie logies", inSecond("log")],
  ["usion usions ution utions", inSecond("u")],
  ["ence ences", inSecond("ent")],
  ["ement ements", adverbEment],
  ["ite ites", nounIte],
  ["if ifs ive ives", adjectiveIf],
  ["eaux", (before) => `${before}eau`],
  ["aux", inFirst("al")],
  ["oux", pluralOux],
  ["euse euses", adjectiveEux],
  ["issement issements", nounIssement],
];
const DERIVED: ReadonlyMap<string, Rule> = new Map(
  RULES.flatMap(([endings, rule]) => endings.split(" ").map((ending) => [ending, rule])),
);

const ENDS_DERIVED = new RegExp(`(?:${[...DERIVED.keys()].join("|")})$`);
const ENDS_ADVERB = /([ae])mment$/;
const ENDS_MENT = /[aiouy]ments?$/;
const ENDS_VERB_IN_I = new RegExp(
  "[^aeiouy](?:i|ie|ies|ir|ira|irai|iraIent|irais|irait|iras|irent|irez|iriez|irions|irons|iront|is|issaIent|issais|" +
    "issait|issant|issante|issantes|issants|isse|issent|isses|issez|issiez|issions|issons|it)$",
);
const ENDS_VERB = new RegExp(
  "(?:ions|ee|ees|er|era|erai|eraIent|erais|erait|eras|erez|eriez|erions|erons|eront|ez|iez|aise|aises|" +
    "e?a|e?ai|e?aIent|e?ais|e?ait|e?ant|e?ante|e?antes|e?ants|e?as|e?asse|e?assent|e?asses|e?assiez|e?assions)$",
);
const KEEPS_AIS = /^.al$|epl$|auv$/;
const PLURAL = /([^aious])s$/;
const ENDS_NOUN = /(?:([st])ion|([iI])ere?|e)$/;
const ENDS_I = /[^aeiouy]i$/;
const DOUBLED = /(?:enn|onn|ett|ell|eill)$/;

function derived(word: string, regions: Regions): string | null {
  const found = ENDS_DERIVED.exec(word);
  return found ? (DERIVED.get(found[0])?.(word.slice(0, found.index), regions) ?? null) : null;
}

function adverb(word: string, { rest }: Regions): string {
  const found = ENDS_ADVERB.exec(word);
  if (found) return found.index >= rest ? `${word.slice(0, found.index)}${found[1]}nt` : word;
  const ment = ENDS_MENT.exec(word);
  return ment && ment.index >= rest ? word.slice(0, ment.index + 1) : word;
}

function inflected(word: string, regions: Regions): string {
  return verbInI(word, regions) ?? verb(word, regions) ?? noun(word, regions);
}

function verbInI(word: string, { rest }: Regions): string | null {
  const found = ENDS_VERB_IN_I.exec(word.slice(rest));
  return found ? word.slice(0, rest + found.index + 1) : null;
}

function verb(word: string, regions: Regions): string | null {
  const found = ENDS_VERB.exec(word.slice(regions.rest));
  if (!found) return null;
  const before = word.slice(0, regions.rest + found.index);
  if (found[0] === "ions") return inSecond("")(before, regions);
  return /^aise?s?$/.test(found[0]) && KEEPS_AIS.test(before) ? null : before;
}

function noun(word: string, { rest, second }: Regions): string {
  const singular = word.replace(PLURAL, "$1");
  const found = ENDS_NOUN.exec(singular.slice(rest));
  if (!found) return singular;
  const before = singular.slice(0, rest + found.index);
  if (found[1] !== undefined) return before.length + 1 >= second ? before + found[1] : singular;
  return found[2] === undefined ? before : `${before}i`;
}

function final(word: string, { rest }: Regions): string {
  const alike = word.replace(/Y$/, "i");
  const endsInI = ENDS_I.test(alike) && alike.length > rest;
  return endsInI || DOUBLED.test(alike) ? alike.slice(0, -1) : alike;
}
