"""The ids of records, each typed by the kind of record it names."""

from __future__ import annotations

from typing import Annotated

from fingerpost.engine.scalars import Refers, Slug

ModalityRef = Annotated[Slug, Refers("modality")]
ConcernRef = Annotated[Slug, Refers("concern")]
PersonRef = Annotated[Slug, Refers("person")]
RegulatorRef = Annotated[Slug, Refers("regulator")]
CitationRef = Annotated[Slug, Refers("citation")]
TermRef = Annotated[Slug, Refers("term")]
