"""What a YAML parser's complaint means to somebody who edits content: where it stands, what is wrong, how to mend it.

Knows the sentences of libyaml. A sentence that is not listed here is passed on as it is.
"""

from __future__ import annotations

from typing import Literal

import yaml

from fingerpost.engine.marks import Place
from fingerpost.engine.values import dataclass

_FALLBACK = "check the indentation, the colon after each key, and that quotes and brackets are closed"


@dataclass(frozen=True, slots=True)
class Fault:
    """A syntax fault: its place, its message and its help."""

    place: Place | None
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A parser's sentence in plain words. `at` is the mark that helps more: of the problem, or of its context."""

    said: str
    message: str
    help: str
    at: Literal["problem", "context"] = "problem"


_MEANINGS = (
    _Meaning(
        "mapping values are not allowed",
        "there is a second colon here, or the line is indented too far",
        "put a text that holds a colon and a space in quotes, and begin each key in the same column",
    ),
    _Meaning(
        "violates indentation",
        "a tab stands where spaces belong",
        "indent with spaces, two for each step, and not with tabs",
    ),
    _Meaning(
        "could not find expected ':'",
        "this line is neither a `key: value` nor part of the value above",
        "write a colon and a space after the key, or indent the line to continue the text above it",
        "context",
    ),
    _Meaning(
        "found unexpected end of stream",
        "this quotation mark is never closed",
        "close the quotation with the same mark; in '…' an apostrophe is written twice, as in 'it''s'",
        "context",
    ),
    _Meaning(
        "did not find expected ',' or ']'",
        "this list is not closed, or a comma is missing in it",
        "separate the values with commas and end the list with ]",
        "context",
    ),
    _Meaning(
        "did not find expected ',' or '}'",
        "this brace is not closed, or a comma is missing after it",
        "end with }, or put a text that begins with a brace in quotes",
        "context",
    ),
    _Meaning(
        "did not find expected key",
        "this does not belong to the value before it",
        "begin each key in the same column; put the whole text in quotes, and write an apostrophe in '…' twice",
    ),
    _Meaning(
        "did not find expected '-' indicator",
        "this line is no part of the list above it",
        "begin each entry of a list with a hyphen and a space, all in one column",
    ),
    _Meaning(
        "block sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "put each `- entry` on a line of its own below the key",
    ),
    _Meaning(
        "unknown escape character",
        "a backslash in double quotes has a meaning of its own, and this one has none",
        "use single quotes, in which a backslash is only a backslash",
    ),
    _Meaning(
        "did not find expected comment or line break",
        "a text that begins with | or > starts on the next line",
        "move the text to the next line and indent it, or put it in quotes",
        "context",
    ),
    _Meaning(
        "did not find expected node content",
        "a value is missing here, or what was opened before is not closed",
        "give a value, close the bracket, or put the text in quotes",
    ),
    _Meaning(
        "did not find expected alphabetic or numeric character",
        "a text cannot begin with & or * here",
        "put the text in quotes",
        "context",
    ),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The fault behind the error that parsing `text` raised."""
    said = (error.problem or "").strip()
    if "cannot start any token" in said:
        return _bad_start(error.problem_mark, text)
    for meaning in _MEANINGS:
        if meaning.said in said:
            place = error.context_mark if meaning.at == "context" else error.problem_mark
            return Fault(_inside(place or error.problem_mark, text), meaning.message, meaning.help)
    place = error.problem_mark or error.context_mark
    return Fault(_inside(place, text), f"this is not YAML: {said or 'it cannot be read'}", _FALLBACK)


@dataclass(frozen=True, slots=True)
class _At:
    line: int
    column: int


def _inside(place: Place | None, text: str) -> Place | None:
    """The place, or the last sign of the text where that has ended before."""
    lines = text.rstrip().split("\n")
    last = _At(len(lines) - 1, max(0, len(lines[-1]) - 1))
    return last if place and (place.line, place.column) > (last.line, last.column) else place


def _bad_start(place: Place | None, text: str) -> Fault:
    lines = text.split("\n")
    sign = lines[place.line][place.column : place.column + 1] if place and place.line < len(lines) else ""
    if sign == "\t":
        return Fault(
            place, "a tab stands where spaces belong", "indent with spaces, two for each step, and not with tabs"
        )
    return Fault(place, f"a text cannot begin with {sign or 'this sign'}", "put the text in quotes")
