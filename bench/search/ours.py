"""Our own search of made-up documents, through the functions that the program's own builds call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.search.corpus import Page
from bench.search.edits import Edit
from fingerpost.engine.cache import Cache
from fingerpost.pages.search.counting import FIELDS, Counted, Counting, SearchDocument
from fingerpost.pages.search.edits import Change
from fingerpost.pages.search.index import index_files
from fingerpost.pages.search.manifest import Settings
from fingerpost.pages.search.update import Update, update_files
from fingerpost.searching import COUNT

SETTINGS = Settings("en")
# What the search boxes say: as much of it as a site has.
WORDS = b'{"words":{"loading":"Loading","none":"Nothing found","results.one":"{n}","results.other":"{n}"},"ways":[]}'


def document(page: Page) -> SearchDocument:
    """What a page gives to search."""
    return SearchDocument(
        url=page.url,
        title=page.title,
        summary=page.summary,
        kind=page.kind,
        body="\n".join(section.text for section in page.sections),
        keywords=page.keywords,
        headings="\n".join(section.heading for section in page.sections if section.heading),
    )


def fields(page: Page) -> dict[str, str]:
    """The texts of a page by field, as we index them."""
    found = document(page)
    return {field: getattr(found, field) for field in FIELDS}


def boosts() -> dict[str, int]:
    """How much each field counts."""
    return dict(zip(FIELDS, SETTINGS.boosts, strict=True))


class Index:
    """The index in a folder, with what was counted of each document in a cache beside it, as in a site's own build."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "search"
        self._cache = Cache(folder / ".cache")
        self._counting = Counting(SETTINGS.analyser)

    def build(self, pages: Sequence[Page]) -> None:
        """The whole, from the texts, with nothing there before."""
        counted = [self._count(number, page) for number, page in enumerate(pages)]
        rows = [document(page).row for page in pages]
        self._write(index_files(counted, rows, SETTINGS, WORDS))
        self._cache.flush()

    def edit(self, edit: Edit, documents: int) -> None:
        """The same after an edit of one document."""
        update = self.update(edit, documents)
        for name in update.dropped:
            (self.files / name).unlink()
        self._write(update.written)
        self._cache.flush()

    def update(self, edit: Edit, documents: int) -> Update:
        """What an edit changes of the files, without writing it. Raises ValueError if they are not as they were."""
        was = self._cache.read(COUNT, str(edit.number))
        if was is None:
            raise ValueError(f"document {edit.number} was never counted")
        now = self._count(edit.number, edit.after)
        change = Change(edit.number, Counted.from_bytes(was), now, document(edit.after).row)
        update = update_files(self._read, [change], documents, SETTINGS, WORDS)
        if update is None:
            raise ValueError("the index could not be brought up to date")
        return update

    def _count(self, number: int, page: Page) -> Counted:
        counted = self._counting.count(document(page))
        self._cache.write(COUNT, str(number), counted.to_bytes())
        return counted

    def _read(self, name: str) -> bytes | None:
        path = self.files / name
        return path.read_bytes() if path.is_file() else None

    def _write(self, files: Mapping[str, bytes]) -> None:
        for folder in {(self.files / name).parent for name in files}:
            folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (self.files / name).write_bytes(content)
