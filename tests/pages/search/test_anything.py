"""Whatever is typed or pasted, the box and the language of lunr.js have an answer to it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.pages.search.conftest import RunNode
from tests.pages.search.corpus import annoying_texts, as_text, documents, files_of, vocabulary

WORDS = vocabulary(5, 1_500)
SIGNS = [*"*~^:+-\\ \t\n\"'()/", "~1", "~2", "~9", "^2", "^0", "title:", "body:", "nowhere:", " -", " +", "**"]
NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "_index", "prototype", "then"]

ANYTHING = """
import { ask } from "./frontend/search/asking.ts";
import { Engine } from "./frontend/search/engine.ts";
import { stretches } from "./frontend/search/highlight.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
async function answer({ files, texts }: { files: Record<string, string>; texts: string[] }) {
  const read = async (name: string): Promise<unknown> => JSON.parse(files[name] as string);
  const shelf = await Shelf.open((await read("manifest.json")) as Manifest, read);
  const engine = new Engine(shelf);
  const told = { thrown: [] as string[], longest: 0, found: 0, hits: 0, refused: [] as string[] };
  for (const text of texts) {
    const begun = process.cpuUsage();
    try {
      const answer = await engine.answer(text);
      const results = (await answer?.results(answer.found.slice(0, 3))) ?? [];
      for (const shown of [text, ...results.map(({ title }) => title)]) {
        const parts = stretches(shown, answer?.needs ?? [], shelf.analyser);
        if (parts.map((part) => part.text).join("") !== shown) throw new Error("the marks change the text");
      }
      told.found += results.length > 0 ? 1 : 0;
      const outcome = await ask(text, engine.shelf);
      if (outcome && "refused" in outcome) told.refused.push(outcome.refused);
      else told.hits += outcome && outcome.hits.length > 0 ? 1 : 0;
    } catch (error) {
      told.thrown.push(`${JSON.stringify(text).slice(0, 200)}: ${error}`);
    }
    const { user, system } = process.cpuUsage(begun);
    told.longest = Math.max(told.longest, (user + system) / 1000);
  }
  return told;
}
"""


def _texts(seed: int, number: int) -> list[str]:
    chance = random.Random(seed)

    def of_any_characters() -> str:
        # Half of a pair, too: a browser may cut one in two at a box's maxlength.
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 20)))

    def of_one_block() -> str:
        start = chance.randrange(0, 0x3000, 0x80)
        return "".join(chr(start + chance.randrange(0x80)) for _ in range(chance.randint(1, 20)))

    def of_words_and_signs() -> str:
        return "".join(chance.choice(chance.choice([SIGNS, WORDS])) for _ in range(chance.randint(1, 12)))

    def of_names() -> str:
        return "".join(chance.choice(chance.choice([SIGNS, NAMES])) for _ in range(chance.randint(1, 6)))

    def very_long() -> str:
        return chance.choice([of_any_characters, of_words_and_signs, of_names])() * chance.randint(100, 2_000)

    makers = [of_any_characters, of_one_block, of_words_and_signs, of_words_and_signs, of_names]
    texts = [chance.choice(makers)() for _ in range(number)]
    return [*texts[: -number // 50], *(very_long() for _ in range(number // 50))]


@pytest.mark.parametrize("whole", [0, 150], ids=["shards", "one file"])
def test_no_text_is_too_strange(run_node: RunNode, whole: int) -> None:
    files = as_text(files_of(documents(5, 150, WORDS), whole=whole))
    texts = [*_texts(whole, 4_500), *annoying_texts(whole, 500)]
    told: dict[str, Any] = run_node(ANYTHING, {"files": files, "texts": texts})
    assert (len(texts), told["thrown"][:5]) == (5_000, [])
    assert min(told["found"], told["hits"]) > 300
    assert set(told["refused"]) == {"syntax", "too-wide"}
    assert told["longest"] < 2_000  # milliseconds of processor time; a twentieth of that on most machines
