"""The page of a modality: its text, evidence per concern, cautions, relations and who practises it."""

from __future__ import annotations

from collections.abc import Iterator

from fingerpost.clinical.modality import Evidence, Modality
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.builders.related import people_and_reading
from fingerpost.pages.cards import card, cards_of, link_to
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.prose import cited, prose_view
from fingerpost.pages.views.parts import Card, CautionView
from fingerpost.pages.views.reading import EvidenceRow, ModalityView, RelatedGroup


def modality_view(edition: Edition, record: Record[Modality]) -> ModalityView:
    """All that a modality's page shows."""
    entry, _ = record.entry, edition.strings.gettext
    citing = Citing.of(edition, _citation_order(edition, record))
    evidence = tuple(_evidence(edition, citing, each) for each in entry.evidence if _is_published(edition, each))
    related = _related(edition, record)
    around = people_and_reading(edition, "modality", record.id)
    none_known = entry.no_known_cautions
    return ModalityView(
        title=entry.title,
        summary=entry.summary,
        kind_label=_(labels.MODALITY_KINDS[entry.kind]),
        also_known_as=entry.also_known_as,
        prose=prose_view(edition, record, citing),
        evidence=evidence,
        cautions=tuple(CautionView(each.text, citing.pick(each.citations)) for each in entry.cautions),
        no_known_cautions=citing.pick(none_known.citations) if none_known else (),
        techniques=entry.techniques,
        concerns=_other_concerns(edition, entry),
        related=related,
        therapists=around.therapists,
        therapists_more=around.therapists_more,
        articles=around.articles,
        worksheets=around.worksheets,
    )


def _citation_order(edition: Edition, record: Record[Modality]) -> Iterator[str]:
    """As a reader meets them: the text, then the evidence table, then the cautions."""
    yield from cited(edition.bodies[record.path])
    for evidence in record.entry.evidence:
        yield from evidence.citations
    for caution in record.entry.cautions:
        yield from caution.citations
    if record.entry.no_known_cautions:
        yield from record.entry.no_known_cautions.citations


def _other_concerns(edition: Edition, entry: Modality) -> tuple[Card, ...]:
    """Concerns that the evidence table has no row for: the others are met there."""
    in_table = {evidence.concern for evidence in entry.evidence}
    return cards_of(edition, "concern", (id for id in entry.concerns if id not in in_table))


def _is_published(edition: Edition, evidence: Evidence) -> bool:
    return evidence.concern in edition.library.concerns


def _evidence(edition: Edition, citing: Citing, evidence: Evidence) -> EvidenceRow:
    _ = edition.strings.gettext
    concern = edition.library.concerns[evidence.concern]
    label, meaning = labels.EVIDENCE[evidence.level]
    return EvidenceRow(
        concern=link_to(edition, concern),
        level=evidence.level,
        level_label=_(label),
        meaning=_(meaning),
        citations=citing.pick(evidence.citations),
        as_of=evidence.as_of,
        note=evidence.note or "",
    )


def _related(edition: Edition, record: Record[Modality]) -> tuple[RelatedGroup, ...]:
    found = edition.library.related(record.id)
    groups = []
    for type, title in labels.RELATIONS.items():
        cards = tuple(card(edition, each.record, each.note) for each in found if each.type == type)
        if cards:
            groups.append(RelatedGroup(edition.strings.gettext(title), cards))
    return tuple(groups)
