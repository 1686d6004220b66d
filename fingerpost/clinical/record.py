"""A record: one validated content file, with its id and where each of its values stands."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Span
from fingerpost.engine.schema import Model
from fingerpost.engine.values import dataclass

E = TypeVar("E", bound=Model, covariant=True)

# What a record is called by; all other kinds have a title.
_NAMED_BY = {"term": "term", "therapist": "name", "person": "name", "regulator": "name", "crisis": "name"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A work cited in a body of prose, and where."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record(Generic[E]):
    """One record of one kind in one language. `path` is relative to the site's root."""

    kind: str
    id: str
    language: str
    path: str
    entry: E
    marks: Marks

    def from_outside(self) -> Record[E]:
        """The record as pages of others may see it, without the fields of its own page."""
        entry = self.entry.from_outside()
        return self if entry is self.entry else Record(self.kind, self.id, self.language, self.path, entry, self.marks)

    @property
    def name(self) -> str:
        """What the record is called on the page."""
        name = getattr(self.entry, _NAMED_BY.get(self.kind, "title"))
        return name if isinstance(name, str) else str(name.text(self.language))

    @property
    def is_sample(self) -> bool:
        """Whether it is made up. The `sample` of a work is its number of people."""
        return self.kind != "citation" and bool(self.get("sample"))

    def get(self, field: str, default: object = None) -> Any:
        """The value of a field that not every kind has."""
        return getattr(self.entry, field, default)
