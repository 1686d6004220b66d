"""YAML as a tree of plain text with marks, refusing what YAML would guess, hide or blow up.

Scalars stay the text that was written: `no`, `12:30` and `2026-02-30` mean nothing here yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from fingerpost.engine.marks import Location, Mark, Marks
from fingerpost.engine.problems import Problem, Span, quoted
from fingerpost.engine.yamlfaults import Place, explain

MAX_DEPTH = 50
Value = str | list["Value"] | dict[str, "Value"]

_NULLS = {"", "~", "null", "Null", "NULL"}
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KEY_HELP = "write the key as one word before its colon; put a text that begins with a bracket in quotes"
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: a mapping of text, lists and mappings, and where everything stands."""

    value: dict[str, Value]
    marks: Marks


def parse_yaml(path: str, text: str, first_line: int = 1) -> Tree | tuple[Problem, ...]:
    """The mapping that `text` holds, or what is wrong with it. `first_line` is the line `text` starts on."""
    reader = _Reader(path, first_line)
    try:
        refused = reader.refuse_characters(text) or reader.refuse_events(text)
        if refused:
            return (refused,)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return (reader.syntax_problem(error, text),)
    if root is None:
        help = "write `key: value` lines, or remove the file"
        return (reader.problem("empty-file", "holds no values", Span(path, first_line, 1), help),)
    if not isinstance(root, yaml.MappingNode):
        help = "write one `key: value` a line, for example `title: Grief`"
        return (reader.problem("not-a-mapping", "keys and values are expected here", reader.span(root), help),)
    value = reader.mapping(root, ())
    if reader.problems:
        return tuple(reader.problems)
    reader.places[()] = Mark(Span(path, first_line, 1))
    return Tree(value, Marks(reader.places))


@dataclass(slots=True)
class _Reader:
    path: str
    first_line: int
    places: dict[Location, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, message: str, span: Span, help: str = "") -> Problem:
        return Problem(code, message, span, help)

    def span_of(self, start: Place | None, end: Place | None = None) -> Span:
        if start is None:
            return Span(self.path, self.first_line, 1)
        length = end.column - start.column if end and end.line == start.line else 1
        return Span(self.path, start.line + self.first_line, start.column + 1, max(1, length))

    def span(self, node: yaml.Node) -> Span:
        return self.span_of(node.start_mark, node.end_mark)

    def refuse_events(self, text: str) -> Problem | None:
        """Depth, aliases, tags and second documents, seen on the flat events before any tree is built."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    return self.problem(
                        "too-deep",
                        f"is nested more than {MAX_DEPTH} levels deep",
                        self.span_of(event.start_mark),
                        "look for brackets or hyphens that were repeated by mistake",
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return self.problem(
                        "second-document",
                        "a second document starts here",
                        self.span_of(event.start_mark, event.end_mark),
                        "keep one record in a file, and remove the line of hyphens",
                    )
            refused = self._refuse_node_event(event)
            if refused:
                return refused
        return None

    def _refuse_node_event(self, event: yaml.Event) -> Problem | None:
        anchor = getattr(event, "anchor", None)
        if anchor:
            sign, name = ("*", "alias") if isinstance(event, yaml.AliasEvent) else ("&", "anchor")
            place = self.span_of(event.start_mark)
            return self.problem(
                "yaml-alias",
                f"{quoted(sign + str(anchor), '')} is a YAML {name}, and records have none",
                Span(place.path, place.line, place.column, len(anchor) + 1),
                f"write the value out; to begin a text with {sign}, put it in quotes",
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            return self.problem(
                "yaml-tag",
                "the word that begins with ! is a YAML tag, and records have none",
                self.span_of(event.start_mark),
                "remove it; to begin a text with !, put it in quotes",
            )
        return None

    def value(self, node: yaml.Node, at: Location) -> Value:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, at)
        if node.value in _NULLS and not getattr(node, "style", None):
            self.problems.append(self._empty(node, at))
            return ""
        return str(node.value)

    def _empty(self, node: yaml.Node, at: Location) -> Problem:
        mark = self.places[at]
        name = next(quoted(key, "`") for key in reversed(at) if isinstance(key, str))
        if mark.key:
            help = "give it a value or remove the line"
            return self.problem("empty-value", f"{name} has no value", mark.key, help)
        hyphen = Span(self.path, mark.value.line, max(1, mark.value.column - 1))
        place = mark.value if node.value else hyphen
        return self.problem(
            "empty-value", f"an entry of {name} is empty", place, "write it, or remove its hyphen or comma"
        )

    def sequence(self, node: yaml.SequenceNode, at: Location) -> list[Value]:
        values: list[Value] = []
        for index, child in enumerate(node.value):
            self.places[(*at, index)] = Mark(self.span(child))
            values.append(self.value(child, (*at, index)))
        return values

    def mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Value]:
        values: dict[str, Value] = {}
        first: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(self.problem("bad-key", "a key is a single word", self.span(key), _KEY_HELP))
                continue
            name = str(key.value)
            if name in first:
                self.problems.append(self._duplicate(key, name, first[name]))
                continue
            first[name] = key.start_mark.line + self.first_line
            self.places[(*at, name)] = Mark(self.span(child), self.span(key))
            values[name] = self.value(child, (*at, name))
        return values

    def _duplicate(self, key: yaml.ScalarNode, name: str, line: int) -> Problem:
        return self.problem(
            "duplicate-key",
            f"{quoted(name, '`')} is given twice",
            self.span(key),
            f"it stands on line {line} already: keep one of the two",
        )

    def syntax_problem(self, error: yaml.MarkedYAMLError, text: str) -> Problem:
        fault = explain(error, text)
        return self.problem("yaml-syntax", fault.message, self.span_of(fault.place), fault.help)

    def refuse_characters(self, text: str) -> Problem | None:
        """A character that YAML cannot hold, or that it takes for a line end where no editor shows one."""
        found = _UNREADABLE.search(text)
        if not found:
            return None
        before = text[: found.start()]
        span = Span(self.path, self.first_line + before.count("\n"), len(before) - before.rfind("\n"))
        message = f"holds the invisible control character U+{ord(found[0]):04X}"
        return self.problem("control-character", message, span, "remove it, and type the words around it anew")
