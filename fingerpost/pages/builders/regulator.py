"""The page of a regulator: what it is, which titles it protects, and what could not be confirmed."""

from __future__ import annotations

from fingerpost.clinical.directory import PROVINCES, Listing
from fingerpost.clinical.record import Record
from fingerpost.clinical.regulator import Regulator
from fingerpost.pages import labels
from fingerpost.pages.builders.directory import title_of
from fingerpost.pages.cards import MOST_THERAPISTS, cards_of
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact
from fingerpost.pages.views.records import RegulatorView


def regulator_view(edition: Edition, record: Record[Regulator]) -> RegulatorView:
    """All that a regulator's page shows."""
    entry, _ = record.entry, edition.strings.gettext
    licensed = edition.library.naming("regulator", record.id, "therapist")
    listed = [each.id for each in edition.library.on_list("") if each.id in licensed]
    return RegulatorView(
        name=entry.name,
        kind_label=_(labels.REGULATOR_KINDS[entry.kind]),
        facts=_facts(edition, entry),
        note=entry.note.text(edition.routes.language) if entry.note else "",
        advertising_rules=entry.advertising_rules,
        unconfirmed=entry.unconfirmed,
        sources=tuple(Link(url, url) for url in entry.source),
        as_of=entry.as_of,
        therapists=cards_of(edition, "therapist", listed[:MOST_THERAPISTS]),
        therapists_more=_more(edition, entry) if len(listed) > MOST_THERAPISTS else None,
    )


def _more(edition: Edition, entry: Regulator) -> Link:
    """The list of all who practise where it licenses: nobody is listed by colleges."""
    province = entry.jurisdictions[0] if len(entry.jurisdictions) == 1 else ""
    listing = Listing(province=province) if province in PROVINCES.values() else Listing()
    return Link(title_of(edition, listing), edition.routes.directory(listing.path))


def _facts(edition: Edition, entry: Regulator) -> tuple[Fact, ...]:
    _ = edition.strings.gettext
    dr = {True: _("Allowed"), False: _("Not allowed"), None: ""}[entry.dr_title_allowed]
    found = (
        (_("Short name"), [Link(entry.short_name or "", "")]),
        (_("Where"), [Link(edition.strings.region(code), "") for code in entry.jurisdictions]),
        (_("Protected titles"), [Link(title, "") for title in entry.protected_titles]),
        (_("Held under supervision"), [Link(title, "") for title in entry.supervised]),
        (_("Public register"), [Link(entry.register_url or "", entry.register_url or "")]),
        (_("Website"), [Link(entry.website or "", entry.website or "")]),
        (_("Registration numbers read like"), [Link(entry.number_pattern or "", "")]),
        (_("The title “Dr.”"), [Link(dr, "")]),
    )
    facts = ((label, tuple(value for value in values if value.title)) for label, values in found)
    return tuple(Fact(label, values) for label, values in facts if values)
