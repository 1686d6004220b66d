"""The edition: one language of the site on one day, and what every page builder may draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from fingerpost.clinical.article import Article
from fingerpost.clinical.kinds import KINDS
from fingerpost.clinical.library import Library
from fingerpost.clinical.record import Record
from fingerpost.config import Config
from fingerpost.engine.bibliography import Work
from fingerpost.engine.cache import Cache
from fingerpost.engine.markdown import Body
from fingerpost.engine.references import References
from fingerpost.engine.schema import Model
from fingerpost.pages.publication import Publication
from fingerpost.pages.routes import Routes
from fingerpost.pages.strings import Strings


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the content: where it is published and its size in pixels."""

    url: str
    width: int
    height: int


class Content(Protocol):
    """What was parsed, as far as an edition needs it."""

    @property
    def records(self) -> Sequence[Record[Model]]: ...
    @property
    def bodies(self) -> Mapping[str, Body]: ...
    @property
    def pictures(self) -> Mapping[str, Picture]: ...
    @property
    def recordings(self) -> Mapping[str, str]: ...
    @property
    def places(self) -> Mapping[str, tuple[str, str]]: ...


@dataclass(frozen=True)
class Edition:
    """Everything that is known when pages are planned.

    `bodies`, `pictures`, `recordings` (their URLs) and `places` are keyed by content path; a place is the kind and id
    of a file's record.
    """

    config: Config
    library: Library
    bodies: Mapping[str, Body]
    pictures: Mapping[str, Picture]
    recordings: Mapping[str, str]
    places: Mapping[str, tuple[str, str]]
    routes: Routes
    strings: Strings
    references: References
    today: date

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """Cited works by id, in the bibliography's terms."""
        from fingerpost.pages.works import work_of

        return {id: work_of(record) for id, record in self.library.citations.items()}

    @cached_property
    def article_order(self) -> Mapping[str, int]:
        """The place of each article, by its id, when the newest stands first."""
        newest = sorted(
            self.library.articles.values(), key=lambda each: (-each.entry.published_on.toordinal(), each.id)
        )
        return {record.id: place for place, record in enumerate(newest)}

    @cached_property
    def articles_by_subject(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The ids of the articles that discuss a modality or a concern, the newest first."""
        found: dict[tuple[str, str], list[str]] = {}
        for id in self.article_order:
            for subject in subjects(self.library.articles[id].entry):
                found.setdefault(subject, []).append(id)
        return found

    @cached_property
    def term_links(self) -> Mapping[str, str]:
        """Glossary words and their other names, with the page that explains each."""
        links: dict[str, str] = {}
        for record in self.library.terms.values():
            for word in (record.entry.term, *record.entry.also_known_as):
                links.setdefault(word, self.url(record))
        return links

    @classmethod
    def of(cls, config: Config, content: Content, publication: Publication, language: str, cache: Cache) -> Edition:
        """The edition in `language`: what is published, in the default language where there is no translation."""
        return cls(
            config=config,
            library=Library(_shelves(config, content.records, publication, language)),
            bodies=content.bodies,
            pictures=content.pictures,
            recordings=content.recordings,
            places=content.places,
            routes=Routes.of(config, language),
            strings=Strings.of(language),
            references=References(cache),
            today=publication.today,
        )

    def url(self, record: Record[Any]) -> str:
        return self.routes.record(record.kind, record.id)


def subjects(article: Article) -> tuple[tuple[str, str], ...]:
    """The kinds and ids of what an article discusses."""
    discussed = article.discusses
    return (*(("modality", id) for id in discussed.modalities), *(("concern", id) for id in discussed.concerns))


def _shelves(
    config: Config, records: Sequence[Record[Model]], publication: Publication, language: str
) -> dict[str, dict[str, Record[Model]]]:
    chosen: dict[tuple[str, str], Record[Model]] = {}
    for record in records:
        if record.language in (language, config.language) and publication.includes(record):
            key = (record.kind, record.id)
            if key not in chosen or record.language == language:
                chosen[key] = record
    shelves: dict[str, dict[str, Record[Model]]] = {kind.name: {} for kind in KINDS}
    for (kind, id), record in sorted(chosen.items()):
        shelves[kind][id] = record
    return shelves
