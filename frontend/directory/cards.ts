// Cards, made from the page's own template. Whatever comes from the data goes in as text, never as markup.

import { isKept } from "../shortlist/store";
import type { Card } from "./data";

/** What of a card a place in the template can show. */
type Slot = "title" | "summary" | "where" | "formats" | "fee" | "roomLabel" | "licence" | "initials";

/** So many cards are kept for when they are shown again: a filter that is taken back brings most of them. */
const MOST_KEPT = 240;

/** Makes the elements of cards. */
export class CardMaker {
  private readonly made = new Map<string, HTMLElement>();
  /** The template without the rows that cards of one form lack: to copy rows and take them away again takes longest. */
  private readonly forms = new Map<string, HTMLElement>();

  constructor(private readonly template: HTMLTemplateElement) {}

  make(card: Card): HTMLElement {
    const row = this.made.get(card.id) ?? this.fresh(card);
    // It may have been kept, or let go, since it was last shown.
    row.querySelector("[data-keep]")?.setAttribute("aria-pressed", String(isKept(card.id)));
    return row;
  }

  private fresh(card: Card): HTMLElement {
    const row = this.formOf(card).cloneNode(true) as HTMLElement;
    const link = row.querySelector<HTMLAnchorElement>("[data-name]")!;
    link.textContent = card.name;
    link.href = card.url;
    for (const slot of row.querySelectorAll<HTMLElement>("[data-slot]")) {
      slot.textContent = card[slot.dataset["slot"] as Slot];
    }
    showFace(row, card);
    nameButton(row, card);
    if (this.made.size >= MOST_KEPT) this.made.clear();
    this.made.set(card.id, row);
    return row;
  }

  private formOf(card: Card): HTMLElement {
    const rows = rowsOf(card);
    const name = rows.join(" ");
    let form = this.forms.get(name);
    if (!form) {
      form = (this.template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
      for (const row of form.querySelectorAll("[data-row]")) {
        if (!rows.includes(row.getAttribute("data-row")!)) row.remove();
      }
      this.forms.set(name, form);
    }
    return form;
  }
}

/** The names of the rows that a card has, of those that not every card has. */
function rowsOf({ where, fee, room, licenceState, sample, video, photo, webp }: Card): string[] {
  return [
    where === "" ? "" : "where",
    fee === "" ? "" : "fee",
    `room-${room}`,
    sample ? "sample" : `licence-${licenceState}`,
    video ? "video" : "",
    photo === "" ? "face" : "photo",
    webp === "" ? "" : "webp",
  ];
}

function showFace(row: HTMLElement, { photo, webp }: Card): void {
  const picture = row.querySelector("picture");
  picture?.querySelector("source")?.setAttribute("srcset", webp);
  const image = picture?.querySelector("img");
  if (image) image.src = photo;
}

function nameButton(row: HTMLElement, { id, name }: Card): void {
  const button = row.querySelector<HTMLElement>("[data-keep]");
  if (!button) return;
  button.dataset["keep"] = id;
  button.dataset["name"] = name;
  button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? "").replace("{name}", name));
  button.hidden = false;
}
