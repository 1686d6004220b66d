// The header's search box: a combobox over a list of results. It knows keys and focus, and nothing of searching.

import { announcer } from "../announcer";
import type { Answer, Engine, Result } from "./engine";
import { writeFragment } from "../fragment";
import { Turns, type Session } from "./session";
import { optionOf, part, remarkOn, showEmptyState, showText, summaryOf } from "./view";

const SHORTEST_QUERY = 2;
const MOST_OPTIONS = 8;
// Shorter waits than this go by without a word.
const PATIENCE = 250;

export class HeaderSearch {
  private readonly input: HTMLInputElement;
  private readonly panel: HTMLElement;
  private readonly list: HTMLElement;
  private readonly note: HTMLElement | null;
  private readonly all: HTMLAnchorElement | null;
  private readonly announce: (text: string) => void;
  private readonly turns = new Turns();
  private options: readonly HTMLAnchorElement[] = [];
  private active = -1;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly session: Session,
  ) {
    this.input = part(form, "[data-search-input]");
    this.panel = part(form, "[data-search-panel]");
    this.list = part(form, "[data-search-list]");
    this.note = form.querySelector("[data-search-note]");
    this.all = form.querySelector("[data-search-all]");
    this.announce = announcer(form.querySelector("[data-search-status]"));
    this.listen();
    if (this.input.value !== "") void this.update();
  }

  private listen(): void {
    this.input.addEventListener("input", () => void this.update());
    this.input.addEventListener("focus", () => void this.update());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("submit", () => this.close());
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget as Node | null)) this.close();
    });
    // Pressing the mouse in the panel must not take the focus from the box: losing it closes the panel.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.panel.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) this.close();
    });
  }

  private get query(): string {
    return this.input.value.trimStart();
  }

  private async update(): Promise<void> {
    if (this.query === "") return this.close();
    const asked = this.turns.next();
    try {
      const engine = this.session.engine ?? (await this.load());
      if (!asked()) return;
      const here = this.form.contains(document.activeElement);
      if (!here || this.query.trim().length < SHORTEST_QUERY) return this.close();
      await this.seek(engine, asked);
    } catch {
      this.session.forget();
      if (!asked()) return;
      this.showNoteOnly(this.session.showing.strings.text("failed"));
      this.announce(this.session.showing.strings.text("failed"));
    }
  }

  private load(): Promise<Engine> {
    if (this.query.trim().length >= SHORTEST_QUERY) this.showLoading();
    return this.session.load();
  }

  private async seek(engine: Engine, asked: () => boolean): Promise<void> {
    const waiting = setTimeout(() => asked() && this.panel.hidden && this.showLoading(), PATIENCE);
    try {
      const [answer] = await Promise.all([engine.answer(this.query, asked), this.session.worded()]);
      if (!answer || !asked()) return;
      const all = answer.results(answer.found.slice(0, MOST_OPTIONS));
      all.catch(() => undefined); // told below, where it is waited for
      const begun = await this.showBest(answer, all, asked);
      const results = await all;
      if (!asked()) return;
      // Who has gone to the best one meanwhile stays there.
      const active = begun ? this.active : -1;
      this.show(answer, results);
      if (active >= 0) this.activate(active);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Where nothing is shown yet, show the best result alone while the others are on their way; whether that was so. */
  private async showBest(answer: Answer, all: Promise<unknown>, asked: () => boolean): Promise<boolean> {
    if (this.options.length > 0) return false;
    const best = await answer.results(answer.found.slice(0, 1));
    const now = new Promise<null>((go) => setTimeout(go, 0, null));
    if (best.length === 0 || (await Promise.race([all, now])) !== null || !asked()) return false;
    this.showNoteOnly("");
    this.fill(this.optionsFor(answer, best));
    this.panel.hidden = false;
    return true;
  }

  private optionsFor(answer: Answer, results: readonly Result[]): HTMLAnchorElement[] {
    return results.map((result, number) =>
      optionOf(result, answer, `${this.list.id}-option-${number}`, this.session.showing),
    );
  }

  private showLoading(): void {
    this.showNoteOnly(this.session.showing.strings.text("loading"));
  }

  private showNoteOnly(text: string): void {
    this.fill([]);
    showText(this.note, text);
    showEmptyState(this.form.querySelector("[data-search-empty-slot]"), false, this.session.showing);
    if (this.all) this.all.hidden = true;
    this.panel.hidden = text === "";
  }

  private show(answer: Answer, results: readonly Result[]): void {
    if (answer.note === "too-short") return this.close();
    const { showing } = this.session;
    const { strings } = showing;
    const count = answer.found.length;
    const said = summaryOf(answer, this.query.trim(), count, strings);
    const remark = remarkOn(answer, this.query.trim(), strings);
    this.fill(this.optionsFor(answer, results));
    showText(this.note, count === 0 ? said : remark);
    showEmptyState(this.form.querySelector("[data-search-empty-slot]"), count === 0, showing);
    this.offerAll(count);
    this.panel.hidden = false;
    this.announce([said, remark].filter((text) => text !== "").join(" "));
  }

  private offerAll(count: number): void {
    if (!this.all) return;
    this.all.href = this.form.getAttribute("action") + writeFragment({ q: this.query.trim() });
    this.all.textContent = this.session.showing.strings.counted("see-all", count) || this.all.textContent;
    this.all.hidden = count === 0;
  }

  private fill(options: readonly HTMLAnchorElement[]): void {
    this.options = options;
    this.list.replaceChildren(...options);
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.activate(-1);
  }

  private close(): void {
    this.turns.next(); // an answer on its way would open the panel again
    this.fill([]);
    this.panel.hidden = true;
    this.announce("");
  }

  private activate(number: number): void {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (this.panel.hidden && event.key === "ArrowDown") void this.update().then(() => this.activate(0));
    else if (!this.answerKey(event.key)) return;
    event.preventDefault();
  }

  /** Act on a key; whether it meant something here. */
  private answerKey(key: string): boolean {
    const places = this.options.length + 1; // the box itself is one of them
    const chosen = this.options[this.active];
    if (key === "Escape" && !this.panel.hidden) this.close();
    else if (key === "ArrowDown" && places > 1) this.activate(((this.active + 2) % places) - 1);
    else if (key === "ArrowUp" && places > 1) this.activate(((this.active + 1 + places - 1) % places) - 1);
    else if (key === "Home" && chosen) this.activate(0);
    else if (key === "End" && chosen) this.activate(this.options.length - 1);
    else if (key === "Enter" && chosen) chosen.click();
    else return false;
    return true;
  }
}
