"""How each contestant is asked in a browser, and which of its files are what. Knows pages and scripts, and no times.

A script is a function of a query that tells when the first result was known and when the first eight were, both in
milliseconds since the query was submitted, with how many there are and the first title.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bench.search.results import LUNR, OURS, PAGEFIND, PAGEFIND_ALONE
from fingerpost.engine.assets import bundle

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 8
PARTS = ("code", "head", "index", "rows")
"""What the bytes are for: programs; what every query needs; what this one needs; what the results show."""

_PLAIN = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Search</title>{}</head><body></body></html>\n'
)
_ICON = '<link rel="icon" href="data:,">'

# The form takes the focus and the query at once, as when somebody pastes it: the code for it is asked for then. The
# best result may be shown before the others; once all are there, the way to the search page or to other pages is, too.
_OURS = """(query) => new Promise((resolve) => {
  const form = document.querySelector("form[data-search]");
  const input = form.querySelector("[data-search-input]");
  const list = form.querySelector("[data-search-list]");
  const empty = form.querySelector("[data-search-empty-slot]");
  const whole = form.querySelector("[data-search-all]");
  list.replaceChildren();
  whole.hidden = true;
  const started = performance.now();
  let first = 0;
  const watch = new MutationObserver(() => {
    if (first === 0 && (list.childElementCount > 0 || !empty.hidden)) first = performance.now() - started;
    if (whole.hidden && empty.hidden) return;
    watch.disconnect();
    const title = list.querySelector(".search-option__title")?.textContent ?? "";
    resolve({ first, all: performance.now() - started, found: list.childElementCount, title });
  });
  watch.observe(form, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden"] });
  input.value = query;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""

_PAGEFIND = """async (query) => {
  const started = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({ noWorker: NO_WORKER });
  const { results } = await pagefind.search(query);
  const coming = results.slice(0, SHOWN).map((result) => result.data());
  const title = (await coming[0])?.meta.title ?? "";
  const first = performance.now() - started;
  await Promise.all(coming);
  return { first, all: performance.now() - started, found: coming.length, title };
}""".replace("SHOWN", str(SHOWN))

# As sites with lunr.js commonly ask it: the word, what begins with it, and what comes near if there is neither.
_LUNR = """async (query) => {
  const started = performance.now();
  window.loaded ??= (async () => {
    const script = document.createElement("script");
    script.src = "/lunr/lunr.min.js";
    const here = new Promise((resolve) => (script.onload = resolve));
    document.head.append(script);
    const [told] = await Promise.all([fetch("/lunr/index.json").then((response) => response.json()), here]);
    return { index: lunr.Index.load(told.index), rows: told.rows };
  })();
  const { index, rows } = await window.loaded;
  const words = query.split(" ");
  let found = index.query((asked) => {
    for (const word of words) {
      asked.term(lunr.tokenizer(word), { boost: 10 });
      asked.term(word, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
    }
  });
  if (found.length === 0) {
    found = index.query((asked) => words.forEach((word) => asked.term(word, { editDistance: 1, usePipeline: false })));
  }
  const shown = found.slice(0, SHOWN).map(({ ref }) => rows[Number(ref)]);
  const all = performance.now() - started;
  return { first: all, all, found: shown.length, title: shown[0]?.[1] ?? "" };
}""".replace("SHOWN", str(SHOWN))


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name, the page to ask on, the function to ask with, and what a path is for: its first match counts."""

    name: str
    page: str
    script: str
    parts: tuple[tuple[str, str], ...]

    def part(self, path: str) -> str:
        """Which of PARTS a file belongs to."""
        return next((part for piece, part in self.parts if piece in path), "head")


_OF_PAGEFIND = ((".js", "code"), ("wasm.", "code"), ("/index/", "index"), ("/fragment/", "rows"))
CONTESTANTS = (
    Contestant(OURS, "ours/", _OURS, (("assets/", "code"), ("/s/", "index"), ("/v/", "index"), ("/d/", "rows"))),
    Contestant(PAGEFIND, "pagefind/", _PAGEFIND.replace("NO_WORKER", "false"), _OF_PAGEFIND),
    Contestant(PAGEFIND_ALONE, "pagefind/", _PAGEFIND.replace("NO_WORKER", "true"), _OF_PAGEFIND),
    Contestant(LUNR, "lunr/", _LUNR, (("index.json", "index"), (".js", "code"))),
)


def contestant(name: str) -> Contestant:
    """The one of this name."""
    return next(each for each in CONTESTANTS if each.name == name)


def write_pages(site: Path) -> None:
    """The page of each contestant, and the code that its index comes without."""
    for each in CONTESTANTS:
        (site / each.page).mkdir(parents=True, exist_ok=True)
        (site / each.page / "index.html").write_text(_PLAIN.format(_ICON), encoding="utf-8")
    shutil.copyfile(ROOT / "node_modules" / "lunr" / "lunr.min.js", site / "lunr" / "lunr.min.js")
    _write_our_page(site / "ours")


def our_page(script: str) -> str:
    """The form of a site's header as the tests in the browser have it, on a page that is not the search page.

    That one loads the code of search at once, where any other waits for the first use.
    """
    text = (ROOT / "tests" / "browser" / "search_fixture.html").read_text(encoding="utf-8")
    text = re.sub(r"<!-- search page -->.*<!-- end of search page -->", "", text, flags=re.DOTALL)
    return text.replace("{base}assets/main.js", f"/ours/{script}").replace("{base}", "/ours/")


def _write_our_page(folder: Path) -> None:
    """The page with a site's header, and the scripts of the whole bundle."""
    made = bundle(ROOT, ROOT / ".cache")
    (folder / "index.html").write_text(our_page(made.script), encoding="utf-8")
    for name, content in made.files:
        if name.endswith(".js"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
