"""A province or territory: what its law says of titles, and what lies beside it."""

from __future__ import annotations

from typing import Annotated

from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import Count
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Date, Line, Summary, Text, Url
from fingerpost.engine.schema import Model


class Place(Model):
    """The record in `places/*.yaml`. `titles` says in plain words who may use which title there."""

    title: Line
    region: Region
    summary: Summary
    titles: ProseText
    neighbours: tuple[Region, ...] = ()
    source: Annotated[tuple[Url, ...], Count(1)]
    as_of: Date
    unconfirmed: tuple[Text, ...] = ()
