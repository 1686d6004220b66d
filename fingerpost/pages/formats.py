"""Dates, amounts, lists and names of languages, as Babel writes them.

Babel and its data take 50 ms to load, and most builds ask for nothing that an earlier one did not: what it wrote is
kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from fingerpost.engine.cache import Cache
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.values import dataclass

STEP = "format"


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one language. Without a cache, nothing is kept from one run to the next."""

    language: str
    cache: Cache | None = None
    _written: dict[str, str] = field(default_factory=dict)

    def day(self, value: date) -> str:
        """The day in words, such as March 3, 2026."""
        return self._once(f"day {value.isoformat()}", lambda: _day(value, self.language))

    def dollars(self, amount: object) -> str:
        """An amount in Canadian dollars, without cents when there are none: $140."""
        return self._once(f"dollars {amount}", lambda: _dollars(amount, self.language))

    def number(self, value: int) -> str:
        """A whole number, with its thousands apart: 12,480."""
        if abs(value) < 1000:
            return str(value)
        return self._once(f"number {value}", lambda: _number(value, self.language))

    def language_name(self, tag: str) -> str:
        """The language's name, capitalised as in a list of its own. The tag itself where nobody named the language."""
        return self._once(f"language {tag}", lambda: _language_name(tag, self.language))

    def listing(self, values: Sequence[str]) -> str:
        """One, two and three."""
        return self._once("listing " + "\n".join(values), lambda: _listing(values, self.language))

    def _once(self, what: str, write: Callable[[], str]) -> str:
        known = self._written.get(what)
        if known is None:
            known = self._written[what] = self._kept(what, write)
        return known

    def _kept(self, what: str, write: Callable[[], str]) -> str:
        if self.cache is None:
            return write()
        key = f"{engine_digest()[:32]} {self.language} {what}"
        stored = self.cache.read(STEP, key)
        if stored is not None:
            return stored.decode()
        written = write()
        self.cache.write(STEP, key, written.encode())
        return written


@cache
def _locale(language: str) -> Any:
    from babel import Locale

    return Locale.parse(language.replace("-", "_"))


def _day(value: date, language: str) -> str:
    return str(_long_day(language).apply(value, _locale(language)))


@cache
def _long_day(language: str) -> Any:
    # To find it takes Babel longer than to write a day by it.
    from babel.dates import get_date_format

    return get_date_format("long", _locale(language))


def _dollars(amount: object, language: str) -> str:
    from babel.numbers import format_currency

    shown = format_currency(amount, "CAD", locale=f"{_locale(language).language}_CA")  # type: ignore[arg-type]
    return shown.removesuffix(".00")


def _number(value: int, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(language))


def _language_name(tag: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-", resolve_likely_subtags=False).get_display_name(_locale(language))
    except UnknownLocaleError:
        # Babel has no dates and numbers for Cree and many others, and still knows what they are called.
        name = _locale(language).languages.get(tag.partition("-")[0])
    name = name or tag
    return name[:1].upper() + name[1:]


def _listing(values: Sequence[str], language: str) -> str:
    from babel.lists import format_list

    return format_list(values, locale=_locale(language))
