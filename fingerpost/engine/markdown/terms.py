"""Glossary links: the first use of each term in a page's HTML becomes a link.

Knows words and tags, and not what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape, unescape

from fingerpost.engine.values import dataclass

_CLOSED = "a|h[1-6]|code|pre|kbd|samp|var|abbr|button|figcaption|caption|summary|script|style|title|label|th|dt|nav"
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "source"})
_APART = re.compile(rf'<(?:({_CLOSED})(?=[ >])|([a-z0-9]+) )[^>"]*(?:"[^"]*"[^>"]*)*>')
"""A tag that opens what nothing is linked in, or that may do so, or has at least words of its own."""
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

    def run(self, html: str) -> str:
        # What comes before a word is found with it, so the text needs something there.
        places = [found.start() for found in self._glossary.places.finditer(f">{html}")]
        # A page holds few terms among many tags: of those, only the ones in which nothing is linked are looked at.
        uses = [use for place in places if (use := self._glossary.pattern.match(html, place))]
        pieces: list[str] = []
        read = seen = 0
        apart, start, end = _apart(html), 0, 0
        for use in uses:
            while end <= use.start():
                start, end = next(apart)
            if start <= use.start() or use.start() < seen:
                continue
            seen = use.end()
            url = self._url(use)
            if url not in self._linked:
                self._linked.add(url)
                pieces += (html[read : use.start()], f'<a class="term" href="{escape(url)}">{use[0]}</a>')
                read = seen
        return "".join((*pieces, html[read:]))

    def _url(self, use: re.Match[str]) -> str:
        urls = self._glossary.urls
        return urls[_singular(_key(unescape(use[0])), urls)]


def _apart(html: str) -> Iterator[tuple[int, int]]:
    """Where nothing is linked, in order: tags with attributes, elements that are closed to links, and the end."""
    at = 0
    while found := _APART.search(html, at):
        at = found.end()
        name = found[1] or found[2]
        if found[1] or (name not in _VOID and _OPTED_OUT.search(found[0])):
            at = _end(html, name, at)
        yield found.start(), at
    yield len(html), len(html) + 1


def _end(html: str, name: str, at: int) -> int:
    """Where the element of this name ends whose start tag ends at `at`."""
    end = html.find(f"</{name}>", at)
    # Few hold another of their name, or one that begins so.
    if end >= 0 and html.find(f"<{name}", at, end) < 0:
        return end + len(f"</{name}>")
    depth = 1
    for tag in _tags(name).finditer(html, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(html)


@lru_cache(maxsize=64)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[ >])")


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    words = sorted(keys, key=lambda key: (-len(key), key))
    # Text after `<` or `</` is the name of a tag.
    return re.compile(rf"(?<![\w&<-])(?<!</)(?:{'|'.join(map(_forms, words))})(?![\w]|[’'-]\w)", re.IGNORECASE)


def _places(keys: Iterable[str]) -> re.Pattern[str]:
    """Where a word begins as a term does.

    Tried at each character, all terms take 0.4 ms a page. Words that begin as one of them does are found in a fifth of
    that: few characters can come before a word, and few letters come next. A set of plain characters is what `re` looks
    for fastest, so letters with accents count as no letters here.
    """
    beginnings = {_BEGINNING.match(key.removesuffix("y"))[0] for key in keys}  # type: ignore[index]
    # To look for one of several letters takes as long as for one, and most words begin with none of them.
    letters = "".join(sorted({beginning[:1] for beginning in beginnings}))
    ahead = f"(?=[{letters}])" if letters and "" not in beginnings else ""
    return re.compile(rf"[^a-zA-Z0-9_&-](?i:{ahead}{_branches(beginnings)})")


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
