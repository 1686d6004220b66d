"""The workshop: a site between two builds, and how an edit becomes new files at the cost of what it touches.

Each stage looks at what changed since the last good build and takes the rest over. Nothing is taken over for another
reason than that nothing it was made from has changed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.attempt import Attempt, Show, Stopwatch, reason, silent
from fingerpost.catalogue import Catalogue, FileChanged
from fingerpost.changes import changed_keys, changed_media
from fingerpost.checking import Checks, check_config
from fingerpost.config import Config
from fingerpost.engine.assets import Bundle
from fingerpost.engine.cache import Cache
from fingerpost.engine.crew import spread
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.markdown import warm
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem
from fingerpost.engine.reads import Reads, Today
from fingerpost.engine.references import References
from fingerpost.engine.sources import scan_folder
from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.files import Files
from fingerpost.ledger import Ledger, Made, Step, write_ledger
from fingerpost.making import Maker, Result
from fingerpost.media import MediumReading
from fingerpost.pages.edition import Edition
from fingerpost.pages.extras import Listed, extras
from fingerpost.pages.plan import Claim, claims, load_builders, steps
from fingerpost.pages.publication import Publication
from fingerpost.pages.site import site_view
from fingerpost.pages.strings import Strings, catalogues_digest
from fingerpost.pages.works import work_of
from fingerpost.reading import CONTENT, Reader, Reading
from fingerpost.rendering import STEP, Renderer
from fingerpost.searching import Search, documents_of, search_folder

if TYPE_CHECKING:
    from fingerpost.engine.templates import Templates


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


class Workshop:
    """One site, as far as it has been made. After a good build, `files` are those of it."""

    def __init__(self, setting: Setting, identity: str, ledger: Ledger | None = None) -> None:
        self.ledger = ledger or Ledger(identity)
        self._setting = setting
        self._cache = Cache(setting.cache)
        self._catalogue: Catalogue | None = None
        self._pending: set[str] = set()
        self._unusable = True
        self._makers: dict[str, Maker] = {}
        # A server may ask for a lost page while the next site is made, and a step must not run inside another.
        self._working = threading.RLock()
        self._show: Show = silent
        self._ready: dict[str, Templates] = {}
        self._fresh: dict[str, bytes] = {}
        self.files = Files()

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
        self._fresh = {}
        today = Today(job.day, Reads())
        publication = Publication(today, job.config.samples.publish, self._setting.drafts)
        catalogue = self._catalogue_for(job.config)
        try:
            with watch.stage("read"):
                self._read(catalogue, attempt, lambda changed: self._get_ready(job, changed), edited)
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
        kinds = {self._catalogue.kind_of(path) for path in changed} if self._catalogue else set()
        load_builders(kinds)
        # A broken template is told when a page needs it.
        with suppress(TemplateProblem):
            for language in job.config.languages:
                self._ready[language] = self._new_templates(language, job)
                self._ready[language].compile(f"pages/{kind}.html" for kind in kinds)

    def _differences(
        self, catalogue: Catalogue, attempt: Attempt, edited: frozenset[str] | None
    ) -> tuple[list[str], list[str]]:
        """The files to read, and those that are gone."""
        known = None if edited is None or self._unusable else catalogue.edits(sorted(edited))
        if known is not None:
            return known, []
        scanned = time.time_ns()
        scan = scan_folder(self._setting.root, CONTENT)
        attempt.problems += scan.problems
        self._unusable = bool(scan.problems)
        return catalogue.differences(scan, scanned)

    def _read(
        self,
        catalogue: Catalogue,
        attempt: Attempt,
        get_ready: Callable[[Sequence[str]], None] | None = None,
        edited: frozenset[str] | None = None,
    ) -> None:
        changed, gone = self._differences(catalogue, attempt, edited)
        for path in gone:
            catalogue.remove(path)
        for path in changed:
            catalogue.place(path)
        references = References(self._cache)
        meanwhile = partial(get_ready, changed) if get_ready and not self._makers else None

        def read(path: str) -> Reading | MediumReading:
            reading = catalogue.read(path)
            if catalogue.kind_of(path) == "citation" and isinstance(reading, Reading) and reading.face:
                # Many pages cite it; made here, its reference is made in one process only.
                references.html(work_of(catalogue.opened(reading)))
            return reading

        for number, reading in enumerate(spread(read, changed, self._setting.workers, self._cache, warm, meanwhile), 1):
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
        checks = Checks(catalogue, publication.includes)
        paths: Iterable[str] = catalogue.faces
        if not self._all_is_new(config, day):
            pending = sorted(self._pending)
            paths = checks.concerning(pending, [self.ledger.faces.get(path) for path in pending])
        attempt.problems += catalogue.misfits(config.language)
        attempt.problems += check_config(config, marks, catalogue)
        attempt.problems += checks.problems(paths)

    def _all_is_new(self, config: Config, day: date) -> bool:
        """Whether nothing of the last build holds: the configuration is another, or the day has come."""
        last = self.ledger
        return last.config != digest(config) or not (last.today <= day and (last.until is None or day < last.until))

    # Making

    def _make(self, job: Job, catalogue: Catalogue, publication: Publication, attempt: Attempt) -> None:
        last, reads = self.ledger, publication.today.reads
        with reads.recording() as days:
            for face in catalogue.faces.values():
                publication.includes(face)
        now = Ledger(
            identity=last.identity,
            config=digest(job.config),
            today=job.day,
            scanned=catalogue.scanned,
            stamps=catalogue.stamps,
            digests=dict(catalogue.digests),
            faces=dict(catalogue.faces),
            media=dict(catalogue.media),
            problems=dict(catalogue.problems),
            keys={} if self._all_is_new(job.config, job.day) else last.keys,
            seal=last.seal,
        )
        for language in job.config.languages:
            edition = Edition.of(job.config, catalogue, publication.includes, publication.today, language, self._cache)
            self._make_edition(job, edition, catalogue, publication, now, attempt)
        attempt.problems += self._claims(job, now)
        if attempt.has_errors:
            return
        now.until = min(
            (day for day in (days.until, *(step.until for step in now.steps.values())) if day), default=None
        )
        self._finish(job, catalogue, now, attempt)

    def _make_edition(
        self,
        job: Job,
        edition: Edition,
        catalogue: Catalogue,
        publication: Publication,
        now: Ledger,
        attempt: Attempt,
    ) -> None:
        last, language = self.ledger, edition.routes.language
        templates = self._templates(language, job)
        now.templates, now.closures = templates.seen, templates.closures()
        site = site_view(edition, job.bundle)
        around = digest(engine_digest(), now.config, site, dict(templates.icons), catalogues_digest())
        now.around[language] = around
        maker = self._makers[language] = Maker(edition, Renderer(templates, self._cache, site, edition.routes, around))
        names = {f"{language} {step}": step for step in steps(edition)}
        stale = set(names)
        if not self._all_is_new(job.config, job.day) and last.around.get(language) == around:
            stale = {name for name in names if name not in last.steps}
            keys = changed_keys(
                self._pending, last.faces, catalogue.faces, publication.includes, catalogue.places.__contains__
            )
            keys.update(changed_media(last.media, catalogue.media))
            keys.update(f"template:{each}" for each, found in now.closures.items() if last.closures.get(each) != found)
            stale.update(last.readers(keys) & names.keys())
        made = {name: last.steps[name] for name in names if name not in stale}
        taken_over, todo = len(made), [name for name in names if name in stale]
        for name, result in zip(todo, maker.run([names[each] for each in todo], self._setting.workers), strict=True):
            made[name] = self._step(name, result, now, attempt)
            self._show("make", len(made) - taken_over, len(todo))
        now.steps.update((name, made[name]) for name in names)
        self._index(edition, maker, now)

    def _step(self, name: str, result: Result, now: Ledger, attempt: Attempt) -> Step:
        before = {each.path: each for each in self.ledger.steps[name].pages} if name in self.ledger.steps else {}
        attempt.tally.planned += 1
        for page in result.pages:
            attempt.tally.rendered += page.fresh
            old = before.get(page.made.path)
            if old is None or old.digest != page.made.digest or page.fresh:
                attempt.reasons[page.made.path] = reason(old, page.made)
        pages = tuple(page.made for page in result.pages)
        return Step(pages, now.numbers(result.keys), result.until, result.counted, result.row)

    def _templates(self, language: str, job: Job) -> Templates:
        from fingerpost.engine.templates import templates_digest

        known = self._ready.get(language)
        if not known or known.icons != dict(job.bundle.icons) or known.seen != templates_digest(known.folders):
            known = self._ready[language] = self._new_templates(language, job)
        return known

    def _new_templates(self, language: str, job: Job) -> Templates:
        # Jinja is loaded when there is something to render, and while something else is read.
        from fingerpost.engine.templates import Templates

        strings = Strings.of(language, self._cache)
        found = Templates(self._setting.templates, language, strings.translations, dict(job.bundle.icons), strings.day)
        if found.seen == self.ledger.templates:
            found.know(self.ledger.closures)
        return found

    def _claims(self, job: Job, now: Ledger) -> Iterator[Problem]:
        """Two pages at one address. Nothing to ask when no address is new."""
        if self.ledger.steps.keys() != now.steps.keys() or any(
            step is not self.ledger.steps[name] and _urls(step) != _urls(self.ledger.steps[name])
            for name, step in now.steps.items()
        ):
            yield from claims(_claims(now), job.config.base_path)

    def _index(self, edition: Edition, maker: Maker, now: Ledger) -> None:
        """Bring the search index of one language up to date in `now.others`."""
        routes, last = edition.routes, self.ledger
        folder = search_folder(edition.routes)
        search = Search(routes.language, maker.renderer.words(), self._cache)
        documents = documents_of(now, routes.language)
        there = frozenset(path.removeprefix(folder) for path in last.others if path.startswith(folder))
        indexed = None
        if [*documents] == [*(before := documents_of(last, routes.language))] and there:
            indexed = search.updated([*before.values()], [*documents.values()], lambda name: self._kept(folder + name))
        if indexed is None and any(not search.has(step) for step in documents.values()):
            documents = self._recounted(search, documents, maker, now)
        indexed = indexed or search.whole([*documents.values()], there)
        now.others.update({f"{folder}{name}": last.others[f"{folder}{name}"] for name in there - indexed.dropped})
        for name, content in indexed.written.items():
            self._put(folder + name, content, now)

    def _recounted(self, search: Search, documents: dict[str, Step], maker: Maker, now: Ledger) -> dict[str, Step]:
        """The documents again, where what was counted of them is lost."""
        lost = [name for name, step in documents.items() if not search.has(step)]
        steps = [name.partition(" ")[2] for name in lost]
        for name, result in zip(lost, maker.run(steps, self._setting.workers), strict=True):
            now.steps[name] = now.steps[name]._replace(counted=result.counted)
        return {name: now.steps[name] for name in documents}

    def _kept(self, path: str) -> bytes | None:
        """A file of the last site that is no page, if its content can still be had."""
        content = self.files.contents.get(path) or self._setting.published(path)
        return content if content is not None and sha256(content) == self.ledger.others.get(path) else None

    def _put(self, path: str, content: bytes, now: Ledger) -> None:
        self._fresh[path] = content
        now.others[path] = sha256(content)

    def _finish(self, job: Job, catalogue: Catalogue, now: Ledger, attempt: Attempt) -> None:
        """The files beside the pages; then the new state takes the place of the old one."""
        pages = [page for step in now.steps.values() for page in step.pages]
        listed = [Listed(each.listed, each.changed) for each in pages if each.listed]
        for path, content in (*extras(job.config, listed, now.until).items(), *job.bundle.files):
            self._put(path, content, now)
        media: dict[str, Callable[[], bytes]] = {}
        for path, found, open in catalogue.outputs():
            now.others[path], media[path] = found, open
        attempt.tally.pages = len(pages)
        by_path = {page.path: (name, page) for name, step in now.steps.items() for page in step.pages}
        kept = {path: self.files.contents[path] for path in self.files.contents.keys() & now.others.keys()}
        contents = {**kept, **self._fresh}
        self.files = Files(by_path, now.others, contents, media, self._cache, self._remake, self._reindex)
        self._pending.clear()
        self._fresh = {}
        self.ledger = now

    def _remake(self, name: str, page: Made) -> bytes:
        """A page that the cache lost."""
        language, _, step = name.partition(" ")
        with self._working:
            pages = self._makers[language].made(step).pages
        for rendered in pages:
            if rendered.made == page:
                content = self._cache.read(STEP, page.key)
                if content is not None:
                    return content
        raise FileChanged(page.source)

    def _reindex(self, path: str) -> bytes:
        """A file of the search index that was taken over, and whose published copy is lost."""
        with self._working:
            return self._whole_index(path)

    def _whole_index(self, path: str) -> bytes:
        for language, maker in self._makers.items():
            folder = search_folder(maker.edition.routes)
            documents = [*documents_of(self.ledger, language).values()]
            search = Search(language, maker.renderer.words(), self._cache)
            if not all(search.has(step) for step in documents):
                documents = [*self._recounted(search, documents_of(self.ledger, language), maker, self.ledger).values()]
            indexed = search.whole(documents, frozenset())
            if path.removeprefix(folder) in indexed.written:
                return indexed.written[path.removeprefix(folder)]
        raise FileChanged(path)

    def save(self, path: Path) -> None:
        """Keep the state for another process. Raises OSError."""
        self._cache.flush()
        write_ledger(path, self.ledger)


def _urls(step: Step) -> list[tuple[str, str]]:
    return [(page.url, page.kind) for page in step.pages]


def _claims(ledger: Ledger) -> list[Claim]:
    pages = (page for step in ledger.steps.values() for page in step.pages)
    return [Claim(page.url, page.source, page.kind == "redirect") for page in pages]
