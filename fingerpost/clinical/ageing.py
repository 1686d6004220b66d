"""Dates of a listing that the calendar makes wrong: days to come, and licences that nobody looked at for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fingerpost.engine.problems import Problem

if TYPE_CHECKING:
    from fingerpost.clinical.record import Record
    from fingerpost.clinical.therapist import Therapist
    from fingerpost.engine.marks import Location

VERIFIED_LONG_AGO = timedelta(days=365)
VERIFIED_FOR = timedelta(days=400)
"""After so long a licence is no longer shown as verified."""


def said_on(entry: Therapist) -> Iterator[tuple[Location, date]]:
    """The days on which something of a listing was known to be so, and where each stands."""
    for index, licence in enumerate(entry.licences):
        if licence.verified_on:
            yield ("licences", index, "verified_on"), licence.verified_on
    yield ("availability", "as_of"), entry.availability.as_of
    if entry.fees_as_of:
        yield ("fees_as_of",), entry.fees_as_of
    if entry.video:
        yield ("video", "recorded_on"), entry.video.recorded_on
    yield ("updated_on",), entry.updated_on


def verified_on(entry: Therapist) -> list[date]:
    """The days on which licences were verified, the earliest first, each once."""
    return sorted({licence.verified_on for licence in entry.licences if licence.verified_on})


def days_ahead(record: Record[Therapist], today: date) -> Iterator[Problem]:
    """Each day that has not come yet."""
    for at, day in said_on(record.entry):
        if day > today:
            message = f"{at[-1]} is {day}, which has not come yet"
            yield Problem("date-ahead", message, record.marks.value(at), "give the day on which it was known to be so")


def old_verifications(record: Record[Therapist], today: date) -> Iterator[Problem]:
    """Each licence that nobody has looked at for more than a year."""
    for index, licence in enumerate(record.entry.licences):
        if licence.verified_on and today > licence.verified_on + VERIFIED_LONG_AGO:
            gone = licence.verified_on + VERIFIED_FOR + timedelta(days=1)
            then = f"since {gone}" if today >= gone else f"from {gone} on"
            yield Problem(
                "verification-old",
                f"this licence was verified on {licence.verified_on}, more than a year ago",
                record.marks.value(("licences", index, "verified_on")),
                f"look at the register again, and give the new day; {then} it is not shown as verified",
                "warning",
            )
