"""The edition: one language of the site on one day, and what every page builder may draw on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from fingerpost.clinical.library import Library
from fingerpost.clinical.record import Record
from fingerpost.config import Config
from fingerpost.engine.bibliography import Work
from fingerpost.engine.markdown import Body
from fingerpost.pages.routes import Routes
from fingerpost.pages.strings import Strings


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the content: where it is published and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Edition:
    """Everything that is known when pages are planned. `bodies` and `pictures` are keyed by content path."""

    config: Config
    library: Library
    bodies: Mapping[str, Body]
    pictures: Mapping[str, Picture]
    routes: Routes
    strings: Strings
    today: date

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """Cited works by id, in the bibliography's terms."""
        from fingerpost.pages.works import work_of

        return {id: work_of(record) for id, record in self.library.citations.items()}

    @cached_property
    def term_links(self) -> Mapping[str, str]:
        """Glossary words and their other names, with the page that explains each."""
        links: dict[str, str] = {}
        for record in self.library.terms.values():
            for word in (record.entry.term, *record.entry.also_known_as):
                links.setdefault(word, self.url(record))
        return links

    @cached_property
    def by_path(self) -> Mapping[str, Record[Any]]:
        """Records by the path of their file."""
        return {record.path: record for record in self.library.all()}

    def url(self, record: Record[Any]) -> str:
        return self.routes.record(record.kind, record.id)
