"""A crisis line or service: how to reach it, for whom, where, and when that was last confirmed."""

from __future__ import annotations

from typing import Annotated

from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import Count, refuse
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Date, Language, Line, Phone, Url, Whole
from fingerpost.engine.schema import Model, rule


class TextLine(Model):
    """A number to send a text message to, and the word to send, if one is asked for."""

    number: Phone
    word: Line | None = None


class CrisisResource(Model):
    """The record in `crisis/*.yaml`. `verified_on` is set only by a person who called."""

    name: ProseText
    regions: Annotated[tuple[Region, ...], Count(1)]
    except_regions: tuple[Region, ...] = ()
    phone: Phone | None = None
    phone_as_words: Line | None = None
    sms: TextLine | None = None
    chat: Url | None = None
    hours: ProseText
    languages: tuple[Language, ...] = ()
    more_languages: ProseText | None = None
    for_whom: ProseText
    note: ProseText | None = None
    source_url: Annotated[tuple[Url, ...], Count(1)]
    source_copy_date: Date | None = None
    verified_on: Date | None = None
    verified_by: Line | None = None
    superseded: tuple[Phone, ...] = ()
    priority: Whole

    @rule
    def _reachable(self) -> None:
        if not (self.phone or self.sms or self.chat):
            refuse("no-contact", "this line cannot be reached", "give a phone, sms or chat", ())
        if bool(self.verified_on) != bool(self.verified_by):
            refuse(
                "verified-by",
                "verified_on and verified_by go together",
                "say who called, and when; leave both out where nobody did",
                ("verified_on", "verified_by"),
            )
