"""What a build is told: where it works and with what, and what it is to make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from fingerpost.config import Config
from fingerpost.engine.assets import Bundle
from fingerpost.engine.digest import digest
from fingerpost.engine.marks import Marks
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Setting:
    """What a workshop works with. `published` gives the content of a file that the last build published, if it can."""

    root: Path
    templates: tuple[Path, ...]
    cache: Path
    drafts: bool
    workers: int
    published: Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Job:
    """What one build is to make: the configuration with its marks, the bundle, and the day."""

    config: Config
    marks: Marks
    bundle: Bundle
    day: date


def holds(last: Ledger, config: Config, day: date) -> bool:
    """Whether anything of the last build can be taken over: for the same configuration, before a day changes a page."""
    return last.config == digest(config) and last.today <= day and (last.until is None or day < last.until)
