// Fetches the files of the index and refuses those that are not what their names say. It knows nothing of what they hold.

import type { Read } from "./shelf";

/** What was asked for before the code of search was here: the manifest, and the file that every query takes. */
export interface Asked {
  readonly manifest: Promise<Response>;
  /** Known as soon as the beginning of the manifest is here; null if that names none. */
  readonly file: Promise<AskedFile | null>;
}

export interface AskedFile {
  readonly name: string;
  readonly answer: Promise<Response>;
}

/** The manifest as it is now. Rejects when it cannot be had. */
export async function readManifest(url: string, answer = fetch(url, { cache: "no-cache" })): Promise<unknown> {
  return parsed(await contentOf(await answer));
}

/** Reads the files that stand beside a manifest. One of them may be asked for already. */
export function readerBeside(manifestUrl: string, asked: AskedFile | null): Read {
  const early = new Map(asked ? [[asked.name, asked.answer]] : []);
  return async (name) => {
    const { href } = new URL(name, manifestUrl);
    const answer = early.get(name) ?? fetch(href);
    early.delete(name); // a body can be read once
    const content = await contentOf(await answer);
    if (await isNamed(name, content)) return parsed(content);
    // A cache may have kept what the host said before the file was there.
    const fresh = await contentOf(await fetch(href, { cache: "reload" }));
    if (await isNamed(name, fresh)) return parsed(fresh);
    throw new Error(`${name} has the content of another file`);
  };
}

async function contentOf(response: Response): Promise<ArrayBuffer> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.arrayBuffer();
}

function parsed(content: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(content));
}

const STAMP = /(\w{12})\.json$/;

/**
 * Whether a name ends in the digest of the content, as it has to: with the content of another build, words would find
 * documents that do not hold them, and nothing would tell. Where a page is not served securely, browsers cannot check.
 */
async function isNamed(name: string, content: ArrayBuffer): Promise<boolean> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) return true;
  const digest = new Uint8Array(await subtle.digest("SHA-256", content));
  const stamp = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return stamp.startsWith(STAMP.exec(name)?.[1] as string);
}
