"""One walk over the events of a YAML text: its values, or what is wrong with them.

Knows the flat events of PyYAML's parser, before anything has become a tree: what is nested without end is refused
where it begins. Keeps no place of what is sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from fingerpost.engine.marks import Place, span_between
from fingerpost.engine.problems import Problem, Span, quoted
from fingerpost.engine.values import dataclass
from fingerpost.engine.yamlfaults import explain
from fingerpost.engine.yamltree import Value

MAX_DEPTH = 50

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KEY_HELP = "write the key as one word before its colon; put a text that begins with a bracket in quotes"
# The stubs of PyYAML do not say what an event holds.
_Event = Any
# The C parser reads six times as fast as the Python one, and marks the same places.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: str, text: str, first_line: int) -> dict[str, Value] | tuple[Problem, ...]:
    """The mapping that `text` holds, or what is wrong with it. `first_line` is the line `text` starts on."""
    unreadable = _unreadable(path, text, first_line)
    if unreadable:
        return (unreadable,)
    reader = _Reader(path, first_line, _Loader(text).get_event)
    try:
        value = reader.document()
    except _Refused as refused:
        return (refused.problem,)
    except yaml.MarkedYAMLError as error:
        fault = explain(error, text)
        return (Problem("yaml-syntax", fault.message, reader.span(fault.place), fault.help),)
    if reader.problems or not isinstance(value, dict):
        return tuple(reader.problems)
    return value


def _unreadable(path: str, text: str, first_line: int) -> Problem | None:
    """A character that YAML cannot hold, or that it takes for a line end where no editor shows one."""
    # What is printable can be read, which Python finds out ten times as fast.
    found = None if text.replace("\n", " ").isprintable() else _UNREADABLE.search(text)
    if not found:
        return None
    before = text[: found.start()]
    span = Span(path, first_line + before.count("\n"), len(before) - before.rfind("\n"))
    message = f"holds the invisible control character U+{ord(found[0]):04X}"
    return Problem("control-character", message, span, "remove it, and type the words around it anew")


class _Refused(Exception):
    """What no value can be made of: nothing else is said of a text that holds it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Reader:
    path: str
    first_line: int
    next: Callable[[], _Event]
    problems: list[Problem] = field(default_factory=list)
    closed: Place | None = None

    def span(self, start: Place | None, end: Place | None = None) -> Span:
        if start is None:
            return Span(self.path, self.first_line, 1)
        return span_between(self.path, self.first_line, start, end or start)

    def document(self) -> Value | None:
        """The value of the one document. What is no mapping leaves a problem."""
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            help = "write `key: value` lines, or remove the file"
            self._report("empty-file", "holds no values", self.span(None), help)
            return None
        root = self.next()
        value = self._value(root, "", 1)
        self.next()
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            help = "keep one record in a file, and remove the line of hyphens"
            at = self.span(after.start_mark, after.end_mark)
            raise _Refused(Problem("second-document", "a second document starts here", at, help))
        if not isinstance(root, MappingStartEvent):
            self.problems.clear()
            help = "write one `key: value` a line, for example `title: Grief`"
            self._report("not-a-mapping", "keys and values are expected here", self._extent(root), help)
        return value

    def _value(self, event: _Event, name: str, depth: int) -> Value | None:
        """The value that begins with `event`, below the key `name`; None for a scalar that holds nothing."""
        if type(event) is ScalarEvent:
            return self._scalar(event)
        if depth > MAX_DEPTH and type(event) is not AliasEvent:
            message = f"is nested more than {MAX_DEPTH} levels deep"
            help = "look for brackets or hyphens that were repeated by mistake"
            raise _Refused(Problem("too-deep", message, self.span(event.start_mark), help))
        if event.anchor or event.tag:
            self._refuse_marked(event)
        return self._mapping(depth) if type(event) is MappingStartEvent else self._sequence(name, depth)

    def _scalar(self, event: _Event) -> str | None:
        if event.tag or event.anchor:
            self._refuse_marked(event)
        value: str = event.value
        return None if value in _NULLS and not event.style else value

    def _mapping(self, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        starts: dict[str, Place] = {}
        next = self.next
        while type(key := next()) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.value in starts:
                self._report_key(key, starts, depth)
                self._skip(next(), depth)
                continue
            if key.tag or key.anchor:
                self._refuse_marked(key)
            name = key.value
            starts[name] = key.start_mark  # type: ignore[assignment]
            child = next()
            value = self._scalar(child) if type(child) is ScalarEvent else self._value(child, name, depth + 1)
            if value is None:
                help = "give it a value or remove the line"
                self._report("empty-value", f"{quoted(name, '`')} has no value", self._extent(key), help)
            values[name] = "" if value is None else value
        self.closed = key.end_mark
        return values

    def _report_key(self, event: _Event, starts: Mapping[str, Place], depth: int) -> None:
        """Tell why the key that begins with `event` cannot be used; `starts` are those of the keys before it."""
        if type(event) is not ScalarEvent:
            self._skip(event, depth)
            self._report("bad-key", "a key is a single word", self._extent(event), _KEY_HELP)
            return
        if event.tag or event.anchor:
            self._refuse_marked(event)
        name: str = event.value
        help = f"it stands on line {starts[name].line + self.first_line} already: keep one of the two"
        self._report("duplicate-key", f"{quoted(name, '`')} is given twice", self._extent(event), help)

    def _sequence(self, name: str, depth: int) -> list[Value]:
        values: list[Value] = []
        while type(event := self.next()) is not SequenceEndEvent:
            value = self._scalar(event) if type(event) is ScalarEvent else self._value(event, name, depth + 1)
            if value is None:
                self._report_empty_entry(event, name)
            values.append("" if value is None else value)
        self.closed = event.end_mark
        return values

    def _skip(self, event: _Event, depth: int) -> None:
        """Read past the value that begins with `event`, and tell nothing of what is in it."""
        told = len(self.problems)
        self._value(event, "", depth + 1)
        del self.problems[told:]

    def _extent(self, event: _Event) -> Span:
        """The span of the value that began with `event` and was read last."""
        return self.span(event.start_mark, event.end_mark if type(event) is ScalarEvent else self.closed)

    def _report(self, code: str, message: str, span: Span, help: str) -> None:
        self.problems.append(Problem(code, message, span, help))

    def _report_empty_entry(self, event: _Event, name: str) -> None:
        span = self._extent(event)
        # Of nothing at all, the hyphen can be shown that stands before it.
        place = span if event.value else Span(self.path, span.line, max(1, span.column - 1))
        message = f"an entry of {quoted(name, '`')} is empty"
        self._report("empty-value", message, place, "write it, or remove its hyphen or comma")

    def _refuse_marked(self, event: _Event) -> None:
        """Raise for an alias, an anchor or a tag."""
        place = self.span(event.start_mark)
        if event.anchor:
            sign, kind = ("*", "alias") if type(event) is AliasEvent else ("&", "anchor")
            message = f"{quoted(sign + event.anchor, '')} is a YAML {kind}, and records have none"
            span = replace(place, length=len(event.anchor) + 1)
            help = f"write the value out; to begin a text with {sign}, put it in quotes"
            raise _Refused(Problem("yaml-alias", message, span, help))
        if event.tag and event.tag != "!":
            message = "the word that begins with ! is a YAML tag, and records have none"
            raise _Refused(Problem("yaml-tag", message, place, "remove it; to begin a text with !, put it in quotes"))
