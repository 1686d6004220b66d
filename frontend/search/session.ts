// What both search boxes share: the engine, fetched once at the first letter, and the words to show its answers in.

import { loadEngine, type Engine } from "./engine";
import type { Asked } from "./reading";
import { stringsFrom, stringsOf } from "../strings";
import type { Showing } from "./view";

export interface Session {
  /** In the page's own few words until the engine is here. */
  readonly showing: Showing;
  /** The engine if it is here already. */
  readonly engine: Engine | null;
  /** The engine when it is here; asks for it at the first call, and again after a failure. */
  load(): Promise<Engine>;
  /** Resolves when all words are here; rejects when they cannot be had. */
  worded(): Promise<void>;
  /** Give up an engine that lacks a file: the site may have been published anew since it was loaded. */
  forget(): void;
}

/**
 * A session from the header's form, which says where the files are; null on a page without one. `asked` is what was
 * asked for before this code was here.
 */
export function openSession(page: Document, asked?: Asked): Session | null {
  const form = page.querySelector<HTMLElement>("form[data-search]");
  const { base, manifest } = form?.dataset ?? {};
  if (!form || base === undefined || manifest === undefined) return null;
  let showing: Showing = { base: new URL(base, page.baseURI), strings: stringsOf(form), ways: [] };
  let engine: Engine | null = null;
  let loading: Promise<Engine> | null = null;
  let wording: Promise<void> = Promise.resolve();
  return {
    get showing() {
      return showing;
    },
    get engine() {
      return engine;
    },
    load() {
      loading ??= loadEngine(new URL(manifest, page.baseURI).href, asked).then(
        (loaded) => {
          wording = loaded.wording.then(({ words, ways }) => {
            showing = { ...showing, strings: stringsFrom(words, form), ways };
          });
          wording.catch(() => undefined); // told where it is waited for
          setTimeout(() => showing.strings.learnToCount()); // while the files of the query are on their way
          return (engine = loaded.engine);
        },
        (failure: unknown) => {
          loading = null;
          throw failure;
        },
      );
      asked = undefined; // what came of it is known by the next time
      return loading;
    },
    worded: () => wording,
    forget() {
      engine = loading = null;
    },
  };
}

/** Only the newest of several questions is still asked: an answer that comes late must not take a newer one's place. */
export class Turns {
  private newest = 0;

  /** Begin a turn, which ends the one before; what is given back says whether it is the newest still. */
  next(): () => boolean {
    const turn = ++this.newest;
    return () => turn === this.newest;
  }
}
