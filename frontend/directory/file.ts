// The directory's file, opened.

import { Strings } from "../strings";
import { Directory, type RawDirectory } from "./data";

interface DirectoryFile {
  readonly words: Readonly<Record<string, string>>;
  readonly directory: RawDirectory;
}

/** The directory in an answer, and the words to show it in. Throws where it is none. */
export async function openDirectory(response: Response): Promise<{ directory: Directory; strings: Strings }> {
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  const file = (await response.json()) as DirectoryFile;
  const strings = new Strings(new Map(Object.entries(file.words)), document.documentElement.lang || "en");
  return { directory: new Directory(file.directory), strings };
}
