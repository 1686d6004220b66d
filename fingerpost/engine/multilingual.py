"""Texts that may differ by language: one value for all of them, or one for each."""

from __future__ import annotations

import re
from typing import Annotated

from fingerpost.engine.constraints import After, Instead, refuse
from fingerpost.engine.problems import quoted
from fingerpost.engine.scalars import LANGUAGE_HELP, NOTHING, SHORTEN, as_text
from fingerpost.engine.values import dataclass


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
        return Prose((("", as_text(value)),))
    if not value:
        refuse("empty-value", "needs text, and holds nothing", NOTHING)
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            help = f"give one text, or one text for each language; {LANGUAGE_HELP}"
            refuse("not-a-language", f"{quoted(language)} is not a language tag", help, (language,))
    return Prose(tuple((language, as_text(text)) for language, text in sorted(value.items())))


_EITHER = [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
ProseText = Annotated[Prose, Instead(_prose, {"anyOf": _EITHER})]


def most_words_each(words: int) -> After:
    """At most so many words in every language."""

    def check(value: Prose) -> Prose:
        for _, text in value.texts:
            found = len(text.split())
            if found > words:
                refuse("too-many-words", f"has {found} words; at most {words} fit", SHORTEN)
        return value

    return After(check)
