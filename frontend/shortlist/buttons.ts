// The buttons that keep a therapist, on cards and profiles, and the link to the list beside them.

import { isKept, kept, onChange, toggle } from "./store";

/** Bring the buttons inside a part of the page up to date. */
export function refresh(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLElement>("[data-keep]")) {
    button.setAttribute("aria-pressed", String(isKept(button.dataset["keep"] ?? "")));
  }
}

/** Show how many are kept wherever the page says so, and the way there once there are any. */
function showCount(): void {
  const count = kept().length;
  for (const link of document.querySelectorAll<HTMLElement>("[data-shortlist-link]")) {
    link.hidden = count === 0;
    const number = link.querySelector("[data-shortlist-count]");
    if (number) number.textContent = String(count);
  }
}

/** Wire all buttons that are here, and those that come later. */
export function wireButtons(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-keep]") : null;
    if (!button) return;
    const { keep: id = "", name = "" } = button.dataset;
    toggle({ id, name });
    refresh(document);
    showCount();
  });
  onChange(() => {
    refresh(document);
    showCount();
  });
  refresh(document);
  showCount();
}
