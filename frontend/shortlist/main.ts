// The shortlist's bundle: the buttons that keep somebody, and the page that compares who is kept.

import { openDirectory } from "../directory/file";
import { wireButtons } from "./buttons";
import { ShortlistPage } from "./page";

/** Wire whatever of the shortlist is on this page. */
export async function start(): Promise<void> {
  wireButtons();
  const root = document.querySelector<HTMLElement>("[data-shortlist]");
  if (!root) return;
  const { directory, strings } = await openDirectory(await fetch(root.dataset["shortlist"] ?? "", { cache: "no-cache" }));
  new ShortlistPage(root, directory, strings);
  root.hidden = false;
}
