"""What every page of prose may say of itself: scheduling, reviews, corrections, old addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from fingerpost.clinical.references import CitationRef, PersonRef
from fingerpost.engine.constraints import refuse
from fingerpost.engine.scalars import Date, Digest, Flag, Line, OldPath, Text, Title
from fingerpost.engine.schema import Model, rule


def old_address(path: str) -> str:
    """The address of a page that leads on, from the base path on, for a path of `redirect_from`."""
    plain = path.lstrip("/")
    return plain if plain.endswith(("/", ".html")) else f"{plain}/"


class Review(Model):
    """A clinician's sign-off: who, when, of what, and the digest of the text that was read."""

    by: PersonRef
    on: Date
    scope: Line
    digest: Digest
    next_due: Date

    @rule
    def _due_after_review(self) -> None:
        if self.next_due <= self.on:
            refuse(
                "dates-out-of-order",
                f"next_due ({self.next_due}) does not fall after the review ({self.on})",
                "give the day by which the text is to be reviewed again",
                ("next_due",),
            )


class Correction(Model):
    """Something that was wrong on the page, and when it was put right."""

    on: Date
    text: Text


class CareCard(Model):
    """When to get help, at one of three urgencies."""

    urgency: Literal["emergency", "urgent", "non-urgent"]
    title: Line
    points: tuple[Line, ...] = ()
    action: Line


class Caution(Model):
    """A caution, with the works that support it."""

    text: Text
    citations: tuple[CitationRef, ...] = ()


class Published(Model):
    """The front matter that all Markdown kinds share."""

    own_page = frozenset(("updated_on", "content_note", "crisis_level", "quick_exit", "redirect_from"))

    title: Title
    sample: Flag = False
    draft: Flag = False
    published_on: Date | None = None
    updated_on: Date | None = None
    publish_on: Date | None = None
    expires_on: Date | None = None
    content_note: Line | None = None
    crisis_level: Literal["none", "linked", "prominent"] = "linked"
    quick_exit: Flag = False
    reviews: tuple[Review, ...] = ()
    corrections: tuple[Correction, ...] = ()
    redirect_from: tuple[OldPath, ...] = ()

    @rule
    def _dates_in_order(self) -> None:
        if self.publish_on and self.expires_on and self.expires_on <= self.publish_on:
            refuse(
                "dates-out-of-order",
                f"expires_on ({self.expires_on}) does not fall after publish_on ({self.publish_on})",
                "the page is shown from publish_on until the day before expires_on",
                ("expires_on",),
            )
        if self.published_on and self.updated_on and self.updated_on < self.published_on:
            refuse(
                "dates-out-of-order",
                f"updated_on ({self.updated_on}) falls before published_on ({self.published_on})",
                "check the two days, and leave updated_on out until the text changes",
                ("updated_on",),
            )

    def is_live(self, reached: Callable[[date], bool]) -> bool:
        """Neither a draft, nor still to come, nor expired. `reached` tells whether a day is today or past."""
        return (
            not self.draft
            and (self.publish_on is None or reached(self.publish_on))
            and not (self.expires_on and reached(self.expires_on))
        )
