"""Searching: the files of one language's index, made anew or brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fingerpost.engine.cache import Cache
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger, Step
from fingerpost.pages.documents import in_search_order
from fingerpost.pages.routes import Routes
from fingerpost.pages.search.counting import Counted
from fingerpost.pages.search.edits import Change
from fingerpost.pages.search.index import index_files
from fingerpost.pages.search.update import update_files

COUNT = "count"


@dataclass(frozen=True, slots=True)
class Indexed:
    """New files of the index by name in their folder, and the names that are used no more."""

    written: Mapping[str, bytes]
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Search:
    """The documents of one language, in their order, as steps of the plan. `words` are those of the interface."""

    language: str
    words: bytes
    cache: Cache

    def has(self, step: Step) -> bool:
        """Whether what was counted of a document can still be had."""
        return self.cache.read(COUNT, step.counted) is not None

    def whole(self, documents: Sequence[Step], there: frozenset[str]) -> Indexed:
        """The whole index, of documents that all have their counts. `there` are the names of the files there are."""
        counted = (each for each in map(self._counted, documents) if each)
        rows = [each.row for each in documents if each.row]
        files = index_files(counted, rows, self.language, self.words)
        return Indexed(files, there - files.keys())

    def updated(
        self, before: Sequence[Step], now: Sequence[Step], read: Callable[[str], bytes | None]
    ) -> Indexed | None:
        """What the documents that differ change of the index that `read` gives. None: it must be made anew."""
        changes: list[Change] = []
        for number, (old, new) in enumerate(zip(before, now, strict=True)):
            if old is not new and new.row:
                was, counted = self._counted(old), self._counted(new)
                if was is None or counted is None:
                    return None
                if was != counted or old.row != new.row:
                    changes.append(Change(number, was, counted, new.row))
        update = update_files(read, changes, len(now), self.language, self.words)
        return None if update is None else Indexed(update.written, frozenset(update.dropped))

    def _counted(self, step: Step) -> Counted | None:
        content = self.cache.read(COUNT, step.counted)
        return None if content is None else Counted.from_bytes(content)


def search_folder(routes: Routes) -> str:
    """Where the index of a language lies in the output."""
    return routes.output_path(routes.section("search")).removesuffix("index.html")


def documents_of(ledger: Ledger, language: str) -> dict[str, Step]:
    """The steps of a language that search knows of, in the order of the index."""
    found = {name: step for name, step in ledger.steps.items() if step.counted and name.startswith(f"{language} ")}
    faces = ledger.faces
    order = {name: faces[name.partition(" ")[2]] for name in found}
    return {
        name: found[name] for name in sorted(found, key=lambda name: in_search_order(order[name].kind, order[name].id))
    }
