// The directory page: a form of filters, what is found, and the state in the fragment.

import { announcer, QUIET } from "../announcer";
import type { Strings } from "../strings";
import { openBios, type Bios } from "./bios";
import { none, or, size, type Bits } from "./bits";
import { CardMaker } from "./cards";
import type { Directory } from "./data";
import { Facets } from "./facets";
import { matches, type Matches } from "./filter";
import { Orders, onPage, today } from "./order";
import { cleared, isFiltered, readState, SORTS, START, toggled, writeState, type State } from "./state";
import { suggestions, type Suggestion } from "./suggest";
import { Texts } from "./text";

const ON_A_PAGE = 24;

/** The parts of the page's own markup. */
interface Parts {
  readonly form: HTMLFormElement;
  readonly query: HTMLInputElement;
  readonly sort: HTMLSelectElement;
  readonly filters: HTMLDetailsElement;
  readonly facets: HTMLElement;
  readonly count: HTMLElement;
  readonly status: HTMLElement;
  readonly chips: HTMLElement;
  readonly list: HTMLElement;
  readonly pages: HTMLElement;
  readonly suggestions: HTMLElement;
  readonly card: HTMLTemplateElement;
}

export class DirectoryPage {
  private readonly parts: Parts;
  private readonly facets: Facets;
  private readonly cards: CardMaker;
  private readonly orders: Orders;
  private readonly texts: Texts;
  private state: State;
  private readonly announce: (text: string) => void;
  private said = 0;
  private bios: Promise<Bios | null> | null = null;
  private asked = 0;
  /** Who says what was typed, as far as that has been found. */
  private saying: { readonly query: string; readonly bits: Bits } | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly directory: Directory,
    private readonly strings: Strings,
  ) {
    this.parts = partsOf(root);
    this.facets = new Facets(this.parts.facets, directory, strings);
    this.cards = new CardMaker(this.parts.card);
    this.orders = new Orders(directory, today(new Date()));
    this.texts = new Texts(directory);
    this.announce = announcer(this.parts.status);
    this.state = this.stateHere();
    // On a phone the list comes first, and the filters are a press away.
    this.parts.filters.open = matchMedia("(min-width: 64rem)").matches;
    this.listen();
    this.show(this.state);
  }

  /** The state in the address. A letter of the alphabet on another page names somebody: there the list is by name. */
  private stateHere(): State {
    const place = this.directory.placeOf(location.hash.slice(1));
    if (place === undefined) return readState(location.hash, this.directory);
    const state: State = { ...START, sort: "name", page: Math.floor(place / ON_A_PAGE) + 1 };
    history.replaceState(null, "", location.pathname + location.search + writeState(state));
    return state;
  }

  /** Go to the card of somebody, if it is in sight. */
  goTo(id: string): void {
    const place = this.directory.placeOf(id);
    if (place === undefined) return;
    const { url } = this.directory.card(place);
    this.parts.list.querySelector<HTMLElement>(`a[href="${CSS.escape(url)}"]`)?.focus();
  }

  private listen(): void {
    const { form, facets, query, sort } = this.parts;
    form.addEventListener("submit", (event) => event.preventDefault());
    facets.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.go(toggled(this.state, event.target.name, event.target.value));
    });
    sort.addEventListener("change", () => {
      const chosen = SORTS.find((each) => each === sort.value) ?? "fair";
      this.go({ ...this.state, sort: chosen, page: 1 });
    });
    query.addEventListener("input", () => this.type(query.value));
    addEventListener("popstate", () => this.restore());
    this.root.addEventListener("click", (event) => this.onClick(event));
  }

  /** Links and buttons that stand for a state carry it as their address. */
  private onClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-state]") : null;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(readState(target.dataset["state"] ?? "", this.directory));
    if (target.closest("[data-directory-pages]")) {
      this.parts.count.scrollIntoView({ block: "start" });
      this.parts.list.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
    } else if (!target.isConnected) this.parts.count.focus({ preventScroll: true });
  }

  /** Another state, as an entry of its own in the history. */
  private go(state: State): void {
    history.pushState(null, "", location.pathname + location.search + writeState(state));
    this.show(state);
  }

  /** Typing makes no entries: to go back is to undo a choice, not a letter. */
  private type(query: string): void {
    this.show({ ...this.state, query, page: 1 });
    clearTimeout(this.said);
    // Safari refuses a hundred changes of address in half a minute.
    this.said = window.setTimeout(() => {
      history.replaceState(null, "", location.pathname + location.search + writeState(this.state));
    }, QUIET);
  }

  private restore(): void {
    this.show(this.stateHere());
  }

  private show(asked: State): void {
    const text = this.text(asked.query);
    const found = matches(this.directory, asked, text);
    // A list may have become shorter since its address was written.
    const state = { ...asked, page: Math.min(asked.page, lastPage(found.count)) };
    this.state = state;
    const { query, sort } = this.parts;
    if (query.value.trim() !== state.query.trim()) query.value = state.query;
    if (sort.value !== state.sort) sort.value = state.sort;
    this.facets.update(state, found);
    this.showChips(state);
    this.showCards(state, found);
    this.showPages(state, found.count);
    this.showSuggestions(state, text, found.count);
    this.say(found.count, state);
  }

  /** Who fits what was typed; the rest of the profiles is searched meanwhile. */
  private text(query: string): Bits | null {
    const text = this.texts.find(query);
    if (text === null) return null;
    if (this.saying?.query === query) or(text, this.saying.bits);
    else {
      clearTimeout(this.asked);
      this.asked = window.setTimeout(() => void this.searchBios(query), QUIET);
    }
    return text;
  }

  private async searchBios(query: string): Promise<void> {
    this.bios ??= openBios(document, this.directory).catch(() => null);
    const bits = await (await this.bios)?.(query, () => this.state.query === query);
    if (this.state.query !== query) return;
    this.saying = { query, bits: bits ?? none(this.directory.count) };
    const known = this.texts.find(query)!;
    const before = size(known);
    or(known, this.saying.bits);
    if (size(known) > before) this.redraw();
  }

  /** Show the same state anew, under the hands of somebody who may have moved on meanwhile. */
  private redraw(): void {
    const focused = document.activeElement;
    this.show(this.state);
    if (!(focused instanceof HTMLElement) || focused === document.activeElement) return;
    const state = focused.dataset["state"];
    const again = state === undefined ? null : this.root.querySelector<HTMLElement>(`[data-state="${CSS.escape(state)}"]`);
    (focused.isConnected ? focused : again)?.focus({ preventScroll: true });
  }

  private say(count: number, state: State): void {
    const key = isFiltered(state) ? "found" : state.sort === "fair" ? "everybody" : "listed";
    const text = this.strings.counted(key, count);
    this.parts.count.textContent = text;
    this.announce(text);
  }

  private showCards(state: State, { bits }: Matches): void {
    const places = onPage(this.orders.of(state.sort), bits, state.page, ON_A_PAGE);
    this.parts.list.replaceChildren(...places.map((place) => this.cards.make(this.directory.card(place))));
  }

  /** One button for each choice, to take it back, and one for all. */
  private showChips(state: State): void {
    const chips = [...state.chosen].flatMap(([key, ids]) =>
      [...ids].map((id) => {
        const label = this.directory.facet(key)?.byId.get(id)?.label ?? id;
        return this.chip(label, toggled(state, key, id), this.strings.text("remove", { label }));
      }),
    );
    if (isFiltered(state)) chips.push(this.chip(this.strings.text("clear"), cleared(state), ""));
    this.parts.chips.replaceChildren(...chips);
    this.parts.chips.hidden = chips.length === 0;
  }

  private chip(text: string, state: State, name: string): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = name === "" ? "chip chip--clear" : "chip";
    button.dataset["state"] = writeState(state);
    button.textContent = text;
    if (name !== "") button.setAttribute("aria-label", name);
    item.append(button);
    return item;
  }

  private showPages(state: State, count: number): void {
    const last = lastPage(count);
    const { pages } = this.parts;
    pages.hidden = last === 1;
    if (last === 1) return pages.replaceChildren();
    const list = document.createElement("ul");
    if (state.page > 1) list.append(this.pageLink(this.strings.text("previous"), state, state.page - 1));
    const here = document.createElement("li");
    here.textContent = this.strings.text("page", { page: String(state.page), last: String(last) });
    list.append(here);
    if (state.page < last) list.append(this.pageLink(this.strings.text("next"), state, state.page + 1));
    pages.replaceChildren(list);
  }

  private pageLink(text: string, state: State, page: number): HTMLElement {
    return this.link(text, { ...state, page });
  }

  private link(text: string, state: State, more = ""): HTMLElement {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const fragment = writeState(state);
    link.href = fragment === "" ? location.pathname : fragment;
    link.dataset["state"] = fragment;
    link.textContent = text;
    item.append(link, more);
    return item;
  }

  private showSuggestions(state: State, text: Bits | null, count: number): void {
    const offered = suggestions(this.directory, state, text, count);
    const { suggestions: place } = this.parts;
    place.hidden = offered.length === 0 && count > 0;
    if (place.hidden) return place.replaceChildren();
    const heading = document.createElement("h3");
    heading.textContent = this.strings.text(offered.length === 0 ? "nobody" : count === 0 ? "none" : "few");
    if (offered.length === 0) return place.replaceChildren(heading);
    const list = document.createElement("ul");
    list.className = "choices";
    list.append(...offered.map((each) => this.suggestion(each)));
    place.replaceChildren(heading, list);
  }

  private suggestion({ kind, label, note, count, state }: Suggestion): HTMLElement {
    const said = this.strings.text(`try.${kind}`, { label });
    const number = ` ${this.strings.counted("people", count)}`;
    return this.link(said, state, note === "" ? number : `${number} · ${note}`);
  }
}

function lastPage(count: number): number {
  return Math.max(1, Math.ceil(count / ON_A_PAGE));
}

function partsOf(root: HTMLElement): Parts {
  return {
    form: part(root, "form"),
    query: part(root, "[data-directory-query]"),
    sort: part(root, "[data-directory-sort]"),
    filters: part(root, "[data-directory-filters]"),
    facets: part(root, "[data-directory-facets]"),
    count: part(root, "[data-directory-count]"),
    status: part(root, "[data-directory-status]"),
    chips: part(root, "[data-directory-chips]"),
    list: part(root, "[data-directory-cards]"),
    pages: part(root, "[data-directory-pages]"),
    suggestions: part(root, "[data-directory-suggestions]"),
    card: part(root, "template[data-directory-card]"),
  };
}

function part<E extends Element>(within: Element, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`the directory needs ${selector}`);
  return found;
}
