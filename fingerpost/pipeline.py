"""The stages, in order: read, check, make, publish.

A fault in the content stops the run before anything is published, with every problem found; what is there stays.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost import __version__
from fingerpost.addresses import read_addresses, remember
from fingerpost.attempt import Attempt, Show, Stopwatch, silent
from fingerpost.config import CONFIG_FILE, Config, load_config
from fingerpost.engine.assets import bundle
from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import cores
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problems
from fingerpost.engine.refusal import Refusal
from fingerpost.engine.seals import read_seal, write_seal
from fingerpost.engine.sources import read_file, read_text
from fingerpost.engine.stored import dump, load
from fingerpost.engine.values import dataclass
from fingerpost.job import Job, Seen, Setting, Stage
from fingerpost.keeping import LedgerFile
from fingerpost.naming import CONTENT
from fingerpost.workshop import Workshop

if TYPE_CHECKING:
    from fingerpost.engine.publish import Publisher, Report

_SETTINGS = "settings"
HOME = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `today` is None for the current day in the site's own time zone."""

    root: Path
    output: Path
    today: date | None = None
    base_url: str | None = None
    drafts: bool = False
    workers: int = 0
    keep_foreign: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of it. `report` is None when nothing was published."""

    root: Path
    problems: Problems = field(default_factory=Problems)
    attempt: Attempt = field(default_factory=Attempt)
    report: Report | None = None
    facts: dict[str, object] = field(default_factory=dict)
    remembered: int = 0
    """How many addresses were added to the list of those that were published once."""

    def line_of(self, path: str, line: int) -> str | None:
        """A line of a file that a problem names, as it is now."""
        for folder in (self.root, HOME) if path.startswith("templates/") else (self.root,):
            source, _ = read_text(folder / path, path)
            if source is not None:
                return source.line(line)
        return None


def build(order: Order, show: Show = silent, seen: Seen | None = None) -> Outcome:
    """All stages. Nothing is published while there is an error. Raises Refusal or OSError.

    `seen` is what the content was right before, where somebody has looked already.
    """
    outcome = Outcome(order.root)
    content = (order.root / CONTENT).resolve()
    # `resolve` would raise for a link that leads to itself.
    output = Path(os.path.realpath(order.output))
    if content in (output, *output.parents):
        raise Refusal(f"{order.output} lies in {CONTENT}/ and would be read as content. Name another folder.")
    loaded = configured(order, outcome.problems)
    if loaded is None:
        return outcome
    config, marks = loaded
    job = job_of(order, config, marks, day_of(order, config), outcome.problems, seen)
    if job is None:
        return outcome
    from fingerpost.engine.publish import Publisher  # Nothing but a build needs it.

    with Publisher(order.output, read_seal(_seal_path(order)), order.keep_foreign) as publisher:
        publisher.look()
        workshop = open_workshop(order, identity_of(order, config), publisher.stage)
        outcome.attempt = workshop.build(job, show)
        outcome.problems.extend(outcome.attempt.problems)
        if outcome.attempt.done:
            if not order.drafts:
                outcome.remembered = remember(order.root, job.addresses, workshop.ledger.addresses(config.base_path))
            # A state that was kept without its site being published costs the next build nothing.
            with Stopwatch(outcome.attempt.times, show).stage("publish"):
                workshop.save_during(lambda: _publish(order, config, workshop, publisher, outcome))
            last = workshop.ledger
            until = min((day for day in (last.until, outcome.attempt.warns_from) if day), default=None)
            outcome.facts = {
                "today": last.today.isoformat(),
                "until": until.isoformat() if until else None,
                "time_zone": config.time_zone,
            }
    return outcome


def _publish(order: Order, config: Config, workshop: Workshop, publisher: Publisher, outcome: Outcome) -> None:
    from fingerpost.engine.publish import Site

    facts = {"generator": f"fingerpost {__version__}", "base_url": config.base_url, **_made_with(workshop)}
    outcome.report = publisher.publish(Site(workshop.files.digests, workshop.files.load, facts))
    kept = _seal_path(order)
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_seal(kept, outcome.report.seal)


def _made_with(workshop: Workshop) -> dict[str, str]:
    """What the bytes of pictures depend on, where any were made: the same content gives others elsewhere."""
    if not any(medium.portraits for medium in workshop.ledger.media.values()):
        return {}
    import platform

    from fingerpost.engine.digest import sha256

    lock = HOME / "requirements.txt"
    return {
        "lock": sha256(lock.read_bytes()) if lock.is_file() else "",
        "platform": f"{platform.system()} {platform.machine()}",
    }


def check(order: Order) -> Outcome:
    """Read and check, and write nothing but the cache."""
    outcome = Outcome(order.root)
    loaded = configured(order, outcome.problems)
    if loaded is not None:
        config, marks = loaded
        outcome.attempt = open_workshop(order, identity_of(order, config)).check(config, marks, day_of(order, config))
        outcome.problems.extend(outcome.attempt.problems)
    return outcome


def signed(order: Order) -> dict[str, str]:
    """What a clinical review of each text would sign: the digest by the path of the file."""
    outcome = Outcome(order.root)
    loaded = configured(order, outcome.problems)
    return open_workshop(order, identity_of(order, loaded[0])).signed(loaded[0]) if loaded else {}


def job_of(
    order: Order, config: Config, marks: Marks, day: date, problems: Problems, seen: Seen | None = None
) -> Job | None:
    """What the order asks to be made on `day`. None where what it needs beside the content has a fault."""
    addresses, faults = read_addresses(order.root)
    problems.extend(faults)
    if problems.has_errors:
        return None
    return Job(config, marks, bundle(HOME, HOME / ".cache"), day, seen, addresses)


def configured(order: Order, problems: Problems) -> tuple[Config, Marks] | None:
    """The configuration and where its values stand. None when it has a fault."""
    cache = Cache(order.root / ".cache")
    path = order.root / CONFIG_FILE
    source = read_text(path, CONFIG_FILE)[0] if path.is_file() else None
    key = digest(engine_digest(), source.digest, order.base_url) if source else ""
    kept = cache.read(_SETTINGS, key) if source else None
    if source and kept is not None:
        return load(Config, json.loads(kept)), Marks(CONFIG_FILE, source.text)
    config, _, tree, found = load_config(order.root, order.base_url)
    problems.extend(found)
    if config is None or tree is None:
        return None
    if not found:
        cache.write(_SETTINGS, key, json.dumps(dump(config)).encode())
        cache.flush()
    return config, tree.marks


def day_of(order: Order, config: Config) -> date:
    """The day to build for."""
    if order.today:
        return order.today
    from zoneinfo import ZoneInfo  # Not needed when the day is given.

    return datetime.now(ZoneInfo(config.time_zone)).date()


def identity_of(order: Order, config: Config) -> str:
    """What every file was read with. Under another identity nothing of an earlier build holds."""
    return digest(engine_digest(), config.languages, order.drafts)


def open_workshop(order: Order, identity: str, stage: Stage = lambda _: None) -> Workshop:
    """The workshop of this site with these options, as the last build left it."""
    own = order.root / "templates"
    setting = Setting(
        root=order.root,
        templates=tuple(dict.fromkeys(folder for folder in (own, HOME / "templates") if folder.is_dir())),
        cache=order.root / ".cache",
        drafts=order.drafts,
        workers=order.workers or cores(),
        published=lambda path: _published(order.output / path),
        stage=stage,
    )
    return Workshop(setting, LedgerFile(ledger_path(order), identity))


def _published(file: Path) -> bytes | None:
    try:
        return read_file(file)
    except OSError:
        return None


def ledger_path(order: Order) -> Path:
    """Where the state of builds with these options lies: builds of different sites from one root do not meet."""
    options = digest(str(order.output.absolute()), order.base_url, order.drafts)
    return order.root / ".cache" / "ledger" / options[:32]


def _seal_path(order: Order) -> Path:
    return ledger_path(order).with_suffix(".seal")
