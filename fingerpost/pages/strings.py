"""The interface's words in one language, from the gettext catalogues in `locale/`. English is the source."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency

from fingerpost.clinical.regions import REGIONS
from fingerpost.engine.digest import digest
from fingerpost.engine.markdown import Labels

LOCALES = Path(__file__).resolve().parents[2] / "locale"


@dataclass(frozen=True, slots=True)
class Strings:
    """Translations and formats of one language."""

    language: str
    translations: gettext.NullTranslations

    @classmethod
    def of(cls, language: str) -> Strings:
        found = gettext.translation("fingerpost", str(LOCALES), [language.replace("-", "_")], fallback=True)
        return cls(language, found)

    @property
    def gettext(self) -> Callable[[str], str]:
        return self.translations.gettext

    @property
    def body_labels(self) -> Labels:
        """The words that a conversion of Markdown writes itself."""
        _ = self.gettext
        return Labels(
            emergency=f"{_('Emergency')}: ",
            urgent=f"{_('Urgent')}: ",
            non_urgent=f"{_('Non-urgent')}: ",
            table=_("Table {number}"),
            table_under=_("Table {number}: {heading}"),
            footnotes=_("Footnotes"),
            back=_("Back to reference {number}"),
            note=_("Note"),
            tip=_("Tip"),
            important=_("Important"),
            caution=_("Caution"),
            example=_("Example"),
        )

    def plural(self, one: str, many: str, count: int) -> str:
        """`one` or `many`, as the language counts, with %(count)s filled in."""
        return self.translations.ngettext(one, many, count) % {"count": count}

    @property
    def _locale(self) -> Locale:
        return Locale.parse(self.language.replace("-", "_"))

    def day(self, value: date) -> str:
        """The day in words, such as 3 March 2026."""
        return _day(value, self.language)

    def dollars(self, amount: object) -> str:
        """An amount in Canadian dollars, without cents when there are none: $140."""
        shown = format_currency(amount, "CAD", locale=f"{self._locale.language}_CA")  # type: ignore[arg-type]
        return shown.removesuffix(".00")

    def language_name(self, tag: str) -> str:
        """The language's name, capitalised as in a list of its own. The tag itself where nobody named the language."""
        try:
            name = Locale.parse(tag, sep="-", resolve_likely_subtags=False).get_display_name(self._locale)
        except UnknownLocaleError:
            # Babel has no dates and numbers for Cree and many others, and still knows what they are called.
            name = self._locale.languages.get(tag.partition("-")[0])
        name = name or tag
        return name[:1].upper() + name[1:]

    def region(self, code: str) -> str:
        return self.gettext(REGIONS[code])

    def listing(self, values: list[str]) -> str:
        """One, two and three."""
        return format_list(values, locale=self._locale)


@cache
def _day(value: date, language: str) -> str:
    return format_date(value, format="long", locale=language.replace("-", "_"))


def catalogues_digest() -> str:
    """The digest of the translations."""
    files = sorted(LOCALES.rglob("*.mo"))
    return digest(tuple((path.relative_to(LOCALES).as_posix(), path.read_bytes()) for path in files))
