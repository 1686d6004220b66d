// The search bundle: brings the header's box and the search page to life. Loaded at the first use of either.

import { HeaderSearch } from "./header";
import { SearchPage } from "./page";
import { openSession } from "./session";

export { openSession };

/** Wire whatever search there is on this page. `manifest` was asked for with this code. */
export function start(manifest: Promise<Response>): void {
  const session = openSession(document, manifest);
  if (!session) return;
  const form = document.querySelector<HTMLFormElement>("form[data-search]");
  const page = document.querySelector<HTMLElement>("[data-search-page]");
  if (form) new HeaderSearch(form, session);
  if (page) new SearchPage(page, session);
}
