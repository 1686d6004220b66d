"""A glossary term and its short definition."""

from __future__ import annotations

from typing import Annotated

from fingerpost.clinical.references import CitationRef, ModalityRef, TermRef
from fingerpost.engine.multilingual import ProseText, most_words_each
from fingerpost.engine.scalars import Line
from fingerpost.engine.schema import Model


class Term(Model):
    """The record in `glossary/*.yaml`. `also_known_as` are other words for it that pages may use."""

    term: Line
    definition: Annotated[ProseText, most_words_each(40)]
    also_known_as: tuple[Line, ...] = ()
    see_also: tuple[TermRef, ...] = ()
    modalities: tuple[ModalityRef, ...] = ()
    citations: tuple[CitationRef, ...] = ()
