// Holds what is found in shards against what unmodified lunr.js finds in an index of all terms. Runs in Node and browsers.

import lunr from "lunr";

import { analyserFor } from "../../../frontend/search/analyser";
import { ask } from "../../../frontend/search/asking";
import type { Engine } from "../../../frontend/search/engine";

export { loadEngine } from "../../../frontend/search/engine";

/** How many documents a query found, and the answers where they differ, as text. */
export interface Verdict {
  readonly found: number;
  readonly difference: { readonly ours: string; readonly theirs: string } | null;
}

/**
 * A verdict for each query. Documents, scores, matched terms and fields are to be equal, and so is the order: that of
 * equal scores as well, which lunr.js leaves as it came upon them. `whole` is what `lunr.Index.load` takes.
 */
export async function verdicts(engine: Engine, whole: object, queries: readonly string[]): Promise<Verdict[]> {
  const index = loaded(whole);
  const found: Verdict[] = [];
  for (const query of queries) {
    const theirs = index.search(query).map(({ ref, score, matchData }) => [Number(ref), score, matchData.metadata]);
    found.push(verdictOn(await answered(engine, query), theirs));
  }
  return found;
}

/** The answer as rows, or why there is none, which equals no answer. */
async function answered(engine: Engine, query: string): Promise<unknown[]> {
  const outcome = await ask(query, engine.shelf);
  if (outcome === null || "refused" in outcome) return [outcome];
  return outcome.hits.map(({ number, score, matched }) => [number, score, matched]);
}

function verdictOn(our: unknown[], their: unknown[]): Verdict {
  const [ours, theirs] = [JSON.stringify(our), JSON.stringify(their)];
  return { found: their.length, difference: ours === theirs ? null : { ours: cut(ours), theirs: cut(theirs) } };
}

function cut(text: string): string {
  return text.slice(0, 300);
}

function loaded(whole: object): lunr.Index {
  const index = lunr.Index.load(whole);
  (index as unknown as { pipeline: lunr.Pipeline }).pipeline.add(analysed);
  return index;
}

const english = await analyserFor("en");
const analysed: lunr.PipelineFunction = (token) =>
  english.terms(token.toString()).map((term) => new lunr.Token(term, {}));
lunr.Pipeline.registerFunction(analysed, "analysed");
