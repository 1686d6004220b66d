"""A small site with search and little else, on a host of its own: what it says, its pages and its bundle."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fingerpost.engine.node import find_node
from fingerpost.pages.search import SearchDocument
from tests.pages.search.corpus import files_of

ROOT = Path(__file__).resolve().parents[2]
BASE = "/sub/"

WORDS = {
    "loading": "Loading search…",
    "failed": "Search could not be loaded. The menu and the directory still work.",
    "too-short": "Type at least two letters.",
    "common-words": "Those words are too common to search for. Add another word.",
    "results.one": "{n} result for “{query}”",
    "results.other": "{n} results for “{query}”",
    "none": "Nothing found for “{query}”.",
    "some-words": "No page has all of these words. These have some of them.",
    "fuzzy": "Nothing has “{query}” exactly. These come close.",
    "see-all.one": "See the result",
    "see-all.other": "See all {n} results",
    "kind.modality": "Therapy",
    "kind.concern": "Concern",
    "kind.article": "Article",
    "kind.therapist": "Therapist",
    "empty": "Check the spelling, or try a more general word.",
}
WAYS = [(f"{BASE}directory/", "Find a therapist"), (f"{BASE}crisis/", "Get help now")]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: the tests' output is for the tests."""


@contextmanager
def hosted(root: Path, documents: Sequence[SearchDocument], whole: int) -> Iterator[str]:
    """The address of a site that finds the documents, in an index of one file for up to `whole` of them."""
    write_index(root / "sub", documents, whole)
    _write_pages(root / "sub", documents)
    bundle(root / "sub" / "assets", "main=frontend/main.ts", "search=frontend/search/main.ts")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    server.server_close()
    thread.join()


def write_index(folder: Path, documents: Sequence[SearchDocument], whole: int) -> None:
    """Put the files of search in place."""
    words = json.dumps({"words": WORDS, "ways": WAYS}).encode()
    for name, content in files_of(documents, whole=whole, words=words).items():
        file = folder / "search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _write_pages(folder: Path, documents: Sequence[SearchDocument]) -> None:
    whole = Path(__file__).with_name("search_fixture.html").read_text("utf-8").replace("{base}", BASE)
    plain = re.sub(r"<!-- search page -->.*<!-- end of search page -->", "", whole, flags=re.DOTALL)
    for url in ("", "search/", "directory/", "crisis/", *(document.url for document in documents)):
        page = folder / url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(whole if url == "search/" else plain, "utf-8")


def bundle(folder: Path, *entries: str) -> None:
    """Bundle TypeScript, each `name=path` to a module of that name."""
    node = find_node()
    assert node, "this test needs Node 20 or newer: `make setup` installs one into .venv"
    options = ["--bundle", "--splitting", "--format=esm", "--log-level=warning", f"--outdir={folder}"]
    esbuild = "node_modules/esbuild/bin/esbuild"
    subprocess.run([node, esbuild, *entries, *options], cwd=ROOT, check=True, timeout=120)
