"""The ledger: what the last build read, planned and made, kept for the next one.

What it says of files is believed as long as their stamps are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from datetime import date

from fingerpost.clinical.face import Face
from fingerpost.engine.problems import Problem
from fingerpost.engine.stamps import Stamp
from fingerpost.engine.values import NamedTuple, dataclass
from fingerpost.media import MediumReading


class Made(NamedTuple):
    """One page as it was made.

    `kind` is that of its head. `key` names it in the cache, `digest` is the SHA-256 of its bytes. `listed` is its
    canonical address for the sitemap, '' for pages that ask not to be indexed, and `changed` the day it gives.
    `parts` are short digests of all that went into it, as `name=digest` between spaces, so that the next build can
    say what changed.
    """

    url: str
    path: str
    source: str
    kind: str
    key: str
    digest: str
    listed: str
    changed: str
    parts: str


class Step(NamedTuple):
    """One step of the plan as it was last run: what it made, what it read, and until when that holds.

    `reads` are numbers of keys, each between spaces. `counted` is the key of what search counted of it, '' where
    search does not know it; `row` is what its results show.
    """

    pages: tuple[Made, ...]
    reads: str
    until: date | None = None
    counted: str = ""
    row: tuple[str, str, str, str] | None = None


@dataclass(slots=True)
class Ledger:
    """Everything that the next build may take over. `scanned` is when the files were looked at, in nanoseconds."""

    identity: str = ""
    config: str = ""
    today: date = date.min
    until: date | None = None
    scanned: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    media: dict[str, MediumReading] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)
    templates: str = ""
    closures: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def numbers(self, keys: Iterable[str]) -> str:
        """Keys as `Step.reads` has them. New keys get new numbers."""
        known = self.keys
        return f" {' '.join(sorted(str(known.setdefault(key, len(known))) for key in keys))} "

    def addresses(self, base_path: str) -> list[str]:
        """The pages of lists that search engines are to know, from the base path on."""
        pages = (page for step in self.steps.values() for page in step.pages)
        urls = [page.url.removeprefix(base_path) for page in pages if page.kind in _LISTS and page.listed]
        return [url for url in urls if not _ALWAYS_THERE.fullmatch(url)]

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The steps that read any of the keys."""
        wanted = {f" {self.keys[key]} " for key in keys if key in self.keys}
        if len(wanted) > _FEW:
            numbers = {each.strip() for each in wanted}
            return {name for name, step in self.steps.items() if not numbers.isdisjoint(step.reads.split())}
        reads = [(name, step.reads) for name, step in self.steps.items()]
        # One pass for each is quicker than to ask for each step which of them it holds.
        return {name for each in wanted for name, read in reads if each in read}


_FEW = 12
_LISTS = ("therapists-list", "articles-list")
# The first pages, which every site has in each of its languages.
_ALWAYS_THERE = re.compile(r"(?:[^/]+/)?(?:therapists|articles)/")
