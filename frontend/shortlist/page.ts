// The shortlist's page: who is kept, a table that compares up to four, and a link that shares the list.

import { announcer } from "../announcer";
import type { Directory } from "../directory/data";
import { readFragment, writeFragment } from "../fragment";
import type { Strings } from "../strings";
import { SIDE_BY_SIDE, tableOf } from "./compare";
import { change, kept, MOST, onChange, type Kept } from "./store";

/** The ids that a shared link holds; null where the page shows this device's own list. */
export function shared(hash: string): readonly string[] | null {
  const ids = readFragment(hash).get("ids");
  return ids === null ? null : [...new Set(ids.split(".").filter((id) => /^[a-z0-9-]{1,100}$/.test(id)))].slice(0, MOST);
}

/** The fragment that shares a list. */
export function fragmentOf(ids: readonly string[]): string {
  return writeFragment({ ids: ids.join(".") });
}

export class ShortlistPage {
  private readonly say: (text: string) => void;
  /** Those to compare, by id; null for the first few. */
  private chosen: ReadonlySet<string> | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly directory: Directory,
    private readonly strings: Strings,
  ) {
    this.say = announcer(this.part("status"));
    root.addEventListener("change", (event) => this.onCheck(event));
    root.addEventListener("click", (event) => this.onClick(event));
    addEventListener("popstate", () => this.show());
    onChange(() => this.show());
    this.show();
  }

  private get list(): readonly Kept[] {
    const ids = shared(location.hash);
    if (ids === null) return kept();
    return ids.map((id) => ({ id, name: this.nameOf(id) ?? id }));
  }

  private nameOf(id: string): string | undefined {
    const place = this.directory.placeOf(id);
    return place === undefined ? undefined : this.directory.card(place).name;
  }

  private part<E extends HTMLElement>(name: string): E {
    const found = this.root.querySelector<E>(`[data-shortlist-${name}]`);
    if (!found) throw new Error(`the shortlist needs ${name}`);
    return found;
  }

  private show(): void {
    const { list } = this;
    const isShared = shared(location.hash) !== null;
    this.part("empty").hidden = list.length > 0;
    this.part("full").hidden = list.length === 0;
    this.part("shared").hidden = !isShared;
    // Nobody lets others go from a list that somebody else made.
    this.part("own").hidden = isShared;
    this.part<HTMLInputElement>("address").value =
      location.origin + location.pathname + fragmentOf(list.map(({ id }) => id));
    this.part("list").replaceChildren(...list.map((one) => this.rowOf(one, isShared)));
    this.showTable();
  }

  private get compared(): readonly string[] {
    const listed = this.list.map(({ id }) => id).filter((id) => this.directory.placeOf(id) !== undefined);
    return listed.filter((id) => this.chosen?.has(id) ?? true).slice(0, SIDE_BY_SIDE);
  }

  private showTable(): void {
    const { compared } = this;
    const places = compared.map((id) => this.directory.placeOf(id)!);
    this.part("table").replaceChildren(...(places.length > 0 ? [tableOf(this.directory, places, this.strings)] : []));
    for (const box of this.root.querySelectorAll<HTMLInputElement>("[data-compare]")) {
      box.checked = compared.includes(box.value);
      box.disabled = !box.checked && compared.length === SIDE_BY_SIDE;
    }
  }

  private rowOf(one: Kept, isShared: boolean): HTMLElement {
    const row = document.createElement("li");
    const place = this.directory.placeOf(one.id);
    if (place === undefined) row.append(this.gone(one));
    else row.append(this.choice(one, this.directory.card(place).name));
    if (!isShared) row.append(this.remover(one));
    return row;
  }

  /** One who has left since. */
  private gone({ name }: Kept): HTMLElement {
    const text = document.createElement("p");
    text.textContent = this.strings.text("gone", { name });
    return text;
  }

  private choice({ id }: Kept, name: string): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = id;
    box.dataset["compare"] = "";
    const text = document.createElement("span");
    text.textContent = this.strings.text("compare-one", { name });
    label.append(box, text);
    return label;
  }

  private remover({ id, name }: Kept): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.dataset["let"] = id;
    button.textContent = this.strings.text("let-go");
    button.setAttribute("aria-label", this.strings.text("let-go-of", { name }));
    return button;
  }

  private onCheck(event: Event): void {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset["compare"] === undefined) return;
    const chosen = new Set(this.compared);
    if (box.checked) chosen.add(box.value);
    else chosen.delete(box.value);
    this.chosen = chosen;
    this.showTable();
  }

  private onClick(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!button) return;
    const { let: id, do: wanted } = button.dataset;
    if (id !== undefined) this.letGo(id);
    else if (wanted === "copy") void this.copy();
    else if (wanted === "print") print();
    else if (wanted === "clear") this.clear();
    else if (wanted === "keep") this.keep();
  }

  private letGo(id: string): void {
    const at = kept().findIndex((each) => each.id === id);
    change((list) => list.filter((each) => each.id !== id));
    this.shownAnew();
    // The keyboard stays where it was: at the one who took this place in the list.
    const others = this.part("list").querySelectorAll<HTMLElement>("[data-let]");
    (others[Math.min(at, others.length - 1)] ?? this.title).focus();
  }

  private clear(): void {
    change(() => []);
    this.shownAnew();
    this.title.focus();
  }

  /** Keep a shared list on this device, after what is kept already. */
  private keep(): void {
    const { list } = this;
    change((own) => [...own, ...list.filter(({ id }) => !own.some((each) => each.id === id))].slice(0, MOST));
    history.pushState(null, "", location.pathname + location.search);
    this.shownAnew();
    this.part("heading").focus();
  }

  private shownAnew(): void {
    this.show();
    this.say(this.strings.counted("kept", kept().length));
  }

  /** The page's heading, which is there whatever the list holds. */
  private get title(): HTMLElement {
    return document.querySelector<HTMLElement>("[data-shortlist-title]")!;
  }

  private async copy(): Promise<void> {
    const address = this.part<HTMLInputElement>("address");
    try {
      await navigator.clipboard.writeText(address.value);
      this.say(this.strings.text("copied"));
    } catch {
      address.select();
      this.say(this.strings.text("copy-by-hand"));
    }
  }
}
