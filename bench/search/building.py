"""How much processor time it takes to build an index, the contestants in turn. Knows commands, and no format."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.peers import setup
from bench.search.corpus import Page, kept, write_html
from bench.search.results import LUNR_PY, OURS, PAGEFIND, Size
from bench.timing import Command, timed

ROOT = Path(__file__).resolve().parents[2]
EDITS_A_ROUND = 4
# Above this, a browser takes minutes to fetch the one file that lunr.py makes, and to read it.
MOST_FOR_LUNR = 5000
TOO_LARGE = f"above {MOST_FOR_LUNR:,} documents its one file takes minutes"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the documents of one size lie, and the index of each contestant."""

    folder: Path
    documents: int

    @property
    def file(self) -> Path:
        """The documents."""
        return self.folder / "documents.pickle"

    @property
    def site(self) -> Path:
        """What is served: a folder for each contestant."""
        return self.folder / "site"

    def pages(self) -> list[Page]:
        return kept(self.file, self.documents)

    def has_lunr(self) -> bool:
        """Whether a browser is asked to search lunr.py's index at this size."""
        return self.documents <= MOST_FOR_LUNR

    def build_ours(self) -> float:
        """Processor seconds of our index from nothing."""
        shutil.rmtree(self.site / "ours", ignore_errors=True)
        return self._worker("fresh", "ours")

    def edit_ours(self, turn: int) -> float:
        """Processor seconds of the same after an edit of one document."""
        return self._worker("edit", "ours", turn)

    def build_lunr(self) -> float:
        """Processor seconds of lunr.py's index."""
        return self._worker("lunr", "lunr")

    def build_pagefind(self) -> float:
        """Processor seconds of Pagefind, reading its pages included: it has no other way in."""
        if not (self.folder / "html").is_dir():
            write_html(self.pages(), self.folder / "html")
        output = self.site / "pagefind"
        shutil.rmtree(output, ignore_errors=True)
        return timed((pagefind(self.folder / "html", output),)).processor

    def prepare(self) -> None:
        """Build what is not there yet."""
        if not (self.site / "ours" / "search").is_dir():
            self.build_ours()
        if not (self.site / "pagefind").is_dir():
            self.build_pagefind()
        if self.has_lunr() and not (self.site / "lunr" / "index.json").is_file():
            self.build_lunr()

    def _worker(self, what: str, name: str, turn: int = 0) -> float:
        self.pages()
        command = (sys.executable, "-m", "bench.search.worker", what, self.file, self.site / name, str(turn))
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return float(said)


def pagefind(site: Path, output: Path) -> Command:
    """Pagefind's index of what stands in the `main` of each page of a site."""
    told = ("--site", str(site), "--output-path", str(output), "--root-selector", "main", "--silent")
    return Command((setup.binary("pagefind_bin", "pagefind"), *told), site)


def measure(size: Size, place: Place, rounds: int) -> None:
    """So many rounds of fresh builds and of edits."""
    for turn in range(rounds):
        size.add("build", OURS, "fresh", {"seconds": place.build_ours()})
        for edit in range(EDITS_A_ROUND):
            size.add("build", OURS, "edit", {"seconds": place.edit_ours(turn * EDITS_A_ROUND + edit)})
        size.add("build", LUNR_PY, "fresh", {"seconds": place.build_lunr()})
        size.add("build", PAGEFIND, "fresh", {"seconds": place.build_pagefind()})
