"""Dates of a listing that the calendar makes wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from fingerpost.clinical.ageing import days_ahead, old_verifications, verified_on
from fingerpost.clinical.practice import Availability, Licence
from fingerpost.clinical.record import Record
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.marks import Marks

VERIFIED = date(2025, 1, 1)
TEXT = "licences:\n  - verified_on: 2025-01-01\n"


def listing(verified_on: date | None = VERIFIED, **fields: Any) -> Record[Therapist]:
    licence = Licence(jurisdiction="CA-ON", regulator="r", title="t", number="1", verified_on=verified_on)
    day = date(2025, 1, 1)
    given = {"licences": (licence,), "availability": Availability(accepting="yes", as_of=day), "updated_on": day}
    return Record("therapist", "t", "en", "content/therapists/t.yaml", Therapist(**given | fields), Marks("t", TEXT))


@pytest.mark.parametrize(("days", "warned"), [(365, False), (366, True), (400, True), (401, True)])
def test_a_licence_is_warned_of_after_a_year(days: int, warned: bool) -> None:
    problems = [*old_verifications(listing(), VERIFIED + timedelta(days=days))]
    assert [(each.code, each.severity) for each in problems] == [("verification-old", "warning")] * warned


def test_the_warning_says_when_the_badge_goes() -> None:
    (soon,) = old_verifications(listing(), VERIFIED + timedelta(days=400))
    (gone,) = old_verifications(listing(), VERIFIED + timedelta(days=401))
    assert "from 2026-02-06 on" in soon.help
    assert "since 2026-02-06" in gone.help


def test_a_licence_that_nobody_looked_at_is_not_warned_of() -> None:
    assert [*old_verifications(listing(None), date(2030, 1, 1))] == []
    assert verified_on(listing(None).entry) == []


def test_days_that_have_not_come_are_told_one_by_one() -> None:
    record = listing(fees_as_of=date(2025, 1, 3))
    assert [*days_ahead(record, date(2025, 1, 3))] == []
    assert [each.message for each in days_ahead(record, date(2025, 1, 2))] == [
        "fees_as_of is 2025-01-03, which has not come yet"
    ]
    assert len([*days_ahead(record, date(2024, 12, 31))]) == 4


def test_every_licence_has_a_day_from_which_it_is_warned_of() -> None:
    licences = [
        Licence(jurisdiction="CA-ON", regulator="r", title="t", number=str(number), verified_on=day)
        for number, day in enumerate((date(2026, 10, 1), date(2026, 2, 1), None, date(2026, 10, 1)))
    ]
    assert verified_on(listing(licences=tuple(licences)).entry) == [date(2026, 2, 1), date(2026, 10, 1)]
