// The directory's bundle: opens its file and brings the filters to life. Without it the list stays as it is.

import { openDirectory } from "./file";
import { DirectoryPage } from "./page";

/** Wire the directory of this page, and take its list that needs no script away. Throws where the file cannot be had. */
export async function start(root: HTMLElement, file: Response): Promise<void> {
  const { directory, strings } = await openDirectory(file);
  const named = location.hash.slice(1);
  const page = new DirectoryPage(root, directory, strings);
  root.hidden = false;
  const list = document.querySelector<HTMLElement>("[data-directory-list]");
  const wasThere = list?.contains(document.activeElement) ?? false;
  if (list) list.hidden = true;
  page.goTo(named);
  // Whoever was in the list that goes is not thrown back to the top of the page.
  if (wasThere) root.querySelector<HTMLElement>("[data-directory-count]")?.focus({ preventScroll: true });
}
