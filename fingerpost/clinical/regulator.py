"""A regulator: a statutory college or order, or an association. What no source gives is absent, not guessed."""

from __future__ import annotations

from typing import Annotated, Literal

from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import Count
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Date, Flag, Line, Text, Url
from fingerpost.engine.schema import Model


class Regulator(Model):
    """The record in `regulators/*.yaml`. `number_pattern` is a regular expression for registration numbers."""

    name: Line
    short_name: Line | None = None
    jurisdictions: Annotated[tuple[Region, ...], Count(1)]
    kind: Literal["statutory", "association"]
    protected_titles: tuple[Line, ...] = ()
    number_pattern: Line | None = None
    register_url: Url | None = None
    website: Url | None = None
    advertising_rules: tuple[Line, ...] = ()
    dr_title_allowed: Flag | None = None
    note: ProseText | None = None
    source: Annotated[tuple[Url, ...], Count(1)]
    as_of: Date
    unconfirmed: tuple[Text, ...] = ()
