// The search page: a box, a list of links and a filter by kind, all of it restored from the fragment.

import { announcer } from "../announcer";
import type { Answer, Found } from "./engine";
import { readFragment, writeFragment } from "../fragment";
import { Turns, type Session } from "./session";
import { itemOf, part, remarkOn, showEmptyState, showText, summaryOf } from "./view";

const SHORTEST_QUERY = 2;
const PAGE = 20;

export class SearchPage {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly kinds: HTMLElement | null;
  private readonly more: HTMLElement | null;
  private readonly announce: (text: string) => void;
  private readonly turns = new Turns();
  private shown = PAGE;

  constructor(
    private readonly root: HTMLElement,
    private readonly session: Session,
  ) {
    this.input = part(root, "[data-search-input]");
    this.list = part(root, "[data-search-results]");
    this.kinds = root.querySelector("[data-search-kinds]");
    this.more = root.querySelector("[data-search-more]");
    this.announce = announcer(root.querySelector("[data-search-status]"));
    this.listen();
    // Letters typed before this code came are newer than the fragment.
    if (this.input.value !== "" && this.input === document.activeElement) this.onInput();
    else this.restore();
  }

  private listen(): void {
    this.input.addEventListener("input", () => this.onInput());
    this.root.querySelector("[data-search-page-form]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.onInput();
    });
    this.kinds?.addEventListener("change", () => {
      history.pushState(null, "", this.address());
      this.update();
    });
    this.more?.addEventListener("click", () => void this.attempt((asked) => this.showMore(asked)));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    addEventListener("popstate", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  private get query(): string {
    return this.input.value.trim();
  }

  private get kind(): string {
    return this.kinds?.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
  }

  private address(): string {
    return location.pathname + location.search + writeFragment({ q: this.query, kind: this.kind });
  }

  private restore(): void {
    const state = readFragment(location.hash);
    const query = state.get("q") ?? "";
    if (query !== this.query) this.input.value = query;
    this.choose(state.get("kind") ?? "");
    this.update();
  }

  private choose(kind: string): void {
    const radios = [...(this.kinds?.querySelectorAll<HTMLInputElement>("input") ?? [])];
    const chosen = radios.find((radio) => radio.value === kind) ?? radios.find((radio) => radio.value === "");
    if (chosen) chosen.checked = true;
  }

  private onInput(): void {
    this.update();
    history.replaceState(null, "", this.address()); // last: Safari refuses a hundred of these in half a minute
  }

  private update(): void {
    this.shown = PAGE;
    void this.attempt((asked) => this.seek(asked));
  }

  /** Do some work as long as nothing newer is asked. When a file for it cannot be had, say so. */
  private async attempt(work: (asked: () => boolean) => Promise<void>): Promise<void> {
    const asked = this.turns.next();
    try {
      await work(asked);
    } catch {
      this.session.forget();
      if (asked()) this.clear(this.session.showing.strings.text("failed"));
    }
  }

  private async seek(asked: () => boolean): Promise<void> {
    if (this.query === "") return this.clear("");
    if (this.session.engine === null) this.announce(this.session.showing.strings.text("loading"));
    const engine = this.session.engine ?? (await this.session.load());
    if (!asked()) return;
    this.announce(this.session.showing.strings.text("loading")); // said only if it takes long
    const short = this.query.length < SHORTEST_QUERY;
    const [answer] = await Promise.all([short ? null : engine.answer(this.input.value, asked), this.session.worded()]);
    if (!asked()) return;
    if (short || answer?.note === "too-short") return this.clear(this.session.showing.strings.text("too-short"));
    if (answer) await this.render(answer, asked);
  }

  private clear(said: string): void {
    this.list.replaceChildren();
    showText(this.root.querySelector("[data-search-note]"), "");
    showEmptyState(this.root.querySelector("[data-search-empty-slot]"), false, this.session.showing);
    if (this.kinds) this.kinds.hidden = true;
    if (this.more) this.more.hidden = true;
    this.announce(said);
  }

  private async render(answer: Answer, asked: () => boolean): Promise<void> {
    const found = this.ofKind(answer.found);
    const results = await answer.results(found.slice(0, this.shown));
    if (!asked()) return;
    const { strings } = this.session.showing;
    this.showKinds(answer.found);
    this.list.replaceChildren(...results.map((result) => itemOf(result, answer, this.session.showing)));
    showText(this.root.querySelector("[data-search-note]"), remarkOn(answer, this.query, strings));
    showEmptyState(this.root.querySelector("[data-search-empty-slot]"), found.length === 0, this.session.showing);
    if (this.more) this.more.hidden = found.length <= this.shown;
    this.announce(summaryOf(answer, this.query, found.length, strings));
  }

  private ofKind(found: readonly Found[]): readonly Found[] {
    return this.kind === "" ? found : found.filter((each) => each.kind === this.kind);
  }

  /** Show each kind with its count. The chosen one stays in sight even when it has nothing. */
  private showKinds(found: readonly Found[]): void {
    if (!this.kinds) return;
    for (const label of this.kinds.querySelectorAll<HTMLElement>("[data-search-kind]")) {
      const radio = label.querySelector("input");
      const { value } = radio ?? { value: "" };
      const count = value === "" ? found.length : found.filter((each) => each.kind === value).length;
      label.hidden = count === 0 && !radio?.checked;
      const shown = label.querySelector("[data-search-count]");
      if (shown) shown.textContent = `(${count})`;
    }
    this.kinds.hidden = found.length === 0;
  }

  private async showMore(asked: () => boolean): Promise<void> {
    const first = this.shown;
    this.shown += PAGE;
    await this.seek(asked);
    if (asked()) this.links[first]?.focus();
  }

  private get links(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>("a")];
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = this.targetOf(event.key, event.target);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  /** Where a key takes the focus from here; null where the key keeps its usual meaning. */
  private targetOf(key: string, from: EventTarget | null): HTMLElement | null {
    const { links } = this;
    if (from === this.input) return key === "ArrowDown" ? (links[0] ?? null) : null;
    const place = links.indexOf(from as HTMLAnchorElement);
    if (place < 0) return null;
    const steps: Readonly<Record<string, HTMLElement | undefined>> = {
      ArrowDown: links[place + 1],
      ArrowUp: links[place - 1] ?? this.input,
      Home: links[0],
      End: links.at(-1),
      Escape: this.input,
    };
    return steps[key] ?? null;
  }
}
