// The buttons that keep a therapist, on cards and profiles, and the link to the list beside them.

import { isKept, kept, onChange, toggle } from "./store";

/** Bring every button up to date; show how many are kept wherever the page says so, and the way there once there are any. */
function refresh(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-keep]")) {
    button.setAttribute("aria-pressed", String(isKept(button.dataset["keep"] ?? "")));
  }
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
    refresh();
  });
  onChange(refresh);
  refresh();
}
