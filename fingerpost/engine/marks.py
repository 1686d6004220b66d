"""Where each value of a YAML text stands in its file.

Knows only texts that were parsed without a fault. Looks for nothing until somebody asks: most builds never do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from fingerpost.engine.problems import Span
from fingerpost.engine.values import dataclass

if TYPE_CHECKING:
    import yaml

Location = tuple[str | int, ...]


class Place(Protocol):
    """What PyYAML's two mark classes share: 0-based line and column."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """The spans of a value and, inside a mapping, of its key."""

    value: Span
    key: Span | None = None


@dataclass(frozen=True)
class Marks:
    """The marks of the mapping that `text` holds, by location. The root is (). `first_line` is the text's in its file.

    They are found when the first is asked for, by parsing `text` again.
    """

    path: str
    text: str
    first_line: int = 1

    def value(self, location: Location) -> Span:
        """The span of the value at `location`, or of the nearest value around it."""
        return self._nearest(location).value

    def key(self, location: Location) -> Span:
        """The span of the key at `location`, else of the value, else of what is around it."""
        mark = self._nearest(location)
        return mark.key or mark.value

    @cached_property
    def places(self) -> Mapping[Location, Mark]:
        """Every mark of the text."""
        # A build whose records are all stored, and without a fault, asks for none and need not load PyYAML.
        import yaml

        root = yaml.compose(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        found: dict[Location, Mark] = {(): Mark(Span(self.path, self.first_line, 1))}
        ahead: list[tuple[Location, yaml.Node | None]] = [((), root)]
        for at, node in ahead:
            if isinstance(node, yaml.MappingNode):
                inner = [
                    ((*at, key.value), child, Mark(self._span(child), self._span(key))) for key, child in node.value
                ]
            elif isinstance(node, yaml.SequenceNode):
                inner = [((*at, index), child, Mark(self._span(child))) for index, child in enumerate(node.value)]
            else:
                continue
            found.update((location, mark) for location, _, mark in inner)
            ahead += [(location, child) for location, child, _ in inner]
        return found

    def _nearest(self, location: Location) -> Mark:
        while location not in self.places:
            location = location[:-1]
        return self.places[location]

    def _span(self, node: yaml.Node) -> Span:
        return span_between(self.path, self.first_line, node.start_mark, node.end_mark)


def span_between(path: str, first_line: int, start: Place, end: Place) -> Span:
    """From `start` to `end`, or one character long where that is on another line."""
    length = end.column - start.column if end.line == start.line else 1
    return Span(path, start.line + first_line, start.column + 1, max(1, length))
