"""What a page may honestly say of its clinical review, on the day it is built."""

from __future__ import annotations

from datetime import timedelta

from fingerpost.clinical.published import Published, Review
from fingerpost.clinical.record import Record
from fingerpost.engine.reads import Today
from fingerpost.pages.cards import link_to
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.parts import ReviewBadge, ReviewState

DUE_SOON = timedelta(days=60)


def latest_review(entry: Published) -> Review | None:
    """The newest sign-off, whatever became of the text since."""
    return max(entry.reviews, key=lambda review: review.on, default=None)


def review_state(signed: str, review: Review, today: Today) -> ReviewState:
    """Edited beats overdue beats due: a signature holds only for the text that was read, whose digest is `signed`."""
    if review.digest != signed:
        return "edited"
    if today.reached(review.next_due):
        return "overdue"
    return "due-soon" if today.reached(review.next_due - DUE_SOON) else "current"


def review_badge(edition: Edition, record: Record[Published]) -> ReviewBadge:
    """The badge of a page of prose."""
    _ = edition.strings.gettext
    review = latest_review(record.entry)
    if review is None:
        return ReviewBadge(
            "none",
            _("Not yet reviewed by a clinician"),
            _("The claims are cited so that you can check them, but no clinician has signed this page."),
        )
    state = review_state(edition.signed[record.path], review, edition.today)
    label, detail = _words(edition, state)
    person = edition.library.people[review.by]
    return ReviewBadge(state, label, detail, link_to(edition, person), review.on, review.next_due, review.scope)


def _words(edition: Edition, state: ReviewState) -> tuple[str, str]:
    _ = edition.strings.gettext
    return {
        "current": (_("Reviewed by a clinician"), _("The text has not changed since.")),
        "due-soon": (_("Reviewed by a clinician"), _("The next review is due soon.")),
        "overdue": (_("Clinical review overdue"), _("The text has not changed, but its next review is late.")),
        "edited": (
            _("Edited since clinical review"),
            _("The text has changed since a clinician signed it, and nobody has signed the new text."),
        ),
        "none": ("", ""),
    }[state]
