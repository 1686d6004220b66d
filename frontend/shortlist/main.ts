// The shortlist's bundle: the buttons that keep somebody, and the page that compares who is kept.

import { fetchDirectory } from "../directory/file";
import { wireButtons } from "./buttons";
import { ShortlistPage } from "./page";

/** Wire whatever of the shortlist is on this page. */
export async function start(): Promise<void> {
  wireButtons();
  const root = document.querySelector<HTMLElement>("[data-shortlist]");
  if (!root) return;
  const { directory, strings } = await fetchDirectory(root.dataset["shortlist"] ?? "");
  new ShortlistPage(root, directory, strings);
  root.hidden = false;
}
