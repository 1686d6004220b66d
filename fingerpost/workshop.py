"""The workshop: a site between two builds, and how an edit becomes new files at the cost of what it touches.

Each stage looks at what changed since the last good build and takes the rest over. Nothing is taken over for another
reason than that nothing it was made from has changed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from fingerpost.attempt import Attempt, Show, Stopwatch, silent
from fingerpost.catalogue import Catalogue
from fingerpost.config import Config
from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import alongside, spread
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.marks import Marks
from fingerpost.engine.reads import Reads, Today
from fingerpost.engine.sources import scan_folder
from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.files import Files
from fingerpost.job import Job, Seen, Setting, holds
from fingerpost.keeping import LedgerFile
from fingerpost.ledger import Ledger
from fingerpost.naming import CONTENT
from fingerpost.pages.publication import Publication
from fingerpost.pages.strings import Strings, catalogues_digest
from fingerpost.reading import Reader, Reading, warm

if TYPE_CHECKING:
    from fingerpost.engine.templates import Templates


# The state of so many steps takes longer to write than a copy of the process to make.
_MANY = 1_000


class Workshop:
    """One site, as far as it has been made. After a good build, `files` are those of it."""

    def __init__(self, setting: Setting, file: LedgerFile) -> None:
        self.ledger = file.read() or Ledger(file.identity)
        self.files = Files()
        self._file = file
        self._setting = setting
        self._cache = Cache(setting.cache)
        self._catalogue: Catalogue | None = None
        self._templates: dict[str, Templates] = {}
        self._pending: set[str] = set()
        self._unusable = True
        # Held while anything is made: see `Renewal`.
        self._working = threading.RLock()
        self._show: Show = silent

    def build(self, job: Job, show: Show = silent, edited: frozenset[str] | None = None) -> Attempt:
        """Bring the site up to date, or say what is wrong with it; then the last good one stays.

        `edited` are the paths of the only content files that changed, None to look at all of them.
        """
        with self._working:
            return self._build(job, show, edited)

    def _build(self, job: Job, show: Show, edited: frozenset[str] | None) -> Attempt:
        attempt = Attempt()
        watch = Stopwatch(attempt.times, show)
        self._show = show
        publication = Publication(Today(job.day, Reads()), job.config.samples.publish, self._setting.drafts)
        catalogue = self._catalogue_for(job.config)
        try:
            with watch.stage("read"):
                self._read(catalogue, attempt, lambda changed: self._get_ready(job, changed), edited, job.seen)
            if attempt.is_unreadable:
                return attempt
            with watch.stage("check"):
                self._check(job.config, job.marks, job.day, catalogue, publication, attempt)
            if not attempt.has_errors:
                with watch.stage("make"):
                    self._make(job, catalogue, publication, attempt)
        except TemplateProblem as error:
            attempt.problems.append(error.problem)
            return attempt
        attempt.done = not attempt.has_errors
        return attempt

    def check(self, config: Config, marks: Marks, day: date) -> Attempt:
        """Read and check, and make nothing."""
        attempt = Attempt()
        publication = Publication(Today(day, Reads()), config.samples.publish, self._setting.drafts)
        catalogue = self._catalogue_for(config)
        self._read(catalogue, attempt)
        if not attempt.is_unreadable:
            self._check(config, marks, day, catalogue, publication, attempt)
        self._cache.flush()
        return attempt

    def signed(self, config: Config) -> dict[str, str]:
        """What a review of each text signs, by path."""
        catalogue = self._catalogue_for(config)
        self._read(catalogue, Attempt())
        return {path: face.signed for path, face in catalogue.faces.items() if face.signed}

    # Reading

    def _catalogue_for(self, config: Config) -> Catalogue:
        known = self._catalogue
        if known and known.reader.languages == config.languages and known.base_path == config.base_path:
            return known
        labels = {language: Strings.of(language).body_labels for language in config.languages}
        reader = Reader(self._setting.root, config.languages, self._cache, labels)
        self._catalogue = Catalogue.of(reader, config.base_path, self.ledger)
        return self._catalogue

    def _get_ready(self, job: Job, changed: Iterable[str]) -> None:
        """Load what the pages of these files will need, while they are read."""
        # For an edit or two, to load this takes as long as all the rest.
        from fingerpost.checking import Checks as Checks
        from fingerpost.engine.references import References
        from fingerpost.pages.plan import load_builders
        from fingerpost.renewal import Renewal as Renewal

        kinds = {self._catalogue.kind_of(path) for path in changed} if self._catalogue else set()
        load_builders(kinds)
        if "citation" in kinds:
            References(self._cache).warm()
        # A broken template is told when a page needs it.
        with suppress(TemplateProblem):
            for language in job.config.languages:
                templates = self._templates_for(language, job)
                if templates.seen != self.ledger.templates:
                    templates.closures()
                templates.compile(f"pages/{kind}.html" for kind in kinds)

    def _differences(
        self, catalogue: Catalogue, attempt: Attempt, edited: frozenset[str] | None, seen: Seen | None
    ) -> tuple[list[str], list[str]]:
        """The files to read, and those that are gone."""
        known = None if edited is None or self._unusable else catalogue.edits(sorted(edited))
        if known is not None:
            return known, []
        scanned = seen.started if seen else time.time_ns()
        scan = scan_folder(self._setting.root, CONTENT, seen.stamps if seen else None)
        attempt.problems += scan.problems
        self._unusable = bool(scan.problems)
        return catalogue.differences(scan, scanned)

    def _read(
        self,
        catalogue: Catalogue,
        attempt: Attempt,
        get_ready: Callable[[Sequence[str]], None] | None = None,
        edited: frozenset[str] | None = None,
        seen: Seen | None = None,
    ) -> None:
        changed, gone = self._differences(catalogue, attempt, edited, seen)
        for path in gone:
            catalogue.remove(path)
        for path in changed:
            catalogue.place(path)
        meanwhile = partial(get_ready, changed) if get_ready and not self._templates else None
        readings = spread(catalogue.read_each, changed, self._setting.workers, self._cache, warm, meanwhile)
        for number, reading in enumerate(readings, 1):
            catalogue.take(reading)
            self._show("read", number, len(changed))
            attempt.tally.converted += isinstance(reading, Reading) and reading.converted
        self._pending.update(changed, gone)
        attempt.tally.files, attempt.tally.read = len(catalogue.stamps), len(changed)
        for found in catalogue.problems.values():
            attempt.problems += found

    # Checking

    def _check(
        self,
        config: Config,
        marks: Marks,
        day: date,
        catalogue: Catalogue,
        publication: Publication,
        attempt: Attempt,
    ) -> None:
        from fingerpost.checking import Checks, check_config

        checks = Checks(catalogue, publication.includes)
        paths: Iterable[str] = catalogue.faces
        if holds(self.ledger, config, day):
            pending = sorted(self._pending)
            paths = checks.concerning(pending, [self.ledger.faces.get(path) for path in pending])
        attempt.problems += catalogue.misfits(config.language)
        attempt.problems += check_config(config, marks, catalogue)
        attempt.problems += checks.problems(paths)
        attempt.problems += checks.of_the_day(day)
        attempt.warns_from = checks.next_warning(day)

    # Making

    def _make(self, job: Job, catalogue: Catalogue, publication: Publication, attempt: Attempt) -> None:
        from fingerpost.renewal import Renewal

        renewal = Renewal(
            setting=self._setting,
            job=job,
            cache=self._cache,
            catalogue=catalogue,
            publication=publication,
            templates={language: self._templates_for(language, job) for language in job.config.languages},
            last=self.ledger,
            pending=self._pending,
            files=self.files,
            working=self._working,
            show=self._show,
            attempt=attempt,
        )
        files = renewal.run()
        if files is not None:
            self.ledger, self.files = renewal.now, files
            self._pending.clear()

    def _templates_for(self, language: str, job: Job) -> Templates:
        """The templates of a language, as they are now."""
        from fingerpost.engine.bytecode import Bytecode
        from fingerpost.engine.templates import Templates, templates_digest

        known, icons = self._templates.get(language), dict(job.bundle.icons)
        if known and known.icons == icons and known.seen == templates_digest(known.folders):
            return known
        strings = Strings.of(language, self._cache)
        bytecode = Bytecode(digest(engine_digest(), catalogues_digest(), language))
        found = Templates(self._setting.templates, language, strings.translations, icons, strings.day, bytecode)
        if found.seen == self.ledger.templates:
            found.know(self.ledger.closures)
        self._templates[language] = found
        return found

    def save(self) -> None:
        """Keep the state for another process. Raises OSError."""
        self._cache.flush()
        self._file.write(self.ledger, self._file.addition(self.ledger))

    def save_during(self, publish: Callable[[], object]) -> None:
        """Keep the state, where it can be kept, while the site is published."""
        addition = self._file.addition(self.ledger)

        def save() -> None:
            with suppress(OSError):
                self._file.write(self.ledger, addition)

        self._cache.flush()
        is_long = not addition and len(self.ledger.steps) >= _MANY
        alongside(is_long and self._setting.workers > 1, save, publish)
