"""Inline syntax: links, images, citations and escapes, as Python-Markdown inline processors.

They differ from the stock ones in being bounded (no scan of the whole text for a bracket that never closes), in never
nesting a link in a link, and in leaving marks where they stand: a mark still in prose at the end is a construct that
was not recognised, and becomes a Problem there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    BACKTICK_RE,
    EscapeInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import ETX, STX, AtomicString, code_escape

from fingerpost.engine.markdown.marks import CITE_CLOSE, CITE_OPEN, LESS_THAN, LITERALS, MARK, MARKS

_BRACKET = re.compile(r"[\[\]]")
_TICKS = re.compile("`+")
_LONGEST_LABEL = 2000
_DEEPEST_LABEL = 20
_TARGET = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"""
    r"""(?:\s+(?:"((?:[^"]|"(?!\s*\))){0,1000})"|'((?:[^']|'(?!\s*\))){0,1000})'))?\s*\)"""
)
_CITE = re.compile(rf"\[@{MARK}?[a-z0-9-]+(?:\s*;\s*@{MARK}?[a-z0-9-]+)*\s*\](?!\()")
Match = tuple[Any, int | None, int | None]
_NO_MATCH: Match = (None, None, None)


def label_end(data: str, start: int) -> int | None:
    """The index after the `]` that closes a label opened just before `start`; None if it is too far or too deep."""
    depth = 1
    for found in _BRACKET.finditer(data, start, start + _LONGEST_LABEL):
        depth += 1 if found[0] == "[" else -1
        if depth == 0:
            return found.end()
        if depth > _DEEPEST_LABEL:
            return None
    return None


class Escape(EscapeInlineProcessor):
    """`\\"`, `\\'`, `\\-` and `\\.` also keep smart punctuation away."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if m[1] in LITERALS:
            return LITERALS[m[1]], m.start(0), m.end(0)
        if m[1] == LESS_THAN:
            return LESS_THAN, m.start(0), m.end(0)
        return super().handleMatch(m, data)


class CodeSpan(InlineProcessor):
    """Code between two equal runs of backticks."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        if m[1]:
            return m[1].replace("\\\\", f"{STX}92{ETX}"), m.start(0), m.end(0)
        ticks = _TICKS.match(data, m.start(0))
        assert ticks
        for closing in _TICKS.finditer(data, ticks.end()):
            if len(closing[0]) == len(ticks[0]):
                element = Element("code")
                element.text = AtomicString(code_escape(data[ticks.end() : closing.start()].strip()))
                return element, m.start(0), closing.end()
        return None, m.start(0), ticks.end()


class Link(InlineProcessor):
    """`[text](target "title")`. A target holds no spaces unless it stands in `<…>`."""

    ANCESTOR_EXCLUDES: ClassVar[Collection[str]] = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        end = label_end(data, m.end(0))
        found = _TARGET.match(data, end) if end is not None else None
        if end is None or found is None:
            return _NO_MATCH
        return self.build(data[m.end(0) : end - 1], found), m.start(0), found.end()

    def build(self, label: str, found: re.Match[str]) -> Element:
        element = Element("a", self.attributes("href", found))
        element.text = label
        return element

    def attributes(self, name: str, found: re.Match[str]) -> dict[str, str]:
        target, title = found[1] if found[1] is not None else found[2], found[3] or found[4]
        attributes = {name: self.unescape(target).strip()}
        return attributes | {"title": " ".join(self.unescape(title).split())} if title else attributes


class Image(Link):
    """`![alt](src "caption")`."""

    ANCESTOR_EXCLUDES: ClassVar[Collection[str]] = ()

    def build(self, label: str, found: re.Match[str]) -> Element:
        return Element("img", self.attributes("src", found) | {"alt": " ".join(self.unescape(label).split())})


class _Bounded(ReferenceInlineProcessor):
    """The stock reference processors with bounded labels and identifiers freed of marks."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = label_end(data, index)
        return (data[index : end - 1], end, True) if end is not None else ("", index, False)

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        found = self.RE_LINK.match(data, pos=index)
        if not found:
            return None, index, False
        name = MARKS.sub("", found[1]) or MARKS.sub("", text)
        return name.lower(), found.end(0), True


class Reference(_Bounded):
    """`[text][name]`."""

    ANCESTOR_EXCLUDES = ("a",)


class ShortReference(_Bounded, ShortReferenceInlineProcessor):
    """`[name]`."""

    ANCESTOR_EXCLUDES = ("a",)

    def evalId(self, data: str, index: int, text: str) -> tuple[str, int, bool]:  # noqa: N802
        return MARKS.sub("", text).lower(), index, True


class ImageReference(_Bounded, ImageReferenceInlineProcessor):
    """`![alt][name]`."""


class ShortImageReference(_Bounded, ShortImageReferenceInlineProcessor):
    """`![name]`."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str, int, bool]:  # noqa: N802
        return MARKS.sub("", text).lower(), index, True


class Auto(InlineProcessor):
    """`<https://example.org>` and `<name@example.org>`, without Python-Markdown's scrambling of addresses."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, prefix: str = "") -> None:
        super().__init__(pattern, md)
        self._prefix = prefix

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        written = self.unescape(m[1])
        mark = "".join(MARKS.findall(written))
        shown = MARKS.sub("", written)
        element = Element("a", {"href": f"{mark}{self._prefix}{shown}"})
        element.text = AtomicString(shown)
        return element, m.start(0), m.end(0)


class Citations(InlineProcessor):
    """`[@key; @key]` becomes a stand-in that holds the keys' marks; what is not well formed stays, and is reported."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\[@", md)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        found = _CITE.match(data, m.start(0))
        return (_stand_in(found), m.start(0), found.end()) if found else _NO_MATCH


def cited(text: str) -> str:
    """The text with a stand-in for each citation: for one in which no code and no escape can stand."""
    return _CITE.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    return f"{CITE_OPEN}{''.join(MARKS.findall(found[0]))}{CITE_CLOSE}"


def install(md: Markdown) -> None:
    """Put our processors where the stock ones stand."""
    patterns = md.inlinePatterns
    patterns.register(CodeSpan(BACKTICK_RE, md), "backtick", 190)
    patterns.register(Escape(r"\\(.)", md), "escape", 180)
    patterns.register(Citations(md), "cite", 172)
    patterns.register(Reference(r"(?<!\!)\[", md), "reference", 170)
    patterns.register(Link(r"(?<!\!)\[", md), "link", 160)
    patterns.register(Image(r"\!\[", md), "image_link", 150)
    patterns.register(ImageReference(r"\!\[", md), "image_reference", 140)
    patterns.register(ShortReference(r"(?<!\!)\[", md), "short_reference", 130)
    patterns.register(ShortImageReference(r"\!\[", md), "short_image_ref", 125)
    patterns.register(Auto(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*)>", md), "autolink", 120)
    patterns.register(Auto(r"<([^<> !]+@[^@<>\s]+)>", md, "mailto:"), "automail", 110)
