"""What a cited work is, the short label it goes by, and the letter that tells it from its namesakes.

Knows one work, or the works of one page, and nothing of how a full reference is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from string import ascii_lowercase
from typing import Literal

from fingerpost.engine.values import dataclass

WorkType = Literal["article-journal", "webpage", "report", "book", "chapter"]


@dataclass(frozen=True, slots=True)
class Name:
    """A person (family, given) or, in `literal` alone, a body such as "Statistics Canada"."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work, named as CSL names it. What is not known is None and is left out, never guessed.

    container: the journal, site, book or series it stands in. pages: "199-208", or for an article a single
    value, which is its article number ("e0192022"); an article of one page is "12-12". doi: bare, "10.1000/x".
    published_on: the whole date where it counts, as for web pages; otherwise `year` says it all.
    """

    id: str
    type: WorkType
    authors: tuple[Name, ...]
    year: int | None
    title: str
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    url: str | None = None
    doi: str | None = None
    published_on: date | None = None


def label(work: Work, suffix: str = "") -> str:
    """The author-date label as plain text: "Weng et al., 2013", with the suffix "Weng et al., 2013a"."""
    if not work.authors:
        return f"{_quoted_title(work)} {_year(work, suffix)}"
    return f"{_author_label(work.authors)}, {_year(work, suffix)}"


def disambiguate(works: Sequence[Work]) -> tuple[str, ...]:
    """For each work the suffix that keeps its label apart on one page: "", or "a", "b"… in title order.

    A work that stands twice in `works` has one suffix.
    """
    namesakes: dict[str, dict[str, Work]] = {}
    for work in works:
        namesakes.setdefault(label(work), {})[work.id] = work
    suffixes: dict[str, str] = {}
    for group in namesakes.values():
        if len(group) > 1:
            ordered = sorted(group.values(), key=_title_order)
            suffixes.update(zip((work.id for work in ordered), _letters(), strict=False))
    return tuple(suffixes.get(work.id, "") for work in works)


def typographic(text: str) -> str:
    """The text on one line, with straight quotes and apostrophes turned into typographic ones."""
    text = " ".join(text.split())
    if "'" not in text and '"' not in text:
        return text
    text = re.sub(r"'(?=\d\ds)", "’", text)
    text = re.sub(r"(?<![^\s('\[{“‘—–/-])\"(?=[^\s.,;:!?)])", "“", text)
    text = re.sub(r"(?<![^\s(\[{“‘—–/-])'(?=[^\s.,;:!?)])", "‘", text)
    return text.replace("'", "’").replace('"', "”")


def one_line(text: str | None) -> str:
    """The text with every run of white space made one space; '' for None."""
    return " ".join((text or "").split())


def _author_label(authors: tuple[Name, ...]) -> str:
    first, *rest = (typographic(name.literal or name.family or name.given) for name in authors[:2])
    if len(authors) > 2:
        return f"{first} et al."
    return f"{first} & {rest[0]}" if rest else first


def _quoted_title(work: Work) -> str:
    title = typographic(work.title)
    return f"“{title}”" if title.endswith(("?", "!")) else f"“{title},”"


def _year(work: Work, suffix: str) -> str:
    year = work.year if work.year is not None or work.published_on is None else work.published_on.year
    if year is None:
        return f"n.d.-{suffix}" if suffix else "n.d."
    return f"{year}{suffix}"


def _title_order(work: Work) -> tuple[str, str]:
    # APA orders titles without their first article.
    return re.sub(r"^(a|an|the)\s+", "", work.title.casefold()), work.id


def _letters() -> Iterable[str]:
    for length in (1, 2, 3):
        yield from ("".join(letters) for letters in product(ascii_lowercase, repeat=length))
