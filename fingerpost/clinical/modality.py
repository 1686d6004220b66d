"""A modality: a therapy, framework, technique or umbrella, its evidence per concern and its relations."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from fingerpost.clinical.published import Caution, Published
from fingerpost.clinical.references import CitationRef, ConcernRef, ModalityRef
from fingerpost.engine.constraints import Count, refuse
from fingerpost.engine.scalars import Date, Line, Summary, Text
from fingerpost.engine.schema import Model, rule

ModalityKind = Literal["therapy", "framework", "technique", "umbrella"]
EvidenceLevel = Literal["guideline", "systematic-review", "rct", "observational", "expert", "insufficient"]
EVIDENCE_LEVELS: tuple[EvidenceLevel, ...] = get_args(EvidenceLevel)
RelationType = Literal["variant-of", "part-of", "shares-technique", "often-combined", "alternative-to"]

# How each relation reads from the other side; the symmetric ones read alike from both.
INVERSES: dict[str, str] = {
    "variant-of": "has-variant",
    "part-of": "has-part",
    "shares-technique": "shares-technique",
    "often-combined": "often-combined",
    "alternative-to": "alternative-to",
}


class Evidence(Model):
    """What kind of evidence there is for one concern, by which works, as of when."""

    concern: ConcernRef
    level: EvidenceLevel
    citations: tuple[CitationRef, ...]
    as_of: Date
    note: Line | None = None


class Relation(Model):
    """A typed link to another modality. The inverse is generated, never written."""

    ref: ModalityRef
    type: RelationType
    note: Line | None = None


class NoKnownCautions(Model):
    """A claim that no caution is known, which itself needs a source."""

    citations: Annotated[tuple[CitationRef, ...], Count(1)]


class Modality(Published):
    """The front matter of `modalities/*.md`."""

    own_page = Published.own_page | {"techniques", "cautions", "no_known_cautions"}

    summary: Summary
    kind: ModalityKind
    also_known_as: tuple[Line, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Relation, ...] = ()
    techniques: tuple[Text, ...] = ()
    concerns: tuple[ConcernRef, ...] = ()
    cautions: tuple[Caution, ...] = ()
    no_known_cautions: NoKnownCautions | None = None

    @rule
    def _cautions_or_none_known(self) -> None:
        if bool(self.cautions) == bool(self.no_known_cautions):
            refuse(
                "cautions",
                "a modality has either cautions, or no_known_cautions",
                "give at least one caution; only where a work says that none is known, give no_known_cautions instead",
                ("no_known_cautions",),
            )
