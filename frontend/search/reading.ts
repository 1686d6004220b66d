// Fetches the files of the index and refuses those that are not what their names say. It knows nothing of what they hold.

import type { Read } from "./shelf";

/** The manifest as it is now. Rejects when it cannot be had. */
export async function readManifest(url: string): Promise<unknown> {
  return parsed(await fetched(url, "no-cache"));
}

/** Reads the files that stand beside a manifest. */
export function readerBeside(manifestUrl: string): Read {
  return async (name) => {
    const content = await fetched(new URL(name, manifestUrl).href, "default");
    await requireStamp(name, content);
    return parsed(content);
  };
}

async function fetched(url: string, cache: RequestCache): Promise<ArrayBuffer> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

function parsed(content: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(content));
}

const STAMP = /(\w{12})\.json$/;

/**
 * A name ends in the digest of its content. With the content of another build, words would find documents that do not
 * hold them, and nothing would tell. Where a page is not served securely, browsers lack the means to check.
 */
async function requireStamp(name: string, content: ArrayBuffer): Promise<void> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", content));
  const stamp = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!stamp.startsWith(STAMP.exec(name)?.[1] as string)) throw new Error(`${name} has the content of another file`);
}
