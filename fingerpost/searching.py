"""Searching: the files of one language's index, made anew or brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from fingerpost.engine.cache import Cache
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger, Step
from fingerpost.pages.documents import in_search_order
from fingerpost.pages.routes import Routes
from fingerpost.pages.search.counting import Counted, Row
from fingerpost.pages.search.edits import Change
from fingerpost.pages.search.index import index_files
from fingerpost.pages.search.manifest import Settings
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

    settings: Settings
    words: bytes
    cache: Cache

    def has(self, step: Step) -> bool:
        """Whether what was counted of a document can still be had."""
        return self.cache.read(COUNT, step.counted) is not None

    def naming(self, steps: Mapping[str, Step], names: Iterable[str]) -> set[str]:
        """Those of the documents that may have one of the names: its terms are among theirs, or they cannot be had."""
        wanted = [terms for name in names if (terms := frozenset(self.settings.analyser.terms(name)))]
        return {name for name, step in steps.items() if self._may_have(step, wanted)}

    def _may_have(self, step: Step, wanted: Sequence[frozenset[str]]) -> bool:
        content = None if self.settings.compatible else self.cache.read(COUNT, step.counted)
        if content is None:
            return True
        terms = frozenset(content.decode().split())
        return any(each <= terms for each in wanted)

    def whole(self, documents: Sequence[Step], there: frozenset[str]) -> Indexed:
        """The whole index, of documents that all have their counts. `there` are the names of the files there are."""
        contents = (self.cache.read(COUNT, each.counted) for each in documents)
        rows = [each.row for each in documents if each.row]
        files = self._files([each for each in contents if each is not None], rows)
        return Indexed(files, there - files.keys())

    def _files(self, contents: Sequence[bytes], rows: Sequence[Row]) -> dict[str, bytes]:
        if self.settings.compatible:
            from fingerpost.pages.search.compatible import CompatibleCounts, compatible_files

            return compatible_files(map(CompatibleCounts.from_bytes, contents), rows, self.settings, self.words)
        return index_files(map(Counted.from_bytes, contents), rows, self.settings, self.words)

    def updated(
        self, before: Sequence[Step], now: Sequence[Step], read: Callable[[str], bytes | None]
    ) -> Indexed | None:
        """What the documents that differ change of the index that `read` gives. None: it must be made anew."""
        if self.settings.compatible:
            return None
        changes: list[Change] = []
        for number, (old, new) in enumerate(zip(before, now, strict=True)):
            if old is not new and new.row:
                was, counted = self._counted(old), self._counted(new)
                if was is None or counted is None:
                    return None
                if was != counted or old.row != new.row:
                    changes.append(Change(number, was, counted, new.row))
        update = update_files(read, changes, len(now), self.settings, self.words)
        return None if update is None else Indexed(update.written, frozenset(update.dropped))

    def _counted(self, step: Step) -> Counted | None:
        """None if it is lost, or was counted for an index of another kind."""
        content = self.cache.read(COUNT, step.counted)
        with suppress(ValueError):
            return None if content is None else Counted.from_bytes(content)
        return None


def search_folder(routes: Routes) -> str:
    """Where the index of a language lies in the output."""
    return routes.output_path(routes.section("search")).removesuffix("index.html")


def documents_of(ledger: Ledger, language: str) -> dict[str, Step]:
    """The steps of a language that search knows of, in the order of the index."""
    rows = {name: step.row for name, step in ledger.steps.items() if step.row and name.startswith(f"{language} ")}
    return {name: ledger.steps[name] for name in sorted(rows, key=lambda name: in_search_order(rows[name]))}


def as_before(documents: Mapping[str, Step], last: Ledger, language: str) -> list[Step] | None:
    """The same documents as they were in another state; None if it has others, or has them in another order."""
    before = []
    for name, now in documents.items():
        old = last.steps.get(name)
        if old is None or not (old is now or _place(old) == _place(now)):
            return None
        before.append(old)
    there = sum(1 for name, step in last.steps.items() if step.row and name.startswith(f"{language} "))
    return before if there == len(before) else None


def _place(step: Step) -> tuple[int, str] | None:
    return in_search_order(step.row) if step.row else None
