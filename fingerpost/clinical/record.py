"""A record: one validated content file, with its id and where each of its values stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Span
from fingerpost.engine.schema import Model

E = TypeVar("E", bound=Model, covariant=True)


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

    @property
    def name(self) -> str:
        """What the record is called on the page."""
        for field in ("title", "term", "name"):
            value = getattr(self.entry, field, None)
            if value and not (field == "title" and self.kind in ("therapist", "citation")):
                return value if isinstance(value, str) else str(value.text(self.language))
        return str(getattr(self.entry, "title", self.id))
