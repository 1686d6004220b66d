"""A regulator: a statutory college or order, or an association. What no source gives is absent, not guessed."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import After, Count, refuse
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.problems import quoted
from fingerpost.engine.scalars import Date, Flag, Line, Text, Url
from fingerpost.engine.schema import Model


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        refuse("not-a-pattern", f"{quoted(value)} is no regular expression: {error}", "for six digits, write [0-9]{6}")
    return value


class Regulator(Model):
    """The record in `regulators/*.yaml`. `number_pattern` is a regular expression for registration numbers.

    `supervised` are the titles or classes that are held under supervision.
    """

    name: Line
    short_name: Line | None = None
    jurisdictions: Annotated[tuple[Region, ...], Count(1)]
    kind: Literal["statutory", "association"]
    protected_titles: tuple[Line, ...] = ()
    supervised: tuple[Line, ...] = ()
    number_pattern: Annotated[Line, After(_pattern)] | None = None
    register_url: Url | None = None
    website: Url | None = None
    advertising_rules: tuple[Line, ...] = ()
    dr_title_allowed: Flag | None = None
    note: ProseText | None = None
    source: Annotated[tuple[Url, ...], Count(1)]
    as_of: Date
    unconfirmed: tuple[Text, ...] = ()
