// The directory's bundle: opens its file and brings the filters to life. Without it the list stays as it is.

import { openDirectory } from "./file";
import { DirectoryPage } from "./page";

/** Wire the directory of this page, and take its list that needs no script away. Throws where the file cannot be had. */
export async function start(root: HTMLElement, file: Response): Promise<void> {
  const { directory, strings } = await openDirectory(file);
  new DirectoryPage(root, directory, strings);
  root.hidden = false;
  for (const element of document.querySelectorAll<HTMLElement>("[data-directory-list]")) element.hidden = true;
}
