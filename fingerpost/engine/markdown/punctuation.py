"""Typewriter punctuation to typographer's, in plain text: quotes, apostrophes, dashes, ellipses.

Works on the text between tags, knowing one character before and after, so quotes around markup turn the right way.
Python-Markdown's own extension runs a dozen inline patterns over every text, and doubles the time of a conversion.
"""

from __future__ import annotations

import re

_OPENERS = frozenset(" \t\n\xa0([{<>–—-/‘“«¿¡=")
_NEIGHBOURS = 4
_QUOTES = "\"'"
_QUOTE = re.compile(r"[\"']")
_DASHES = re.compile(r"(?<!-)--(-?)(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_AND = re.compile(r"(?<![^\s])'n'(?![^\s])", re.IGNORECASE)
_ELIDED = re.compile(r"'(?:\d\ds?\b|tis\b|twas\b|twere\b|twill\b|til\b|em\b(?!'))", re.IGNORECASE)


def smarten(text: str, before: str = "", after: str = "") -> str:
    """The text with typographic punctuation; `before` and `after` are the characters beyond its ends, '' at a block's.

    >>> smarten('''"It's the '90s," she said -- really...''')
    '“It’s the ’90s,” she said – really…'
    """
    if "--" in text:
        text = _DASHES.sub(lambda found: "—" if found[1] else "–", text)
    if "..." in text:
        text = _ELLIPSIS.sub("…", text)
    if '"' not in text and "'" not in text:
        return text
    whole = f"{before or ' '}{text}{after or ' '}"
    if "'n'" in text or "'N'" in text:
        whole = _AND.sub("’n’", whole)
    return _QUOTE.sub(_turn, whole)[1:-1]


def _turn(found: re.Match[str]) -> str:
    text, at = found.string, found.start()
    opening = _opens(text, at)
    if found[0] == '"':
        return "“" if opening else "”"
    return "‘" if opening and not _ELIDED.match(text, at) else "’"


def _opens(text: str, at: int) -> bool:
    """Whether a quote opens: something opens before it, and a word follows. Neighbouring quotes are looked past."""
    before = at - 1
    while before > at - _NEIGHBOURS and before >= 0 and text[before] in _QUOTES:
        before -= 1
    after = at + 1
    while after < at + _NEIGHBOURS and after < len(text) and text[after] in _QUOTES:
        after += 1
    return (before < 0 or text[before] in _OPENERS) and after < len(text) and not text[after].isspace()
