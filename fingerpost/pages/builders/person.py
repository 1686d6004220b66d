"""The page of an author or reviewer."""

from __future__ import annotations

from fingerpost.clinical.person import Person, PersonLicence
from fingerpost.clinical.record import Record
from fingerpost.pages.builders.therapist import paragraphs
from fingerpost.pages.cards import cards
from fingerpost.pages.edition import Edition
from fingerpost.pages.order import newest_first
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact
from fingerpost.pages.views.records import PersonView


def person_view(edition: Edition, record: Record[Person]) -> PersonView:
    """All that the page of an author or reviewer shows."""
    entry = record.entry
    naming = edition.library.referring("person", record.id)
    written = [each for each in naming if record.id in each.get("authors", ())]
    reviewed = [each for each in naming if any(review.by == record.id for review in each.get("reviews", ()))]
    return PersonView(
        name=entry.name,
        post_nominals=", ".join(entry.post_nominals),
        role=entry.role,
        bio=paragraphs(entry.bio.text(edition.routes.language)),
        sample=entry.sample,
        facts=_facts(edition, entry),
        disclosures=entry.disclosures,
        no_licence_because=entry.no_licence_because or "",
        articles=cards(edition, newest_first(written)),
        reviewed=cards(edition, reviewed),
    )


def _licence(edition: Edition, licence: PersonLicence) -> Link:
    regulator = edition.library.regulators[licence.regulator]
    where = f"{regulator.entry.name}, {edition.strings.region(licence.jurisdiction)}"
    return Link(f"{licence.title}, {licence.number} ({where})", edition.url(regulator))


def _facts(edition: Edition, entry: Person) -> tuple[Fact, ...]:
    _ = edition.strings.gettext
    licences = tuple(_licence(edition, licence) for licence in entry.licences)
    found = (
        (_("Licences"), licences),
        ("ORCID iD", (Link(entry.orcid, f"https://orcid.org/{entry.orcid}"),) if entry.orcid else ()),
        (_("Website"), (Link(entry.website, entry.website),) if entry.website else ()),
    )
    return tuple(Fact(label, values) for label, values in found if values)
