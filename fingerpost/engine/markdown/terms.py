"""Glossary links: the first use of each term in a page's HTML becomes a link.

Knows words and tags, and not what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from html import escape, unescape

_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_CLOSED = frozenset(
    "a h1 h2 h3 h4 h5 h6 code pre kbd samp var abbr button figcaption caption summary script style title label th "
    "dt nav".split()
)
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "source"})
_OPTED_OUT = re.compile(r'class="[^"]*\bno-terms\b')
_APOSTROPHE = re.compile("['’]")


def link_terms(html: str, terms: Mapping[str, str], own: Collection[str] = ()) -> str:
    """The HTML with the first use of each term linked: `<a class="term" href="…">`.

    `terms` maps a term (plain text, several may share a URL) to its URL; of those that share one, one use is linked.
    `own` are URLs not to link: the page itself. Whole words, any case, simple plurals, the longest term first.
    Nothing is linked in links, headings, code, abbreviations, buttons, captions, or an element of class `no-terms`.
    """
    urls = {_key(term): url for term, url in terms.items() if term.strip()}
    if not urls:
        return html
    return _Linker(_pattern(tuple(sorted(urls))), urls, own).run(html)


class _Linker:
    def __init__(self, pattern: re.Pattern[str], urls: Mapping[str, str], own: Collection[str]) -> None:
        self._pattern = pattern
        self._urls = urls
        self._linked = set(own)
        self._wanted = set(urls.values())

    def run(self, html: str) -> str:
        parts = _TAG.split(html)
        closed: list[str] = []
        for at, part in enumerate(parts):
            if at % 2:
                _step(part, closed)
            elif part and not closed:
                parts[at] = self._pattern.sub(self._link, part)
                if self._wanted <= self._linked:
                    break
        return "".join(parts)

    def _link(self, found: re.Match[str]) -> str:
        url = self._urls[_singular(_key(unescape(found[0])), self._urls)]
        if url in self._linked:
            return found[0]
        self._linked.add(url)
        return f'<a class="term" href="{escape(url)}">{found[0]}</a>'


def _step(tag: str, closed: list[str]) -> None:
    """Keep the stack of open elements in which nothing is linked (inside one, of those of its own name too)."""
    found = _NAME.match(tag)
    if not found:
        return
    name = found[2]
    if found[1]:
        if closed and closed[-1] == name:
            closed.pop()
    elif name not in _VOID and (name in _CLOSED or name in closed[-1:] or _OPTED_OUT.search(tag)):
        closed.append(name)


@lru_cache(maxsize=64)
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(_forms(word) for word in words)})(?![\w]|[’'-]\w)", re.IGNORECASE)


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
