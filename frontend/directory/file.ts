// The directory's file, fetched and opened.

import { Strings } from "../strings";
import { Directory, type RawDirectory } from "./data";

interface DirectoryFile {
  readonly words: Readonly<Record<string, string>>;
  readonly directory: RawDirectory;
}

/** The directory at an address, and the words to show it in. Throws where it cannot be had. */
export async function fetchDirectory(address: string): Promise<{ directory: Directory; strings: Strings }> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const file = (await response.json()) as DirectoryFile;
  const strings = new Strings(new Map(Object.entries(file.words)), document.documentElement.lang || "en");
  return { directory: new Directory(file.directory), strings };
}
