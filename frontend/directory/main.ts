// The directory's bundle: fetches its data once and brings the filters to life. Without it the list stays as it is.

import { fetchDirectory } from "./file";
import { DirectoryPage } from "./page";

/** Wire the directory of this page, and take its list that needs no script away. Throws where it cannot be had. */
export async function start(root: HTMLElement): Promise<void> {
  const { directory, strings } = await fetchDirectory(root.dataset["directory"] ?? "");
  new DirectoryPage(root, directory, strings);
  root.hidden = false;
  for (const element of document.querySelectorAll<HTMLElement>("[data-directory-list]")) element.hidden = true;
}
