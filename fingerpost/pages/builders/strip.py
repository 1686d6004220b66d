"""The crisis strip of every page: for each line, what to dial and for whom it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fingerpost.clinical.record import Record
from fingerpost.pages.builders.dialling import dial
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import CrisisLine

if TYPE_CHECKING:
    from fingerpost.clinical.crisis import CrisisResource


def crisis_lines(edition: Edition) -> tuple[CrisisLine, ...]:
    """The lines of the strip, in the order that the configuration gives."""
    records = (edition.library.crisis.get(id) for id in edition.config.crisis_strip)
    return tuple(_line(edition, record) for record in records if record)


def _line(edition: Edition, record: Record[CrisisResource]) -> CrisisLine:
    entry = record.entry
    label = entry.phone_as_words or entry.phone or entry.name.text(edition.routes.language)
    href = dial(entry.phone) if entry.phone else edition.url(record)
    return CrisisLine(label, href, where(edition, entry))


def where(edition: Edition, entry: CrisisResource) -> str:
    """The places that a line serves."""
    _, strings = edition.strings.gettext, edition.strings
    where = strings.listing([strings.region(code) for code in entry.regions])
    if not entry.except_regions:
        return where
    without = strings.listing([strings.region(code) for code in entry.except_regions])
    return _("%(place)s except %(without)s") % {"place": where, "without": without}
