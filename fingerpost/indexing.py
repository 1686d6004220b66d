"""Indexing: the search index of one language between two builds, brought up to date or made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import alongside
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger, Step
from fingerpost.making import Maker
from fingerpost.searching import Search, as_before, documents_of, search_folder

# From so many documents on, the search index takes longer than a copy of the process.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Indexing:
    """The search index of what `maker` makes, in the state `now`."""

    maker: Maker
    cache: Cache
    workers: int
    now: Ledger

    @property
    def _language(self) -> str:
        return self.maker.edition.routes.language

    @property
    def _folder(self) -> str:
        return search_folder(self.maker.edition.routes)

    @property
    def _search(self) -> Search:
        return Search(self.maker.edition.search_settings, self.maker.renderer.words(), self.cache)

    def renew(
        self, last: Ledger, kept: Callable[[str], bytes | None], meanwhile: Callable[[], object]
    ) -> tuple[dict[str, bytes], frozenset[str]]:
        """The files that are new or different, by output path, and the paths of those that stay as they were.

        `kept` gives the content of a file of the last index, if it can still be had. While a whole index is made, this
        process does something else `meanwhile`.
        """
        folder, search = self._folder, self._search
        there = frozenset(path.removeprefix(folder) for path in last.others if path.startswith(folder))
        documents = documents_of(self.now, self._language)
        before = as_before(documents, last, self._language)
        indexed = None
        if there and before is not None:
            indexed = search.updated(before, [*documents.values()], lambda name: kept(folder + name))
        if indexed is None:
            counted = self._counted(search, documents)
            pays = len(documents) >= _MANY and self.workers > 1
            indexed = alongside(pays, partial(search.whole, counted, there), meanwhile)
        written = {folder + name: content for name, content in indexed.written.items()}
        return written, frozenset(folder + name for name in there - indexed.dropped)

    def again(self, path: str) -> bytes | None:
        """A file of the index as it is `now`. None if it is none of this language."""
        search = self._search
        documents = self._counted(search, documents_of(self.now, self._language))
        return search.whole(documents, frozenset()).written.get(path.removeprefix(self._folder))

    def _counted(self, search: Search, documents: dict[str, Step]) -> list[Step]:
        """The documents, with what was counted of them; where that is lost, it is counted again."""
        lost = [name for name, step in documents.items() if not search.has(step)]
        steps = [name.partition(" ")[2] for name in lost]
        for name, result in zip(lost, self.maker.run(steps, self.workers), strict=True):
            self.now.steps[name] = documents[name] = documents[name]._replace(counted=result.counted)
        return [*documents.values()]
