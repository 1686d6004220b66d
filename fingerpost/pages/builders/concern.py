"""The page of a concern: plain explanation, when to get help, and the modalities with their evidence for it."""

from __future__ import annotations

from fingerpost.clinical.concern import Concern
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.published import CareCard
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.builders.related import people_and_reading
from fingerpost.pages.cards import card
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.prose import cited, prose_view
from fingerpost.pages.views.parts import CareCardView
from fingerpost.pages.views.reading import ConcernModality, ConcernView


def concern_view(edition: Edition, record: Record[Concern]) -> ConcernView:
    """All that a concern's page shows."""
    entry = record.entry
    citing = Citing.of(edition, cited(edition.bodies[record.path]))
    around = people_and_reading(edition, "concern", record.id)
    modalities = tuple(_modality(edition, each, record.id) for each in _modalities(edition, record))
    return ConcernView(
        title=entry.title,
        plain_name=entry.plain_name,
        summary=entry.summary,
        also_known_as=entry.also_known_as,
        prose=prose_view(edition, record, citing),
        care_cards=tuple(_care_card(edition, each) for each in entry.when_to_get_help),
        modalities=modalities,
        therapists=around.therapists,
        therapists_more=around.therapists_more,
        articles=around.articles,
        worksheets=around.worksheets,
    )


def _modalities(edition: Edition, record: Record[Concern]) -> tuple[Record[Modality], ...]:
    """Those the concern names, then those that name the concern."""
    named = [edition.library.modalities.get(id) for id in record.entry.modalities]
    naming = edition.library.referring("concern", record.id, "modality")
    return tuple({each.id: each for each in (*named, *naming) if each}.values())


def _modality(edition: Edition, modality: Record[Modality], concern: str) -> ConcernModality:
    level = next((each.level for each in modality.entry.evidence if each.concern == concern), None)
    label = edition.strings.gettext(labels.EVIDENCE[level][0]) if level else ""
    return ConcernModality(card(edition, modality), level or "", label)


def _care_card(edition: Edition, care: CareCard) -> CareCardView:
    label = edition.strings.gettext(labels.URGENCIES[care.urgency])
    return CareCardView(care.urgency, label, care.title, care.points, care.action)
