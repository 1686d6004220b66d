"""Glossary links: the first use of each term in a page's HTML becomes a link.

Knows words and tags, and not what they mean.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from html import escape, unescape

from fingerpost.engine.values import dataclass

_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_CLOSED = frozenset(
    "a h1 h2 h3 h4 h5 h6 code pre kbd samp var abbr button figcaption caption summary script style title label th "
    "dt nav".split()
)
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "source"})
_ORDINARY = frozenset(f"<{name}>" for name in "p ul ol li table thead tbody tr td dl dd blockquote em strong".split())
_OPTED_OUT = re.compile(r'class="[^"]*\bno-terms\b')
_BEGINNING = re.compile(r"\w{0,4}")
_APOSTROPHE = re.compile("['’]")


def link_terms(html: str, terms: Mapping[str, str], own: Collection[str] = ()) -> str:
    """The HTML with the first use of each term linked: `<a class="term" href="…">`.

    `terms` maps a term (plain text, several may share a URL) to its URL; of those that share one, one use is linked.
    `own` are URLs not to link: the page itself. Whole words, any case, simple plurals, the longest term first.
    Nothing is linked in links, headings, code, abbreviations, buttons, captions, or an element of class `no-terms`.
    """
    glossary = _glossary(tuple(terms.items()))
    return _Linker(glossary, own).run(html) if glossary.urls else html


@dataclass(frozen=True, slots=True)
class _Glossary:
    """URLs by key, the pattern of all terms, and one that finds every place where that may match, and a few others."""

    urls: Mapping[str, str]
    pattern: re.Pattern[str]
    places: re.Pattern[str]


@lru_cache(maxsize=16)
def _glossary(terms: tuple[tuple[str, str], ...]) -> _Glossary:
    urls = {_key(term): url for term, url in terms if term.strip()}
    return _Glossary(urls, _pattern(urls), _places(urls))


class _Linker:
    def __init__(self, glossary: _Glossary, own: Collection[str]) -> None:
        self._glossary = glossary
        self._linked = set(own)
        self._wanted = set(glossary.urls.values())

    def run(self, html: str) -> str:
        # What comes before a word is found with it, so the text needs something there.
        places = deque(found.start() for found in self._glossary.places.finditer(f">{html}"))
        if not places:
            return html
        parts = _TAG.split(html)
        closed: list[str] = []
        start = 0
        for at, part in enumerate(parts):
            end = start + len(part)
            here = []
            while places and places[0] < end:
                here.append(places.popleft() - start)
            if at % 2:
                _step(part, closed)
            elif here and not closed:
                parts[at] = self._with_links(part, here)
            if not places or self._wanted <= self._linked:
                break
            start = end
        return "".join(parts)

    def _with_links(self, text: str, places: list[int]) -> str:
        pieces: list[str] = []
        read = 0
        for place in places:
            found = self._glossary.pattern.match(text, place) if place >= read else None
            if found:
                pieces += (text[read:place], self._link(found))
                read = found.end()
        return "".join((*pieces, text[read:]))

    def _link(self, found: re.Match[str]) -> str:
        urls = self._glossary.urls
        url = urls[_singular(_key(unescape(found[0])), urls)]
        if url in self._linked:
            return found[0]
        self._linked.add(url)
        return f'<a class="term" href="{escape(url)}">{found[0]}</a>'


def _step(tag: str, closed: list[str]) -> None:
    """Keep the stack of open elements in which nothing is linked (inside one, of those of its own name too)."""
    if not closed and (tag in _ORDINARY or tag[1] == "/"):
        return
    found = _NAME.match(tag)
    if not found:
        return
    name = found[2]
    if found[1]:
        if closed and closed[-1] == name:
            closed.pop()
    elif name not in _VOID and (name in _CLOSED or name in closed[-1:] or _OPTED_OUT.search(tag)):
        closed.append(name)


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    words = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(_forms, words))})(?![\w]|[’'-]\w)", re.IGNORECASE)


def _places(keys: Iterable[str]) -> re.Pattern[str]:
    """Where a word begins as a term does.

    Tried at each character, all terms take 0.4 ms a page. Words that begin as one of them does are found in a fifth of
    that: few characters can come before a word, and few letters come next. A set of plain characters is what `re` looks
    for fastest, so letters with accents count as no letters here.
    """
    beginnings = {_BEGINNING.match(key.removesuffix("y"))[0] for key in keys}  # type: ignore[index]
    return re.compile(rf"[^a-zA-Z0-9_&-](?=(?i:{_branches(beginnings)}))")


def _branches(beginnings: set[str]) -> str:
    """A pattern of what begins so, letter by letter."""
    if "" in beginnings:
        return ""
    after: dict[str, set[str]] = {}
    for beginning in beginnings:
        after.setdefault(beginning[0], set()).add(beginning[1:])
    return f"(?:{'|'.join(f'{letter}{_branches(rest)}' for letter, rest in sorted(after.items()))})"


def _forms(key: str) -> str:
    """A term as it may be written in HTML: escaped, with any apostrophe and any white space, singular or plural."""
    text = _APOSTROPHE.sub("['’]", re.escape(escape(key, quote=False)).replace("\\ ", r"\s+"))
    if key.endswith("y"):
        return f"{text[:-1]}(?:y|ies)"
    return f"{text}(?:e?s)?"


def _key(text: str) -> str:
    return " ".join(_APOSTROPHE.sub("'", text).lower().split())


def _singular(key: str, urls: Mapping[str, str]) -> str:
    candidates = (key, key[:-1], key[:-2], f"{key[:-3]}y")
    return next(candidate for candidate in candidates if candidate in urls)
