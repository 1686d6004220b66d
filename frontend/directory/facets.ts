// The filters as a form: a group of checkboxes for each facet, with a count at each choice.

import type { Strings } from "../strings";
import { size } from "./bits";
import type { Directory, Facet, Trait } from "./data";
import type { Matches } from "./filter";
import type { State } from "./state";

/** How many choices of a facet are in sight before somebody asks for all. */
const IN_SIGHT = 8;

interface Choice {
  readonly trait: Trait;
  readonly row: HTMLElement;
  readonly box: HTMLInputElement;
  readonly count: HTMLElement;
  /** How many it would find, and the number that its row shows. */
  found: number;
  shown: number;
}

class Group {
  readonly element: HTMLFieldSetElement;
  private readonly choices: readonly Choice[];
  /** The most frequent first. */
  private readonly ranked: readonly Choice[];
  private readonly more: HTMLButtonElement | null;
  private whole = false;

  constructor(
    readonly facet: Facet,
    private readonly strings: Strings,
  ) {
    this.choices = facet.traits.map((trait) => choiceOf(facet, trait));
    const held = new Map(this.choices.map((choice) => [choice, size(choice.trait.bits)]));
    this.ranked = [...this.choices].sort((one, other) => held.get(other)! - held.get(one)!);
    this.element = document.createElement("fieldset");
    this.element.className = "facet";
    const legend = document.createElement("legend");
    legend.textContent = facet.title;
    const list = document.createElement("ul");
    list.append(...this.choices.map(({ row }) => row));
    this.element.append(legend, list);
    this.more = facet.traits.length > IN_SIGHT ? this.moreButton() : null;
    if (this.more) this.element.append(this.more);
  }

  private moreButton(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "facet__more";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      this.whole = !this.whole;
      button.setAttribute("aria-expanded", String(this.whole));
      this.settle();
    });
    return button;
  }

  /** Bring checks and counts up to date. */
  update(chosen: ReadonlySet<string>, counts: Uint32Array, parents: ReadonlySet<string>): void {
    this.choices.forEach((choice, at) => {
      const { trait, box, row } = choice;
      const count = counts[at]!;
      choice.found = count;
      const checked = chosen.has(trait.id);
      if (box.checked !== checked) box.checked = checked;
      const useless = count === 0 && !checked;
      // A box that is being used stays usable, or the keyboard would lose its place.
      const disabled = useless && document.activeElement !== box;
      if (box.disabled !== disabled) box.disabled = disabled;
      row.classList.toggle("facet__choice--none", useless);
    });
    this.parents = parents;
    this.settle();
  }

  private parents: ReadonlySet<string> = new Set();

  private belongs({ parent }: Trait): boolean {
    return this.parents.size === 0 || parent === "" || this.parents.has(parent);
  }

  /** Show the choices that belong here: those of the chosen parents, and of many the most frequent. */
  private settle(): void {
    const open = this.choices.filter((choice) => isInUse(choice) || this.belongs(choice.trait));
    const frequent = this.ranked.filter(({ trait }) => this.belongs(trait)).slice(0, IN_SIGHT);
    const sight = new Set(this.whole ? open : [...open.filter(isInUse), ...frequent]);
    for (const choice of this.choices) {
      const hidden = !sight.has(choice);
      if (choice.row.hidden !== hidden) choice.row.hidden = hidden;
      // Of hundreds of cities a few are in sight, and only those need their number written.
      if (!hidden && choice.shown !== choice.found) {
        choice.count.textContent = written(choice.found);
        choice.shown = choice.found;
      }
    }
    if (!this.more) return;
    this.more.hidden = open.length <= IN_SIGHT;
    const text = this.whole ? this.strings.text("fewer") : this.strings.counted("all", open.length);
    if (this.more.textContent !== text) this.more.textContent = text;
  }
}

let format: Intl.NumberFormat | null = null;

function written(count: number): string {
  format ??= new Intl.NumberFormat(document.documentElement.lang);
  return format.format(count);
}

/** Whether somebody chose it, or is at it with the keyboard, which would lose its place. */
function isInUse({ box }: Choice): boolean {
  return box.checked || document.activeElement === box;
}

function choiceOf(facet: Facet, trait: Trait): Choice {
  const row = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = facet.key;
  box.value = trait.id;
  const name = document.createElement("span");
  name.className = "facet__name";
  name.textContent = trait.label;
  const count = document.createElement("span");
  count.className = "facet__count";
  label.append(box, name, count);
  row.append(label);
  return { trait, row, box, count, found: 0, shown: -1 };
}

/** All facets. */
export class Facets {
  private readonly groups: readonly Group[];

  constructor(root: HTMLElement, directory: Directory, strings: Strings) {
    this.groups = directory.facets.filter(({ traits }) => traits.length > 0).map((facet) => new Group(facet, strings));
    root.replaceChildren(...this.groups.map(({ element }) => element));
  }

  update(state: State, { counts }: Matches): void {
    const provinces = state.chosen.get("province") ?? new Set<string>();
    for (const group of this.groups) {
      const { key } = group.facet;
      const parents = key === "city" ? provinces : new Set<string>();
      group.update(state.chosen.get(key) ?? new Set(), counts.get(key)!, parents);
    }
  }
}
