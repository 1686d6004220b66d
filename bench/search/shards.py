"""How many of the index's files an edit of one document changes: each of them a host has to take again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.search.building import Place
from bench.search.edits import KINDS, Edit, edits
from bench.search.ours import Index
from bench.search.results import OURS, Run, Size

EDITS = 20


def measure(size: Size, place: Place) -> None:
    """Twenty edits of each kind, none of which is written."""
    place.prepare()
    pages = place.pages()
    for kind in KINDS:
        for edit in edits(pages, kind, EDITS):
            size.add("shards", OURS, kind, _changed(place.site / "ours", edit, len(pages)))


def _changed(folder: Path, edit: Edit, documents: int) -> Run:
    update = Index(folder).update(edit, documents)
    files = (path.relative_to(folder / "search").as_posix() for path in (folder / "search").rglob("*.json"))
    there = _shards(files)
    changed = max(_shards(update.dropped), _shards(update.written))
    sent = sum(len(content) for content in update.written.values())
    return {"shards": there, "changed": changed, "share": changed / there, "files": len(update.written), "bytes": sent}


def _shards(names: Iterable[str]) -> int:
    """How many of these are shards; the index of a small site is a single one."""
    return sum(1 for name in names if name.startswith(("s/", "index-")))
