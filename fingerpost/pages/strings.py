"""The interface's words in one language, from the gettext catalogues in `locale/`. English is the source."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fingerpost.clinical.regions import REGIONS
from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest
from fingerpost.engine.markdown import Labels
from fingerpost.engine.values import dataclass
from fingerpost.pages.formats import Formats

LOCALES = Path(__file__).resolve().parents[2] / "locale"
_DOMAIN = "fingerpost"
_SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Strings:
    """Translations and formats of one language."""

    language: str
    translations: gettext.NullTranslations
    formats: Formats

    @classmethod
    def of(cls, language: str, cache: Cache | None = None) -> Strings:
        """The strings of a language; what Babel writes is kept in `cache`."""
        found = gettext.translation(_DOMAIN, str(LOCALES), [language.replace("-", "_")], fallback=True)
        return cls(language, found, Formats(language, cache))

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
        return self.translations.ngettext(one, many, count) % {"count": self.number(count)}

    def number(self, value: int) -> str:
        """A whole number, with its thousands apart: 12,480."""
        return self.formats.number(value)

    def day(self, value: date) -> str:
        """The day in words, such as March 3, 2026."""
        return self.formats.day(value)

    def dollars(self, amount: object) -> str:
        """An amount in Canadian dollars, without cents when there are none: $140."""
        return self.formats.dollars(amount)

    def language_name(self, tag: str) -> str:
        """The language's name, capitalised as in a list of its own. The tag itself where nobody named the language."""
        return self.formats.language_name(tag)

    def region(self, code: str) -> str:
        return self.gettext(REGIONS[code])

    def listing(self, values: list[str]) -> str:
        """One, two and three."""
        return self.formats.listing(values)


def is_translated(language: str) -> bool:
    """Whether the interface is written in the language, or has a compiled catalogue of it."""
    tag = language.replace("-", "_")
    return tag.partition("_")[0] == _SOURCE or gettext.find(_DOMAIN, str(LOCALES), [tag]) is not None


def catalogues_digest() -> str:
    """The digest of the translations."""
    files = sorted(LOCALES.rglob("*.mo"))
    return digest(tuple((path.relative_to(LOCALES).as_posix(), path.read_bytes()) for path in files))
