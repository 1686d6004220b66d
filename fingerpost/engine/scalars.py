"""Strict values: what one YAML scalar may say, and nothing YAML or pydantic would guess.

Every scalar arrives as the text an editor wrote. `no` stays a word, `12:30` stays a time,
`0` is not a date and `t` is not true.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from fingerpost.engine.constraints import After, Before, Instead, refuse
from fingerpost.engine.problems import quoted
from fingerpost.engine.values import dataclass

MAX_TEXT = 20_000

NOTHING = "give it a value or remove the line"
SHORTEN = "shorten it"
LANGUAGE_HELP = "a tag reads like en, fr or zh-Hans"
_DIGEST_HELP = "a sign-off writes 64 of the digits 0 to 9 and a to f here: do not edit them"


def as_text(value: object) -> str:
    """Text without white space around it. Refuses lists, mappings, nothing, and what cannot be seen."""
    if not isinstance(value, str):
        refuse("not-text", f"needs text, and holds {_kind(value)}", "write one text after the key, and no list or keys")
    text = value.strip()
    if not text:
        refuse("empty-value", "needs text, and holds nothing", NOTHING)
    if len(text) > MAX_TEXT:
        refuse("too-long", f"is {len(text):,} characters long; at most {MAX_TEXT:,} fit", SHORTEN)
    # What is printable is none of these, which Python finds out ten times as fast.
    unprintable = None if text.isprintable() else _UNPRINTABLE.search(text)
    if unprintable:
        message = f"holds the invisible control character U+{ord(unprintable[0]):04X}"
        refuse("control-character", message, "remove it, and type the words around it anew")
    return text


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, (list, tuple)) else f"a value of the type {type(value).__name__}"


def _as_line(value: object) -> str:
    text = as_text(value)
    if "\n" in text:
        refuse("one-line", "must stay on one line", "write it on one line, or begin it with >- in place of |")
    return text


def longest(characters: int) -> After:
    """At most so many characters."""

    def check(value: str) -> str:
        if len(value) > characters:
            refuse("too-long", f"is {len(value)} characters long; at most {characters} fit", SHORTEN)
        return value

    return After(check)


def most_words(words: int) -> After:
    """At most so many words, counted at white space."""

    def check(value: str) -> str:
        found = len(value.split())
        if found > words:
            refuse("too-many-words", f"has {found} words; at most {words} fit", SHORTEN)
        return value

    return After(check)


def matching(pattern: str, code: str, wanted: str, help: str) -> After:
    """The whole text matches `pattern`; `wanted` completes the sentence "… is not …"."""
    whole = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not whole.fullmatch(value):
            refuse(code, f"{quoted(value)} is not {wanted}", help)
        return value

    return After(check)


def _date(value: object) -> date:
    text = as_text(value)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        refuse("not-a-date", f"{quoted(text)} is not a date", "write it as year-month-day, for example 2026-03-09")
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse("not-a-date", f"{quoted(text)} is not a day of the calendar", "check the month and the day")


def _flag(value: object) -> bool:
    text = as_text(value)
    if text not in ("true", "false"):
        refuse("not-a-flag", f"{quoted(text)} is neither true nor false", "write true or false, without quotes")
    return text == "true"


def _whole(value: object) -> int:
    text = as_text(value)
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text, re.ASCII):
        refuse("not-a-number", f"{quoted(text)} is not a whole number", "write digits only, for example 50")
    return int(text)


def _amount(value: object) -> Decimal:
    text = as_text(value)
    if not re.fullmatch(r"(0|[1-9]\d{0,5})(\.\d\d)?", text, re.ASCII):
        refuse("not-an-amount", f"{quoted(text)} is not an amount", "write digits only, for example 140 or 140.50")
    return Decimal(text)


def _year(value: object) -> int:
    year = _whole(value)
    if not 1800 <= year <= 2200:
        refuse("not-a-year", f"{quoted(str(year))} is not a year from 1800 to 2200", "write the year of publication")
    return year


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        _ = parts.port
    except ValueError:
        valid = False
    if not valid or re.search(r'[\s<>"\\]', value):
        refuse(
            "not-a-url", f"{quoted(value)} is not a web address", "write it whole, for example https://example.org/page"
        )
    return value


def _orcid(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", value, re.ASCII):
        refuse(
            "bad-orcid", f"{quoted(value)} is not an ORCID iD", "it reads like 0000-0002-1825-0097, without https://"
        )
    digits = value.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    if digits[-1] != ("X" if expected == 10 else str(expected)):
        refuse("bad-orcid", f"{quoted(value)} has a wrong digit", "copy the ORCID iD again from orcid.org")
    return value


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


Text = Annotated[str, Before(as_text)]
Line = Annotated[str, Before(_as_line)]
Title = Annotated[Line, longest(110)]
Summary = Annotated[Line, longest(160)]
Slug = Annotated[Line, matching(SLUG, "not-a-slug", "an id", "write a file's name without its ending, such as shame")]
Url = Annotated[Line, After(_url)]
Email = Annotated[
    Line,
    matching(
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
        "not-an-email",
        "an e-mail address",
        "write it like name@example.org",
    ),
]
Phone = Annotated[
    Line,
    matching(
        r"\+?[0-9][0-9 ()-]{1,22}[0-9]",
        "not-a-phone",
        "a telephone number",
        "use digits, spaces and hyphens, for example 416-555-0123",
    ),
]
Language = Annotated[
    Line,
    matching(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", "not-a-language", "a language tag", LANGUAGE_HELP),
]
Doi = Annotated[
    Line, matching(r"10\.\d{4,9}/[^\s<>\"]+", "bad-doi", "a DOI", "it begins with 10. and not with https://")
]
Pmid = Annotated[Line, matching(r"[1-9]\d{0,8}", "bad-pmid", "a PubMed id", "write its digits only")]
Isbn = Annotated[Line, matching(r"(97[89])?\d{9}[\dX]", "bad-isbn", "an ISBN", "write its 10 or 13 digits, no hyphens")]
Orcid = Annotated[Line, After(_orcid)]
Digest = Annotated[Line, matching(r"[0-9a-f]{64}", "bad-digest", "the digest of a text", _DIGEST_HELP)]
OldPath = Annotated[
    Line,
    longest(200),
    matching(
        r"/((?!\.\.?(/|$))[A-Za-z0-9._~-]+(/|$))+",
        "not-a-path",
        "a path on this site",
        "write what followed the site's address, for example /old/page/",
    ),
]

YouTubeId = Annotated[
    Line,
    matching(r"[A-Za-z0-9_-]{11}", "bad-video-id", "the id of a YouTube video", "copy the 11 characters after v="),
]
VimeoId = Annotated[
    Line,
    matching(r"[0-9]{5,12}", "bad-video-id", "the id of a Vimeo video", "copy the digits after vimeo.com/"),
]

Date = Annotated[date, Instead(_date, {"type": "string", "format": "date"})]
Flag = Annotated[bool, Instead(_flag, {"type": "boolean"})]
Whole = Annotated[int, Instead(_whole, {"type": "integer", "minimum": 0})]
Year = Annotated[int, Instead(_year, {"type": "integer"})]
Amount = Annotated[Decimal, Instead(_amount, {"type": "number", "minimum": 0})]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a slug as the id of a record of `kind`."""

    kind: str
