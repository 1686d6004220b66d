"""Pages that are neither modality, concern nor article (about, how we review, …), and worksheets to print."""

from __future__ import annotations

from fingerpost.clinical.published import Published
from fingerpost.clinical.references import ConcernRef, ModalityRef
from fingerpost.engine.scalars import Line, Summary


class SitePage(Published):
    """The front matter of `pages/*.md`."""

    summary: Summary


class Worksheet(Published):
    """The front matter of `worksheets/*.md`: printable, stamped with its version."""

    summary: Summary
    version: Line
    modalities: tuple[ModalityRef, ...] = ()
    concerns: tuple[ConcernRef, ...] = ()
