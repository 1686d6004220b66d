// Makes the nodes that show an answer. Whatever comes from the index goes in as text, never as markup.

import type { Answer, Result } from "./engine";
import { stretches } from "./highlight";
import type { Strings } from "../strings";

/** How to show results: where their addresses start, in which words, and what else to offer. */
export interface Showing {
  readonly base: URL;
  readonly strings: Strings;
  /** Where else to look when nothing is found. */
  readonly ways: readonly (readonly [url: string, title: string])[];
}

/** One option of the header's list. */
export function optionOf(result: Result, answer: Answer, id: string, showing: Showing): HTMLAnchorElement {
  const option = linkTo(result, "search-option", showing);
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.tabIndex = -1;
  option.append(
    ...parts([
      element("span", "search-option__title", marked(result.title, answer)),
      kindOf(result, "search-option__kind", showing),
      result.summary === "" ? null : element("span", "search-option__summary", marked(result.summary, answer)),
    ]),
  );
  return option;
}

/** One result of the search page. */
export function itemOf(result: Result, answer: Answer, showing: Showing): HTMLLIElement {
  const item = document.createElement("li");
  item.className = "search-result";
  const title = linkTo(result, "search-result__title", showing);
  title.append(...marked(result.title, answer));
  item.append(
    ...parts([
      title,
      kindOf(result, "search-result__kind", showing),
      result.summary === "" ? null : element("p", "search-result__summary", marked(result.summary, answer)),
    ]),
  );
  return item;
}

/** What is said aloud, and shown on the search page, about an answer: how many, and whether they are what was asked. */
export function summaryOf(answer: Answer, query: string, count: number, strings: Strings): string {
  if (answer.note === "common-words" || answer.note === "none") return strings.text(answer.note, { query });
  return strings.counted("results", count, { query });
}

/** The remark shown above results that are not exactly what was asked; empty for none. */
export function remarkOn(answer: Answer, query: string, strings: Strings): string {
  const remarked = answer.note === "some-words" || answer.note === "then-some" || answer.note === "fuzzy";
  return remarked ? strings.text(answer.note as string, { query }) : "";
}

/** Fill the slot with where to look instead and show it, or hide it. */
export function showEmptyState(slot: HTMLElement | null, shown: boolean, { strings, ways }: Showing): void {
  if (!slot) return;
  if (shown && slot.childElementCount === 0) {
    const links = ways.map(([url, title]) => {
      const link = element("a", "", [title]);
      link.setAttribute("href", url);
      return element("li", "", [link]);
    });
    slot.replaceChildren(element("p", "", [strings.text("empty")]), element("ul", "", links));
  }
  slot.hidden = !shown;
}

/** The element of the markup contract that search cannot do without. */
export function part<E extends Element>(within: Element, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`search needs ${selector} in ${within.localName}.${within.className}`);
  return found;
}

/** Show a text in an element, or hide the element when there is none. */
export function showText(target: HTMLElement | null, text: string): void {
  if (!target) return;
  target.textContent = text;
  target.hidden = text === "";
}

function linkTo(result: Result, className: string, showing: Showing): HTMLAnchorElement {
  const link = document.createElement("a");
  link.className = className;
  link.href = new URL(result.url, showing.base).href;
  return link;
}

function kindOf(result: Result, className: string, { strings }: Showing): HTMLElement | null {
  const label = strings.text(`kind.${result.kind}`);
  return label === "" ? null : element("span", className, [label]);
}

function marked(text: string, { needs, analyser }: Answer): (Node | string)[] {
  return stretches(text, needs, analyser).map((stretch) =>
    stretch.marked ? element("mark", "", [stretch.text]) : stretch.text,
  );
}

function element(name: string, className: string, children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** Children with a space between them, so that a screen reader does not run them together. */
function parts(children: readonly (Node | null)[]): (Node | string)[] {
  return children.flatMap((child) => (child === null ? [] : [child, " "])).slice(0, -1);
}
