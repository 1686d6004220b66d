// The search bundle: brings the header's box and the search page to life. Loaded at the first use of either.

import { HeaderSearch } from "./header";
import { SearchPage } from "./page";
import type { Asked } from "./reading";
import { openSession } from "./session";

export { openSession };

/** Wire whatever search there is on this page. `asked` was asked for with this code. */
export function start(asked: Asked): void {
  const session = openSession(document, asked);
  if (!session) return;
  const form = document.querySelector<HTMLFormElement>("form[data-search]");
  const page = document.querySelector<HTMLElement>("[data-search-page]");
  if (form) new HeaderSearch(form, session);
  if (page) new SearchPage(page, session);
}
