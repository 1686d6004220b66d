"""A person who writes or reviews: who they are, and what they disclose."""

from __future__ import annotations

from fingerpost.clinical.references import RegulatorRef
from fingerpost.clinical.regions import Region
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Flag, Line, Orcid, Text, Url
from fingerpost.engine.schema import Model


class PersonLicence(Model):
    """A licence that an author or reviewer holds."""

    jurisdiction: Region
    regulator: RegulatorRef
    title: Line
    number: Line


class Person(Model):
    """The record in `people/*.yaml`. Without licences, `no_licence_because` says why."""

    name: Line
    sample: Flag = False
    post_nominals: tuple[Line, ...] = ()
    role: Line
    bio: ProseText
    orcid: Orcid | None = None
    website: Url | None = None
    disclosures: Text
    licences: tuple[PersonLicence, ...] = ()
    no_licence_because: Text | None = None
