// The words of the interface, which the build writes so that they can be translated. It knows plurals, not markup.

/** How a language counts, and writes numbers. */
interface Counting {
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

const countings = new Map<string, Counting>();

function countingIn(language: string): Counting {
  const known = countings.get(language);
  if (known) return known;
  const made = { plurals: new Intl.PluralRules(language), numbers: new Intl.NumberFormat(language) };
  made.plurals.select(0);
  made.numbers.format(0);
  countings.set(language, made);
  return made;
}

export class Strings {
  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly language: string,
  ) {}

  /** Learn how the language counts while nothing else is to be done: it takes a slow device a twentieth of a second. */
  learnToCount(): void {
    countingIn(this.language);
  }

  /** The string of that key with its placeholders filled; empty if the page has none. */
  text(key: string, values: Readonly<Record<string, string>> = {}): string {
    const text = this.texts.get(key) ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** The form of `key` for a number (`key.one`, `key.other`, …), where `{n}` is the number. */
  counted(key: string, n: number, values: Readonly<Record<string, string>> = {}): string {
    const { plurals, numbers } = countingIn(this.language);
    const form = `${key}.${plurals.select(n)}`;
    return this.text(this.texts.has(form) ? form : `${key}.other`, { ...values, n: numbers.format(n) });
  }
}

/** The few strings that a page itself carries, on the header's form: for before the others are here, or if none come. */
export function stringsOf(form: HTMLElement): Strings {
  const { loading = "", failed = "" } = form.dataset;
  return new Strings(new Map(Object.entries({ loading, failed })), languageOf(form));
}

/** The strings that came with the index. */
export function stringsFrom(words: Readonly<Record<string, string>>, form: HTMLElement): Strings {
  return new Strings(new Map(Object.entries(words)), languageOf(form));
}

function languageOf(form: HTMLElement): string {
  return form.ownerDocument.documentElement.lang || "en";
}
