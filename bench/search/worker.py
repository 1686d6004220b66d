"""One build of an index in a process of its own, which prints the processor time it took, in seconds.

`python -m bench.search.worker fresh|edit|lunr DOCUMENTS FOLDER ROUND`. The documents are read before the clock
starts, and the index is on disk before it stops.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time

from lunr import lunr

from bench.search.corpus import Page, kept
from bench.search.edits import Edit, edits
from bench.search.ours import Index, boosts, fields

EDITS = 8


def timed(work: Callable[[], None]) -> float:
    """The processor time of some work; what was there before is no matter of the collector's."""
    gc.collect()
    gc.freeze()
    started = process_time()
    work()
    return process_time() - started


def build_lunr(pages: Sequence[Page], file: Path) -> None:
    """lunr.py's index of the same fields as JSON, with the rows that results show. References are numbers."""
    documents = [{"ref": str(number), **fields(page)} for number, page in enumerate(pages)]
    index = lunr("ref", [{"field_name": name, "boost": boost} for name, boost in boosts().items()], documents)
    rows = [(page.url, page.title, page.summary) for page in pages]
    told = json.dumps({"index": index.serialize(), "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    file.write_text(told, encoding="utf-8")


def main(what: str, documents: Path, folder: Path, turn: int) -> float:
    """Do it and say how long it took."""
    pages = kept(documents, 0)
    folder.mkdir(parents=True, exist_ok=True)
    if what == "lunr":
        return timed(partial(build_lunr, pages, folder / "index.json"))
    if what == "fresh":
        return timed(partial(Index(folder).build, pages))
    edit = edits(pages, "five words", EDITS)[turn % EDITS]
    took = timed(partial(Index(folder).edit, edit, len(pages)))
    # As it was: every round edits the same index.
    Index(folder).edit(Edit(edit.number, edit.after, edit.before), len(pages))
    return took


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
