"""An article by a clinician or writer, with its authors, key points and what it discusses."""

from __future__ import annotations

from typing import Annotated, Literal

from fingerpost.clinical.published import Published
from fingerpost.clinical.references import ConcernRef, ModalityRef, PersonRef
from fingerpost.engine.constraints import Count
from fingerpost.engine.scalars import Date, Line, Summary, Text, most_words
from fingerpost.engine.schema import Model


class Discusses(Model):
    """The modalities and concerns that an article is about."""

    modalities: tuple[ModalityRef, ...] = ()
    concerns: tuple[ConcernRef, ...] = ()


class Article(Published):
    """The front matter of `articles/*.md`. `disclosures` is always said, even when it is "none"."""

    own_page = Published.own_page | {"key_points", "disclosures"}

    dek: Summary
    authors: Annotated[tuple[PersonRef, ...], Count(1)]
    audience: Literal["public", "clinician"]
    key_points: Annotated[tuple[Annotated[Line, most_words(25)], ...], Count(3, 5)]
    published_on: Date
    disclosures: Text
    discusses: Discusses = Discusses()
