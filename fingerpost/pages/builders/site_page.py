"""Plain pages and worksheets."""

from __future__ import annotations

from fingerpost.clinical.page import SitePage, Worksheet
from fingerpost.clinical.record import Record
from fingerpost.pages.cards import cards_of
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.prose import cited, prose_view
from fingerpost.pages.views.reading import SitePageView, WorksheetView


def site_page_view(edition: Edition, record: Record[SitePage]) -> SitePageView:
    """All that a plain page shows."""
    citing = Citing.of(edition, cited(edition.bodies[record.path]))
    return SitePageView(record.entry.title, record.entry.summary, prose_view(edition, record, citing))


def worksheet_view(edition: Edition, record: Record[Worksheet]) -> WorksheetView:
    """All that a worksheet shows, with the address that is printed on it."""
    citing = Citing.of(edition, cited(edition.bodies[record.path]))
    return WorksheetView(
        title=record.entry.title,
        summary=record.entry.summary,
        version=record.entry.version,
        address=edition.routes.absolute(edition.url(record)),
        prose=prose_view(edition, record, citing),
        modalities=cards_of(edition, "modality", record.entry.modalities),
        concerns=cards_of(edition, "concern", record.entry.concerns),
    )
