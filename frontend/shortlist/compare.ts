// The table that compares therapists: who they are in columns, what they offer in rows.

import { has } from "../directory/bits";
import type { Card, Directory } from "../directory/data";
import type { Strings } from "../strings";

/** So many fit side by side on paper. */
export const SIDE_BY_SIDE = 4;

export interface Row {
  readonly title: string;
  readonly cells: readonly string[];
}

/** The rows that say something of anybody. */
export function rowsOf(directory: Directory, places: readonly number[], strings: Strings): Row[] {
  const cards = places.map((place) => directory.card(place));
  const from = (key: string, text: (card: Card) => string): Row => {
    return { title: strings.text(key), cells: cards.map(text) };
  };
  const held = (key: string): Row => {
    const facet = directory.facet(key);
    const traits = facet?.traits ?? [];
    const labels = (place: number): string[] => traits.filter(({ bits }) => has(bits, place)).map(({ label }) => label);
    return { title: facet?.title ?? "", cells: places.map((place) => labels(place).join(", ")) };
  };
  const rows = [
    from("row.title", ({ title }) => title),
    from("row.licence", ({ sample, licence }) => (sample ? strings.text("sample-licence") : licence)),
    from("row.where", ({ where }) => where),
    held("province"),
    held("format"),
    from("row.room", ({ roomLabel }) => roomLabel),
    from("row.fee", ({ fee }) => fee),
    held("language"),
    held("modality"),
    held("concern"),
    held("clients"),
    held("age"),
  ];
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** The table, with a way to let each one go. */
export function tableOf(directory: Directory, places: readonly number[], strings: Strings): HTMLTableElement {
  const table = document.createElement("table");
  table.className = "compare";
  const caption = table.createCaption();
  caption.className = "visually-hidden";
  caption.textContent = strings.text("compare");
  const head = table.createTHead().insertRow();
  head.append(cell("td", ""));
  for (const place of places) head.append(nameOf(directory.card(place)));
  const body = table.createTBody();
  for (const row of rowsOf(directory, places, strings)) addRow(body, row, strings);
  // On paper a link says nothing: there the address stands in its place.
  const cells = places.map((place) => new URL(directory.card(place).url, location.href).href);
  addRow(body, { title: strings.text("row.profile"), cells }, strings).className = "compare__address";
  return table;
}

function addRow(body: HTMLTableSectionElement, { title, cells }: Row, strings: Strings): HTMLTableRowElement {
  const row = body.insertRow();
  const heading = cell("th", title);
  heading.setAttribute("scope", "row");
  row.append(heading, ...cells.map((text) => cell("td", text === "" ? strings.text("not-said") : text)));
  return row;
}

function nameOf(card: Card): HTMLElement {
  const heading = cell("th", "");
  heading.setAttribute("scope", "col");
  const link = document.createElement("a");
  link.href = card.url;
  link.textContent = card.name;
  heading.append(link);
  return heading;
}

function cell(name: "td" | "th", text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
