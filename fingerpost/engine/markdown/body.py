"""What Markdown becomes: HTML cut at the places that need the rest of the site, and the facts pages and rules ask for.

Knows nothing of Markdown, files or URLs: a slot says what was written and where, a resolver says what it becomes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from html import escape
from typing import Literal, Protocol

from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.values import dataclass

Kind = Literal["web", "mail", "phone", "fragment", "file"]
_KINDS: dict[str, Kind] = {"http": "web", "https": "web", "mailto": "mail", "tel": "phone", "sms": "phone"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written. It stands where the attributes of its `<a>` go."""

    target: str
    span: Span

    @property
    def kind(self) -> Kind:
        """One of web (http, https), mail, phone (tel, sms), fragment (`#id` on this page), file (by path from here)."""
        if self.target.startswith("#"):
            return "fragment"
        return _KINDS.get(self.target.partition(":")[0].lower(), "file") if ":" in self.target else "file"

    @property
    def path(self) -> str:
        """The target without its fragment."""
        return self.target.partition("#")[0]

    @property
    def fragment(self) -> str:
        """What follows `#`, or ''."""
        return self.target.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Image:
    """An image as written. It stands where the whole `<img>` goes. `src` is relative to the source file.

    `alt` is '' exactly when `decorative` (anything else was a Problem). `attributes` are the author's id, class, lang.
    """

    src: str
    alt: str
    title: str
    decorative: bool
    attributes: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cite:
    """One bracket of citations, `[@a; @b]`. It stands where the inline HTML of its markers goes; spans match keys."""

    keys: tuple[str, ...]
    spans: tuple[Span, ...]


Slot = Link | Image | Cite


class Resolver(Protocol):
    """What the rest of the site says about slots. `link` escapes attributes; images and citations are HTML already."""

    def link(self, link: Link) -> Mapping[str, str]:
        """The attributes of the `<a>`: href, and rel or hreflang where they apply. Empty leaves plain text."""
        ...

    def image(self, image: Image) -> str:
        """The whole element, as `element("img", …)` writes it, or a `<picture>`."""
        ...

    def cite(self, cite: Cite) -> str:
        """The inline HTML of the citation markers."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """One block's text without markup: a paragraph, list item, cell, heading, caption.

    `kind` is the element (`p`, `li`, `td`, `h2`, …); `cites` the citation keys inside; `places` are
    (index in text, line, column) of the points whose source position is known, ascending.
    """

    text: str
    kind: str
    cites: tuple[str, ...] = ()
    places: tuple[tuple[int, int, int], ...] = ()

    @property
    def line(self) -> int:
        """The line in the file on which the passage starts, 0 when unknown."""
        return self.places[0][1] if self.places else 0

    def span(self, path: str, start: int, length: int = 1) -> Span:
        """Where `text[start:start + length]` was written: exact where no markup stands before it on its line."""
        at = bisect_right(self.places, start, key=lambda place: place[0]) - 1
        if not self.places:
            return Span(path)
        index, line, column = self.places[max(at, 0)]
        return Span(path, line, max(1, column + start - index), max(1, length))


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading up to the next h2 or h3; the first, with level 1 and no title, is the lead."""

    level: int
    id: str
    title: str
    line: int
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The plain text, one block a line, without the title."""
        return "\n".join(passage.text for passage in self.passages)

    @property
    def opening(self) -> str:
        """The first paragraph, '' when there is none."""
        return next((passage.text for passage in self.passages if passage.kind == "p"), "")


@dataclass(frozen=True, slots=True)
class Allowance:
    """`<!-- allow CODE: reason -->`, and the line it stands on."""

    code: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A converted text: `len(pieces) == len(slots) + 1`. `ids` are its anchors, `words` counts for reading time."""

    path: str
    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]
    sections: tuple[Section, ...]
    notes: tuple[Passage, ...]
    ids: tuple[str, ...]
    allowances: tuple[Allowance, ...]
    words: int

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(slot for slot in self.slots if isinstance(slot, Link))

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(slot for slot in self.slots if isinstance(slot, Image))

    @property
    def cites(self) -> tuple[Cite, ...]:
        return tuple(slot for slot in self.slots if isinstance(slot, Cite))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage in reading order, footnotes last."""
        return (*(passage for section in self.sections for passage in section.passages), *self.notes)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A body and everything that is wrong with its text."""

    body: Body
    problems: tuple[Problem, ...]


def link(body: Body, resolver: Resolver) -> str:
    """The final HTML of a body."""
    parts: list[str] = []
    for piece, slot in zip(body.pieces, body.slots, strict=False):
        parts.append(piece)
        match slot:
            case Link():
                parts.append(_attributes(resolver.link(slot)))
            case Image():
                parts.append(resolver.image(slot))
            case Cite():
                # A marker stands close to its word, whatever space the author left before the bracket.
                parts[-1] = parts[-1].rstrip(" \n")
                parts.append(resolver.cite(slot))
    return "".join([*parts, body.pieces[-1]])


def element(name: str, attributes: Mapping[str, str]) -> str:
    """A start tag with its attributes escaped, in the order given: `<img src="a.png" alt="">`."""
    return f"<{name}{_attributes(attributes)}>"


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
