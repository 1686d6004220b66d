"""Where each value of a YAML tree stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fingerpost.engine.problems import Span

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """The spans of a value and, inside a mapping, of its key."""

    value: Span
    key: Span | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a tree by location. The root is ()."""

    places: Mapping[Location, Mark]

    def value(self, location: Location) -> Span:
        """The span of the value at `location`, or of the nearest value around it."""
        return self._nearest(location).value

    def key(self, location: Location) -> Span:
        """The span of the key at `location`, else of the value, else of what is around it."""
        mark = self._nearest(location)
        return mark.key or mark.value

    def _nearest(self, location: Location) -> Mark:
        while location not in self.places:
            location = location[:-1]
        return self.places[location]
