"""Strict values: what one YAML scalar may say, and nothing YAML or pydantic would guess.

Every scalar arrives as the text an editor wrote. `no` stays a word, `12:30` stays a time,
`0` is not a date and `t` is not true.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_TEXT = 20_000


def refuse(code: str, message: str) -> NoReturn:
    """Raise the one error pydantic carries home with a code of ours."""
    raise PydanticCustomError(code, message.replace("{", "{{").replace("}", "}}"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        refuse("not-text", f"needs text, and holds a {_kind(value)}")
    text = value.strip()
    if not text:
        refuse("empty-value", "needs text, and holds nothing")
    if len(text) > MAX_TEXT:
        refuse("too-long", f"is {len(text)} characters long; at most {MAX_TEXT} fit")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        refuse("control-character", f"holds the control character U+{ord(unprintable[0]):04X}")
    return text


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def _kind(value: object) -> str:
    return {dict: "mapping", list: "list", tuple: "list", type(None): "null"}.get(type(value), type(value).__name__)


def _one_line(value: str) -> str:
    if "\n" in value:
        refuse("one-line", "must stay on one line")
    return value


def longest(characters: int) -> AfterValidator:
    """At most so many characters."""

    def check(value: str) -> str:
        if len(value) > characters:
            refuse("too-long", f"is {len(value)} characters long; at most {characters} fit")
        return value

    return AfterValidator(check)


def most_words(words: int) -> AfterValidator:
    """At most so many words, counted at white space."""

    def check(value: str) -> str:
        found = len(value.split())
        if found > words:
            refuse("too-many-words", f"has {found} words; at most {words} fit")
        return value

    return AfterValidator(check)


def matching(pattern: str, code: str, wanted: str) -> AfterValidator:
    """The whole text matches `pattern`; `wanted` completes the sentence "… is not …"."""
    whole = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not whole.fullmatch(value):
            refuse(code, f'"{value}" is not {wanted}')
        return value

    return AfterValidator(check)


def _date(value: object) -> date:
    text = _text(value)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        refuse("not-a-date", f'"{text}" is not a date; write it as year-month-day, for example 2026-03-09')
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse("not-a-date", f'"{text}" is not a day of the calendar')


def _flag(value: object) -> bool:
    text = _text(value)
    if text not in ("true", "false"):
        refuse("not-a-flag", f'"{text}" is neither true nor false')
    return text == "true"


def _whole(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text, re.ASCII):
        refuse("not-a-number", f'"{text}" is not a whole number in plain digits')
    return int(text)


def _amount(value: object) -> Decimal:
    text = _text(value)
    if not re.fullmatch(r"(0|[1-9]\d{0,5})(\.\d\d)?", text, re.ASCII):
        refuse("not-an-amount", f'"{text}" is not an amount; write digits only, for example 140 or 140.50')
    return Decimal(text)


def _year(value: object) -> int:
    year = _whole(value)
    if not 1800 <= year <= 2200:
        refuse("not-a-year", f'"{year}" is not a year between 1800 and 2200')
    return year


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        _ = parts.port
    except ValueError:
        valid = False
    if not valid or re.search(r'[\s<>"\\]', value):
        refuse("not-a-url", f'"{value}" is not a web address; it starts with https:// and names a host')
    return value


def _orcid(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", value, re.ASCII):
        refuse("bad-orcid", f'"{value}" is not an ORCID iD; it reads like 0000-0002-1825-0097')
    digits = value.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    if digits[-1] != ("X" if expected == 10 else str(expected)):
        refuse("bad-orcid", f'"{value}" fails the ORCID checksum: a digit is wrong')
    return value


def _region(value: str) -> str:
    if value not in REGIONS:
        refuse("not-a-region", f'"{value}" is not a Canadian region code; it reads like CA-ON, or CA for all of Canada')
    return value


# ISO 3166-2:CA, and CA itself for the whole country.
REGIONS = {
    "CA": "Canada",
    "CA-AB": "Alberta",
    "CA-BC": "British Columbia",
    "CA-MB": "Manitoba",
    "CA-NB": "New Brunswick",
    "CA-NL": "Newfoundland and Labrador",
    "CA-NS": "Nova Scotia",
    "CA-NT": "Northwest Territories",
    "CA-NU": "Nunavut",
    "CA-ON": "Ontario",
    "CA-PE": "Prince Edward Island",
    "CA-QC": "Quebec",
    "CA-SK": "Saskatchewan",
    "CA-YT": "Yukon",
}

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def _schema(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(schema)


def _scalar(convert: Callable[[Any], Any], schema: dict[str, Any]) -> tuple[PlainValidator, WithJsonSchema]:
    return PlainValidator(convert), _schema(schema)


Text = Annotated[str, BeforeValidator(_text)]
Line = Annotated[Text, AfterValidator(_one_line)]
Title = Annotated[Line, longest(110)]
Summary = Annotated[Line, longest(160)]
Slug = Annotated[Line, matching(SLUG, "not-a-slug", "an id; use small letters, digits and single hyphens")]
Url = Annotated[Line, AfterValidator(_url)]
Email = Annotated[
    Line, matching(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "not-an-email", "an e-mail address")
]
Phone = Annotated[
    Line,
    matching(r"\+?[0-9][0-9 ()-]{1,22}[0-9]", "not-a-phone", "a telephone number; use digits, spaces and hyphens"),
]
Language = Annotated[
    Line,
    matching(
        r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", "not-a-language", "a language tag such as en, fr or zh-Hans"
    ),
]
Region = Annotated[Line, AfterValidator(_region)]
Doi = Annotated[Line, matching(r"10\.\d{4,9}/[^\s<>\"]+", "bad-doi", "a DOI; it starts with 10. and has no https://")]
Pmid = Annotated[Line, matching(r"[1-9]\d{0,8}", "bad-pmid", "a PubMed id; it is digits only")]
Isbn = Annotated[Line, matching(r"(97[89])?\d{9}[\dX]", "bad-isbn", "an ISBN in digits without hyphens")]
Orcid = Annotated[Line, AfterValidator(_orcid)]
Digest = Annotated[Line, matching(r"[0-9a-f]{64}", "bad-digest", "a digest of 64 hexadecimal digits")]
OldPath = Annotated[
    Line,
    matching(r"/([A-Za-z0-9._~%-]+/)*([A-Za-z0-9._~%-]+)?", "not-a-path", "a path on this site; it starts with /"),
]

Date = Annotated[date, *_scalar(_date, {"type": "string", "format": "date"})]
Flag = Annotated[bool, *_scalar(_flag, {"type": "boolean"})]
Whole = Annotated[int, *_scalar(_whole, {"type": "integer", "minimum": 0})]
Year = Annotated[int, *_scalar(_year, {"type": "integer"})]
Amount = Annotated[Decimal, *_scalar(_amount, {"type": "number", "minimum": 0})]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in a record: one for every language, or one value per language."""

    texts: tuple[tuple[str, str], ...]

    def text(self, language: str) -> str:
        """The text in `language`, else the one for every language, else the first one given."""
        texts = dict(self.texts)
        return texts.get(language) or texts.get("") or self.texts[0][1]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.texts if language)


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


def _prose(value: object) -> Prose:
    if not isinstance(value, dict):
        return Prose((("", _text(value)),))
    if not value:
        refuse("empty-value", "needs text, and holds nothing")
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            refuse("not-a-language", f'"{language}" is not a language tag; give text, or one text per language')
    return Prose(tuple((language, _text(text)) for language, text in sorted(value.items())))


ProseText = Annotated[
    Prose,
    PlainValidator(_prose),
    _schema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]


def _prose_words(words: int) -> AfterValidator:
    def check(value: Prose) -> Prose:
        for _, text in value.texts:
            found = len(text.split())
            if found > words:
                refuse("too-many-words", f"has {found} words; at most {words} fit")
        return value

    return AfterValidator(check)


Definition = Annotated[ProseText, _prose_words(40)]
KeyPoint = Annotated[Line, most_words(25)]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a slug as the id of a record of `kind`."""

    kind: str
