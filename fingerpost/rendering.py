"""Rendering: from pages to bytes, each page made once until its view, its templates or the engine change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fingerpost.engine.cache import Cache, Tally
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.templates import Templates
from fingerpost.pages.page import Page
from fingerpost.pages.routes import Routes
from fingerpost.pages.search import SearchDocument, build_index
from fingerpost.pages.strings import LOCALES
from fingerpost.pages.views.frame import SiteView


@dataclass(frozen=True, slots=True)
class Renderer:
    """The templates of one language, and the cache of what they made."""

    templates: Templates
    cache: Cache
    tally: Tally

    def pages(self, site: SiteView, pages: Sequence[Page], routes: Routes) -> dict[str, bytes]:
        """The HTML of every page, by output path."""
        around = digest(engine_digest(), site, _icons(self.templates), _catalogues())
        return {routes.output_path(page.url): self._page(around, site, page) for page in pages}

    def _page(self, around: str, site: SiteView, page: Page) -> bytes:
        closure = self.templates.closure_digest(page.template)
        key = digest(around, closure, page.template, page.head, page.view)
        ready = self.cache.read("page", key)
        if ready is not None:
            self.tally.found += 1
            return ready
        self.tally.made += 1
        html = self.templates.render(page.template, site=site, head=page.head, view=page.view)
        content = html.encode("utf-8")
        self.cache.write("page", key, content)
        return content

    def search(self, site: SiteView, documents: Sequence[SearchDocument], routes: Routes) -> dict[str, bytes]:
        """The index of one language and its words: files named by their content, and a small one that names them."""
        key = digest(engine_digest(), tuple(documents), routes.language)
        ready = self.cache.read("search", key)
        if ready is None:
            index = build_index(documents, routes.language)
            ready = json.dumps([index.index_json, index.documents_json], ensure_ascii=False).encode()
            self.cache.write("search", key, ready)
        index_json, documents_json = (text.encode() for text in json.loads(ready))
        words_json = self.templates.render("search/words.json", site=site).encode()
        names = {
            "documents": f"documents-{sha256(documents_json)[:10]}.json",
            "index": f"index-{sha256(index_json)[:10]}.json",
            "words": f"words-{sha256(words_json)[:10]}.json",
        }
        folder = routes.output_path(routes.section("search")).removesuffix("index.html")
        return {
            f"{folder}{names['index']}": index_json,
            f"{folder}{names['documents']}": documents_json,
            f"{folder}{names['words']}": words_json,
            f"{folder}manifest.json": (json.dumps(names) + "\n").encode(),
        }


def _icons(templates: Templates) -> str:
    return digest(dict(templates.icons))


def _catalogues() -> str:
    """The digest of the translations."""
    files: list[Path] = sorted(LOCALES.rglob("*.mo"))
    return digest(tuple((str(path.relative_to(LOCALES)), path.read_bytes()) for path in files))
