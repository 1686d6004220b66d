"""Renewal: from the state of the last build, and what was read since, to the state of this one and its files.

A step of the plan is run again where something that it read has changed; everything else is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager
from dataclasses import field
from functools import partial

from fingerpost.attempt import Attempt, Show, reason
from fingerpost.catalogue import Catalogue, FileChanged
from fingerpost.changes import changed_keys, changed_media, names_of
from fingerpost.clinical.face import MOVED, NAMES
from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.problems import Problem
from fingerpost.engine.templates import Templates
from fingerpost.engine.values import dataclass
from fingerpost.files import Files
from fingerpost.indexing import Indexing
from fingerpost.job import Job, Setting, holds
from fingerpost.ledger import Ledger, Made, Step
from fingerpost.making import Maker, Result
from fingerpost.pages.edition import Edition
from fingerpost.pages.embeds import HOSTS
from fingerpost.pages.extras import Listed, extras
from fingerpost.pages.plan import Claim, claims, steps
from fingerpost.pages.publication import Publication
from fingerpost.pages.site import site_view
from fingerpost.pages.strings import catalogues_digest
from fingerpost.rendering import STEP, Renderer
from fingerpost.searching import Search

_NAMES = f"{NAMES}:"


@dataclass(slots=True)
class Renewal:
    """One build, from `last` to `now`. `pending` are the paths that changed since; `files` are those of the last build.

    `templates` are those of each language. `working` is held while anything is made: a server may ask for a lost page
    while the next site is made, and a step must not run inside another.
    """

    setting: Setting
    job: Job
    cache: Cache
    catalogue: Catalogue
    publication: Publication
    templates: Mapping[str, Templates]
    last: Ledger
    pending: Set[str]
    files: Files
    working: AbstractContextManager[object]
    show: Show
    attempt: Attempt
    now: Ledger = field(init=False)
    _fresh: dict[str, bytes] = field(default_factory=dict)
    _indexing: list[Indexing] = field(default_factory=list)
    _makers: dict[str, Maker] = field(default_factory=dict)

    def run(self) -> Files | None:
        """Make everything that is out of date. None: there are problems, and they are those of the attempt.

        Raises TemplateProblem.
        """
        today, attempt = self.publication.today, self.attempt
        with today.reads.recording() as days:
            for face in self.catalogue.faces.values():
                self.publication.includes(face)
        self.now = self._begun()
        for language in self.job.config.languages:
            self._make_edition(language)
        attempt.problems += self._claims()
        if attempt.has_errors:
            return None
        dates = (days.until, *(step.until for step in self.now.steps.values()))
        self.now.until = min((day for day in dates if day), default=None)
        return self._finish()

    def _begun(self) -> Ledger:
        last, catalogue = self.last, self.catalogue
        return Ledger(
            identity=last.identity,
            config=digest(self.job.config),
            today=self.job.day,
            scanned=catalogue.scanned,
            stamps=catalogue.stamps,
            digests=dict(catalogue.digests),
            faces=dict(catalogue.faces),
            media=dict(catalogue.media),
            problems=dict(catalogue.problems),
            keys=last.keys if self._last_holds else {},
        )

    @property
    def _last_holds(self) -> bool:
        return holds(self.last, self.job.config, self.job.day)

    def _make_edition(self, language: str) -> None:
        job, now, last, shown = self.job, self.now, self.last, self.publication.includes
        edition = Edition.of(job.config, self.catalogue, shown, self.publication.today, language, self.cache)
        templates = self.templates[language]
        now.templates, now.closures = templates.seen, templates.closures()
        site = site_view(edition, job.bundle)
        around = digest(engine_digest(), now.config, site, dict(templates.icons), catalogues_digest())
        now.around[language] = around
        maker = self._makers[language] = Maker(edition, Renderer(templates, self.cache, site, edition.routes, around))
        names = {f"{language} {step}": step for step in steps(edition, self._left())}
        stale = set(names)
        if self._last_holds and last.around.get(language) == around:
            stale = {name for name in names if name not in last.steps}
            changed = self._changed()
            stale.update(last.readers(changed - {_NAMES}) & names.keys())
            if _NAMES in changed:
                stale |= self._named(edition, names.keys() - stale)
        made = {name: last.steps[name] for name in names if name not in stale}
        taken_over, todo = len(made), [name for name in names if name in stale]
        for name, result in zip(todo, maker.run([names[each] for each in todo], self.setting.workers), strict=True):
            made[name] = self._step(name, result)
            self.show("make", len(made) - taken_over, len(todo))
        now.steps.update((name, made[name]) for name in names)
        self._index(maker, made.values())

    def _named(self, edition: Edition, steps: Set[str]) -> set[str]:
        """Those of the steps whose words search counts otherwise, since names came or went that they may have.

        Nearly every step is counted with all names there are, and few have any of a record's.
        """
        last = self.last
        counted = {name: last.steps[name] for name in last.readers((_NAMES,)) & steps}
        names = names_of(self.pending, last.faces, self.catalogue.faces)
        return Search(edition.search_settings, b"", self.cache).naming(counted, names)

    def _left(self) -> list[str]:
        """The addresses that pages of lists had once, but for those that a record has now: its editor knows better."""
        catalogue, shown = self.catalogue, self.publication.includes
        had = {address: catalogue.index.paths((f"{MOVED}:{address}",)) for address in self.job.addresses}
        return [address for address, paths in had.items() if not any(shown(catalogue.faces[path]) for path in paths)]

    def _changed(self) -> Set[str]:
        """The keys of everything that is another than in the last build, as steps note what they read."""
        last, now, catalogue = self.last, self.now, self.catalogue
        shown, there = self.publication.includes, catalogue.places.__contains__
        keys = changed_keys(self.pending, last.faces, catalogue.faces, shown, there)
        templates = {f"template:{each}" for each, found in now.closures.items() if last.closures.get(each) != found}
        return {*keys, *changed_media(last.media, catalogue.media), *templates}

    def _step(self, name: str, result: Result) -> Step:
        before = {each.path: each for each in self.last.steps[name].pages} if name in self.last.steps else {}
        self.attempt.tally.planned += 1
        for page in result.pages:
            self.attempt.tally.rendered += page.fresh
            old = before.get(page.made.path)
            if old is None or old.digest != page.made.digest or page.fresh:
                self.attempt.reasons[page.made.path] = reason(old, page.made)
        pages = tuple(page.made for page in result.pages)
        return Step(pages, self.now.numbers(result.keys), result.until, result.counted, result.row)

    def _claims(self) -> Iterator[Problem]:
        """Two pages at one address. Nothing to ask when no address is new."""
        last, now = self.last.steps, self.now.steps
        if last.keys() != now.keys() or any(
            step is not last[name] and _urls(step) != _urls(last[name]) for name, step in now.items()
        ):
            pages = (page for step in now.values() for page in step.pages)
            claimed = [Claim(page.url, page.source, page.kind == "redirect") for page in pages]
            yield from claims(claimed, self.job.config.base_path)

    def _index(self, maker: Maker, steps: Iterable[Step]) -> None:
        """Bring the search index of one language up to date, of which these are the steps."""
        indexing = Indexing(maker, self.cache, self.setting.workers, self.now)
        self._indexing.append(indexing)
        written, stay = indexing.renew(self.last, self._kept, partial(self._stage, steps))
        self.now.others.update({path: self.last.others[path] for path in stay})
        for path, content in written.items():
            self._put(path, content)

    def _stage(self, steps: Iterable[Step]) -> None:
        """Hand on the pages that are made, and put on disk what was kept of them."""
        pages = ((page, self.cache.read(STEP, page.key)) for step in steps for page in step.pages)
        self.setting.stage((page.path, page.digest, content) for page, content in pages if content is not None)
        self.cache.flush()

    def _kept(self, path: str) -> bytes | None:
        """A file of the last site that is no page, if its content can still be had."""
        content = self.files.contents.get(path) or self.setting.published(path)
        return content if content is not None and sha256(content) == self.last.others.get(path) else None

    def _put(self, path: str, content: bytes) -> None:
        self._fresh[path] = content
        self.now.others[path] = sha256(content)

    def _finish(self) -> Files:
        """The files beside the pages, and where the content of each is to be had."""
        now, before = self.now, self.files
        pages = [page for step in now.steps.values() for page in step.pages]
        listed = [Listed(each.listed, each.changed) for each in pages if each.listed]
        for path, content in (
            *extras(self.job.config, listed, now.until, self._embedded()).items(),
            *self.job.bundle.files,
        ):
            self._put(path, content)
        media: dict[str, Callable[[], bytes]] = {}
        for path, found, open in self.catalogue.outputs():
            now.others[path], media[path] = found, open
        self.attempt.tally.pages = len(pages)
        by_path = {page.path: (name, page) for name, step in now.steps.items() for page in step.pages}
        kept = {path: before.contents[path] for path in before.contents.keys() & now.others.keys()}
        contents = {**kept, **self._fresh}
        # The files may ask for lost ones as long as they stand, and need nothing of the build before. Were they kept
        # here as well, neither would ever be let go, and each edit would leave garbage for somebody to look for.
        self.last, self.files = now, Files()
        return Files(by_path, now.others, contents, media, self.cache, self._remake, self._reindex)

    def _embedded(self) -> list[str]:
        """The hosts of videos that some page can load."""
        libraries = [maker.edition.library for maker in self._makers.values()]
        return [host for host in HOSTS if any(library.embedding(host) for library in libraries)]

    def _remake(self, name: str, page: Made) -> bytes:
        """A page that the cache lost."""
        language, _, step = name.partition(" ")
        with self.working:
            (result,) = self._makers[language].made((step,))
        for rendered in result.pages:
            if rendered.made == page:
                content = self.cache.read(STEP, page.key)
                if content is not None:
                    return content
        raise FileChanged(page.source)

    def _reindex(self, path: str) -> bytes:
        """A file of the search index that was taken over, and whose published copy is lost."""
        with self.working:
            for indexing in self._indexing:
                content = indexing.again(path)
                if content is not None:
                    return content
        raise FileChanged(path)


def _urls(step: Step) -> list[tuple[str, str]]:
    return [(page.url, page.kind) for page in step.pages]
