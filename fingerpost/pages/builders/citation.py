"""The page of a cited work: the reference, what it found, its limits, and who relies on it."""

from __future__ import annotations

from fingerpost.clinical.citation import Citation
from fingerpost.clinical.record import Record
from fingerpost.engine.bibliography import bibtex, ris
from fingerpost.pages import labels
from fingerpost.pages.cards import cards
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact
from fingerpost.pages.views.records import CitationView
from fingerpost.pages.works import work_of


def citation_view(edition: Edition, record: Record[Citation]) -> CitationView:
    """All that the page of a cited work shows."""
    entry = record.entry
    work = work_of(record)
    return CitationView(
        title=entry.title,
        reference=edition.references.html(work),
        facts=_facts(edition, entry),
        findings=entry.findings,
        limits=entry.limits or "",
        incomplete=entry.status == "partial",
        retracted=_retracted(edition, entry),
        bibtex=bibtex(work),
        ris=ris(work),
        relied_on_by=cards(edition, edition.library.referring("citation", record.id)),
    )


def _facts(edition: Edition, entry: Citation) -> tuple[Fact, ...]:
    _ = edition.strings.gettext
    sample = entry.sample
    found = (
        (_("Kind of study"), _(labels.STUDY_DESIGNS[entry.study_design]) if entry.study_design else ""),
        (_("People"), f"{sample.participants:,}" if sample and sample.participants else ""),
        (_("Studies"), f"{sample.studies:,}" if sample and sample.studies else ""),
        (_("Year"), str(entry.year)),
        (_("PubMed id"), entry.pmid or ""),
        (_("ISBN"), entry.isbn or ""),
        (_("Identifier"), _("None could be confirmed") if entry.identifier else ""),
    )
    return tuple(Fact(label, (Link(value, ""),)) for label, value in found if value)


def _retracted(edition: Edition, entry: Citation) -> str:
    """A sentence when the work is known to be retracted, or known not to be; '' when nobody looked."""
    _ = edition.strings.gettext
    day = edition.strings.day(entry.retracted.as_of) if entry.retracted.as_of else ""
    return {
        "yes": _("This work has been retracted (as of %(date)s). Do not rely on it.") % {"date": day},
        "no": _("Not retracted, as of %(date)s.") % {"date": day},
        "unknown": "",
    }[entry.retracted.status]
