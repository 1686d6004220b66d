"""The preview: a site kept in memory between edits, and what is wrong with it.

It publishes nothing. Whatever is broken, the last good site stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from fingerpost.catalogue import FileChanged
from fingerpost.config import Config
from fingerpost.engine.assets import BundleError
from fingerpost.engine.problems import describe
from fingerpost.engine.snapshot import Snapshot, Told
from fingerpost.files import Files
from fingerpost.naming import CONTENT
from fingerpost.pipeline import Order, Outcome, configured, day_of, identity_of, job_of, open_workshop
from fingerpost.reading import warm
from fingerpost.workshop import Workshop


class Preview:
    """One site. `rebuild` is called after every change, from one thread at a time."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._workshop: Workshop | None = None
        self._config: Config | None = None
        self._opened: tuple[str, bool] | None = None
        self._last = Snapshot()

    def rebuild(self, changed: frozenset[str] | None) -> Snapshot:
        """The site as it is now, or the last good one with the problems that keep it from being made.

        `changed` are paths relative to the root, None to look at everything. Does not raise for broken content,
        templates or settings.
        """
        outcome = Outcome(self._order.root)
        broken: tuple[Told, ...] = ()
        try:
            built = self._built(outcome, changed)
        except FileChanged:
            # Whoever is still writing will be noticed again.
            built = None
        except BundleError as error:
            built, broken = None, (Told("error", f"error: {error}", "frontend"),)
        files, base_path = built or (self._last.files, self._last.base_path)
        changes = differing(self._last.files, files)
        self._last = Snapshot(files, (*told(outcome), *broken), changes, base_path)
        return self._last

    def _built(self, outcome: Outcome, changed: frozenset[str] | None) -> tuple[SiteFiles, str] | None:
        loaded = configured(self._order, outcome.problems)
        if loaded is None:
            return None
        config, marks = loaded
        self._config = config
        workshop = self._open(identity_of(self._order, config))
        job = job_of(self._order, config, marks, day_of(self._order, config), outcome.problems)
        if job is None:
            return None
        edited = changed if changed and all(map(_is_content, changed)) else None
        outcome.attempt = workshop.build(job, edited=edited)
        outcome.problems.extend(outcome.attempt.problems)
        if outcome.attempt.done and not self._last.files:
            self.close()
            warm()
        return (SiteFiles(workshop.files), config.base_path) if outcome.attempt.done else None

    def is_of_another_day(self) -> bool:
        """Whether the day has come on which the site of the last `rebuild` is another."""
        if self._workshop is None or self._workshop.ledger.until is None or self._config is None:
            return False
        return day_of(self._order, self._config) >= self._workshop.ledger.until

    def close(self) -> None:
        """Keep the state, so that the next preview starts where this one is."""
        if self._workshop is not None:
            with suppress(OSError):
                self._workshop.save()

    def _open(self, identity: str) -> Workshop:
        # A site may get templates of its own, or lose them, while it is shown.
        opened = (identity, (self._order.root / "templates").is_dir())
        if self._workshop is None or opened != self._opened:
            self._opened = opened
            self._workshop = open_workshop(self._order, identity)
        return self._workshop


def _is_content(path: str) -> bool:
    return path.startswith(f"{CONTENT}/")


class SiteFiles(Mapping[str, bytes]):
    """The contents of a site by output path, each had when it is asked for."""

    def __init__(self, files: Files) -> None:
        self.digests = files.digests
        self._load = files.load

    def __getitem__(self, path: str) -> bytes:
        if path not in self.digests:
            raise KeyError(path)
        return self._load(path)

    def __contains__(self, path: object) -> bool:
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


def told(outcome: Outcome) -> tuple[Told, ...]:
    """The problems of a run as the preview shows them."""
    return tuple(
        Told(
            problem.severity,
            describe(problem, outcome.line_of),
            problem.span.path,
            problem.span.line,
            problem.span.column,
        )
        for problem in outcome.problems
    )


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> frozenset[str]:
    """The paths that came, went, or hold other bytes."""
    old = before.digests if isinstance(before, SiteFiles) else {}
    new = after.digests if isinstance(after, SiteFiles) else {}
    return frozenset(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
