"""What a build is told: where it works and with what, and what it is to make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from fingerpost.config import Config
from fingerpost.engine.assets import Bundle
from fingerpost.engine.digest import digest
from fingerpost.engine.marks import Marks
from fingerpost.engine.stamps import Stamp
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger

Stage = Callable[[Iterable[tuple[str, str, bytes]]], object]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a workshop works with.

    `published` gives the content of a file that the last build published, if it can. `stage` is given files of the
    site, by path, SHA-256 and content, while others are still made.
    """

    root: Path
    templates: tuple[Path, ...]
    cache: Path
    drafts: bool
    workers: int
    published: Callable[[str], bytes | None]
    stage: Stage


@dataclass(frozen=True, slots=True)
class Seen:
    """The stamps of all content files by path from `content/`, and when somebody began to look, in nanoseconds."""

    stamps: Mapping[str, Stamp]
    started: int


@dataclass(frozen=True, slots=True)
class Job:
    """What one build is to make: the configuration with its marks, the bundle, and the day.

    `seen` is what the content was right before, where somebody has looked already.
    """

    config: Config
    marks: Marks
    bundle: Bundle
    day: date
    seen: Seen | None = None
    addresses: tuple[str, ...] = ()
    """Addresses of pages of lists that were published once."""


def holds(last: Ledger, config: Config, day: date) -> bool:
    """Whether anything of the last build can be taken over: for the same configuration, before a day changes a page."""
    return last.config == digest(config) and last.today <= day and (last.until is None or day < last.until)
