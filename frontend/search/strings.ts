// The words of the interface, which come from the page so that they can be translated. It knows plurals, not markup.

export class Strings {
  private readonly plurals: Intl.PluralRules;

  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly language: string,
  ) {
    this.plurals = new Intl.PluralRules(language);
  }

  /** The string of that key with its placeholders filled; empty if the page has none. */
  text(key: string, values: Readonly<Record<string, string>> = {}): string {
    const text = this.texts.get(key) ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** The form of `key` for a number (`key.one`, `key.other`, …), where `{n}` is the number. */
  counted(key: string, n: number, values: Readonly<Record<string, string>> = {}): string {
    const form = `${key}.${this.plurals.select(n)}`;
    return this.text(this.texts.has(form) ? form : `${key}.other`, { ...values, n: n.toLocaleString(this.language) });
  }
}

/** The strings of a page, from its `<template data-search-strings>`. */
export function readStrings(page: Document): Strings {
  const template = page.querySelector<HTMLTemplateElement>("template[data-search-strings]");
  const entries = [...(template?.content.querySelectorAll<HTMLElement>("[data-string]") ?? [])];
  const texts = entries.map((entry) => [entry.dataset["string"] ?? "", entry.textContent?.trim() ?? ""] as const);
  return new Strings(new Map(texts), page.documentElement.lang || "en");
}
