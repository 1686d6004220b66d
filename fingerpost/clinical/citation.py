"""A cited work, in the terms of CSL-JSON, with what was and was not confirmed about it."""

from __future__ import annotations

from typing import Annotated, Literal

from fingerpost.engine.constraints import Count, refuse
from fingerpost.engine.scalars import Date, Doi, Isbn, Line, Pmid, Slug, Text, Url, Whole, Year
from fingerpost.engine.schema import Model, rule

WorkType = Literal["article-journal", "book", "chapter", "report", "webpage"]
StudyDesign = Literal[
    "guideline",
    "meta-analysis",
    "systematic-review",
    "umbrella-review",
    "rct",
    "pilot-rct",
    "controlled-trial",
    "uncontrolled",
    "observational",
    "survey",
    "experimental",
    "scale-development",
    "theory",
    "debate",
]


class Author(Model):
    """A name: family and given, or one literal name for an organisation."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None

    @rule
    def _one_form(self) -> None:
        if bool(self.literal) == bool(self.family):
            refuse(
                "author-name",
                "an author is either a person or an organisation",
                "give family and given for a person, or literal for an organisation",
                ("literal", "given"),
            )


class SampleSize(Model):
    """How many people or studies a work rests on, where it says so in numbers."""

    participants: Whole | None = None
    studies: Whole | None = None


class Retraction(Model):
    """Whether a work is known to be retracted. `unknown` is the default; yes and no carry a date."""

    status: Literal["yes", "no", "unknown"] = "unknown"
    as_of: Date | None = None

    @rule
    def _dated_when_known(self) -> None:
        if (self.status == "unknown") != (self.as_of is None):
            refuse(
                "retraction-date",
                "status and as_of do not fit together",
                "yes and no have an as_of, the day on which somebody looked; unknown has none",
                ("as_of", "status"),
            )


class Citation(Model):
    """The record in `citations/*.yaml`."""

    type: WorkType
    author: Annotated[tuple[Author, ...], Count(1)]
    year: Year
    title: Line
    container: Line | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    publisher: Line | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    isbn: Isbn | None = None
    url: Url | None = None
    identifier: Literal["unverified"] | None = None
    status: Literal["confirmed", "partial"] = "partial"
    study_design: StudyDesign | None = None
    sample: SampleSize | None = None
    retracted: Retraction = Retraction()
    topics: tuple[Slug, ...] = ()
    findings: tuple[Text, ...] = ()
    limits: Text | None = None

    @rule
    def _identified(self) -> None:
        identified = bool(self.doi or self.pmid or self.isbn or self.url)
        if identified == bool(self.identifier):
            refuse(
                "identifier",
                "a work has an identifier, or says that none could be confirmed",
                "give a doi, pmid, isbn or url; only where there is none, write identifier: unverified",
                ("identifier",),
            )
