"""The edition: one language of the site on one day, and what every page builder may draw on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from fingerpost.clinical.face import Face, Index
from fingerpost.clinical.kinds import KINDS
from fingerpost.clinical.library import Library
from fingerpost.clinical.record import Record
from fingerpost.clinical.shelf import Shelf
from fingerpost.config import Config
from fingerpost.engine.bibliography import Work
from fingerpost.engine.cache import Cache
from fingerpost.engine.markdown import Body
from fingerpost.engine.reads import Reads, Today, Trace, Watched
from fingerpost.engine.references import References
from fingerpost.engine.values import dataclass
from fingerpost.pages.picture import Picture
from fingerpost.pages.routes import Routes
from fingerpost.pages.search.analyser import spelled
from fingerpost.pages.search.counting import FIELDS, Counting
from fingerpost.pages.search.manifest import Settings
from fingerpost.pages.strings import Strings

if TYPE_CHECKING:
    from fingerpost.clinical.article import Article
    from fingerpost.pages.search.compatible import CompatibleCounting

V = TypeVar("V")


class Content(Protocol):
    """What was read, as far as an edition needs it."""

    @property
    def faces(self) -> Mapping[str, Face]: ...
    @property
    def index(self) -> Index: ...
    @property
    def places(self) -> Mapping[str, tuple[str, str]]: ...
    @property
    def pictures(self) -> Mapping[str, Picture]: ...
    @property
    def recordings(self) -> Mapping[str, str]: ...
    def record(self, path: str) -> Record[Any]: ...
    def body(self, path: str) -> Body | None: ...


@dataclass(frozen=True)
class Edition:
    """Everything that is known when pages are planned, and a note of all that is read of it.

    `bodies`, `pictures`, `recordings` (their URLs), `places` and `signed` are keyed by content path; a place is the
    kind and id of a file's record, and `signed` the digest that a review of its text signs.
    """

    config: Config
    library: Library
    bodies: Mapping[str, Body]
    pictures: Mapping[str, Picture]
    recordings: Mapping[str, str]
    places: Mapping[str, tuple[str, str]]
    signed: Mapping[str, str]
    routes: Routes
    strings: Strings
    references: References
    today: Today
    reads: Reads
    cache: Cache
    _opened: Callable[[str], Record[Any]]
    _works: dict[str, tuple[Record[Any], Work]] = field(default_factory=dict)
    _made: dict[tuple[object, str], tuple[Any, Trace]] = field(default_factory=dict)

    def once(self, make: Callable[[Edition, Record[Any]], V], record: Record[Any]) -> V:
        """What `make` makes of a record from outside: made for the first who asks, and noted for all as if they had."""
        key = make, record.path
        found = self._made.get(key)
        if found is None:
            with self.reads.apart() as trace:
                found = make(self, record.from_outside()), trace
            self._made[key] = found
        made, trace = found
        self.reads.again(trace)
        value: V = made
        return value

    def work(self, id: str) -> Work | None:
        """A cited work in the bibliography's terms."""
        from fingerpost.pages.works import work_of

        record = self.library.citations.get(id)
        if record is None:
            return None
        known = self._works.get(id)
        if known is None or known[0] is not record:
            known = self._works[id] = (record, work_of(record))
        return known[1]

    @property
    def term_links(self) -> Mapping[str, str]:
        """Glossary words and their other names, with the page that explains each."""
        self.reads.note("shelf:term")
        return self._term_links

    @cached_property
    def _term_links(self) -> Mapping[str, str]:
        links: dict[str, str] = {}
        for record in self.library.terms.every():
            for word in (record.entry.term, *record.entry.also_known_as):
                links.setdefault(word, self.url(record))
        return links

    @property
    def counting(self) -> Counting | CompatibleCounting:
        """How search counts documents: with the names that mean the same on this site, which the running step reads."""
        self.library.names()
        return self._counting

    @property
    def search_settings(self) -> Settings:
        """What the publisher decided of the search index."""
        tuned = self.config.search
        return Settings(
            language=self.routes.language,
            boosts=tuple(getattr(tuned.boosts, field) for field in FIELDS),
            compatible=tuned.index == "compatible",
            stop_words=spelled(tuned.stop_words),
            kept_words=spelled(tuned.kept_words),
        )

    @cached_property
    def _counting(self) -> Counting | CompatibleCounting:
        if self.search_settings.compatible:
            # Others do without lunr's own code.
            from fingerpost.pages.search.compatible import CompatibleCounting

            return CompatibleCounting()
        return Counting(self.search_settings.analyser, (*self.library.names(), *self.config.search.synonyms))

    @classmethod
    def of(
        cls, config: Config, content: Content, shown: Callable[[Face], bool], today: Today, language: str, cache: Cache
    ) -> Edition:
        """The edition in `language` of what is `shown`; in the default language where there is no translation."""
        reads, faces = today.reads, content.faces
        shelves: dict[str, Shelf[Any]] = {
            kind: Shelf(kind, paths, content.record, reads)
            for kind, paths in _shelves(config, faces.values(), shown, language).items()
        }
        return cls(
            config=config,
            library=Library(shelves, content.index, reads),
            bodies=Watched("body", reads, content.body),
            pictures=Watched("picture", reads, content.pictures.get),
            recordings=Watched("recording", reads, content.recordings.get),
            places=Watched("place", reads, content.places.get),
            signed=Watched("body", reads, lambda path: faces[path].signed),
            routes=Routes.of(config, language),
            strings=Strings.of(language, cache),
            references=References(cache),
            today=today,
            reads=reads,
            cache=cache,
            _opened=content.record,
        )

    def open(self, path: str) -> Record[Any]:
        """The record of a content file, whole: for its own page."""
        record = self._opened(path)
        self.reads.note(f"own:{record.kind}/{record.id}")
        return record

    def url(self, record: Record[Any]) -> str:
        return self.routes.record(record.kind, record.id)


def subjects(article: Article) -> tuple[tuple[str, str], ...]:
    """The kinds and ids of what an article discusses."""
    discussed = article.discusses
    return (*(("modality", id) for id in discussed.modalities), *(("concern", id) for id in discussed.concerns))


def _shelves(
    config: Config, faces: Iterable[Face], shown: Callable[[Face], bool], language: str
) -> dict[str, dict[str, str]]:
    """The path of every record that is shown, by kind and id, in id order."""
    chosen: dict[tuple[str, str], Face] = {}
    for face in faces:
        if face.language in (language, config.language) and shown(face):
            key = (face.kind, face.id)
            if key not in chosen or face.language == language:
                chosen[key] = face
    shelves: dict[str, dict[str, str]] = {kind.name: {} for kind in KINDS}
    for kind, id in sorted(chosen):
        shelves[kind][id] = chosen[(kind, id)].path
    return shelves
