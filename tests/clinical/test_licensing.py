"""What a listing may claim."""

from __future__ import annotations

from typing import Any

import pytest

from fingerpost.clinical.licensing import listing_faults
from fingerpost.clinical.record import Record
from fingerpost.clinical.regulator import Regulator
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.marks import Marks

COLLEGE = {
    "name": "Example College", "jurisdictions": ["CA-ON", "CA-NS"], "kind": "statutory", "as_of": "2026-01-01",
    "number_pattern": "[0-9]{3}", "supervised": ["Candidate", "Qualifying"], "source": ["https://example.org/"],
}  # fmt: skip
LICENCE = {"jurisdiction": "CA-ON", "regulator": "college", "title": "RP", "number": "123"}
ALBERTA = {"jurisdiction": "CA-AB", "source": "https://example.org/"}
SUPERVISOR = {"name": "B", "title": "RP"}


def codes(licence: dict[str, Any] | None = None, regulator: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    """The codes of all faults of a listing with this licence, whose regulator is changed so."""
    given = {**COLLEGE, **(regulator or {})}
    college = Regulator.validated({key: value for key, value in given.items() if value is not None})
    values = {
        "name": "A", "sort_name": "A", "status": "active", "consent_to_list": "true", "title": "RP", "summary": "S.",
        "licences": [{**LICENCE, **(licence or {})}], "languages": ["en"], "formats": ["video"], "bio": "B.",
        "availability": {"accepting": "yes", "as_of": "2026-01-01"}, "updated_on": "2026-01-01",
        "email": "a@sub.example.org", **changes,
    }  # fmt: skip
    record = Record("therapist", "a", "en", "a.yaml", Therapist.validated(values), Marks("a.yaml", ""))
    found = Record("regulator", "college", "en", "college.yaml", college, Marks("college.yaml", ""))
    return [each.code for each in listing_faults(record, {"college": found}.get)]


@pytest.mark.parametrize(
    ("licence", "regulator", "expected"),
    [
        ({}, {}, []),
        ({"regulator": "another"}, {}, []),
        ({"number": "1234"}, {}, ["licence-number"]),
        ({"number": "anything"}, {"number_pattern": None}, []),
        ({"number": "SAMPLE-0001"}, {"number_pattern": None}, ["licence-number"]),
        ({"jurisdiction": "CA-QC"}, {}, ["licence-elsewhere"]),
        ({}, {"kind": "association"}, ["licence-of-association"]),
        ({"title": "Candidate"}, {}, ["no-supervisor"]),
        ({"licence_class": "Qualifying"}, {}, ["no-supervisor"]),
        ({"title": "Candidate", "supervisor": SUPERVISOR}, {}, []),
        ({"title": "Candidate", "number": "1"}, {}, ["licence-number", "no-supervisor"]),
    ],
)
def test_a_licence_is_one_that_its_regulator_gives(
    licence: dict[str, Any], regulator: dict[str, Any], expected: list[str]
) -> None:
    assert codes(licence, regulator) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"serves": ["CA-ON"]}, []),
        ({"serves": ["CA-ON", "CA-NS"]}, ["practice-unlicensed"]),
        ({"serves": ["CA"]}, ["practice-unlicensed"]),
        ({"serves": ["CA-ON", "CA-AB"], "unregulated": ALBERTA}, []),
        ({"locations": [{"city": "Halifax", "region": "CA-NS"}]}, ["practice-unlicensed"]),
        ({"licences": [LICENCE, {**LICENCE, "jurisdiction": "CA-NS"}], "serves": ["CA-NS"]}, []),
    ],
)
def test_nobody_practises_where_they_hold_no_licence(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"phone": "416-555-0123"}, []),
        ({"phone": "+1 (416) 555 0199"}, []),
        ({"phone": "416-555-0200"}, ["sample-contact"]),
        ({"phone": "416-967-1111"}, ["sample-contact"]),
        ({"website": "https://a.example.org/b", "booking_url": "https://example.com"}, []),
        ({"website": "https://example.org.ca/"}, ["sample-contact"]),
        ({"booking_url": "https://myexample.org/"}, ["sample-contact"]),
        ({"email": "a@EXAMPLE.org"}, []),
        ({"email": "example.org@gmail.com"}, ["sample-contact"]),
        ({"licences": [{**LICENCE, "number": "SAMPLE-1"}]}, ["sample-number"]),
        (
            {"licences": [{**LICENCE, "number": "SAMPLE-0001", "verified_on": "2026-01-01", "verified_by": "B"}]},
            ["sample-verified"],
        ),
    ],
)
def test_a_made_up_person_is_nobody_real(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes({"number": "SAMPLE-0001"}, sample="true", **changes) == expected


def test_what_is_fine_for_a_person_need_not_be_for_a_sample() -> None:
    assert codes(phone="416-967-1111", email="a@gmail.com") == []
    assert codes(sample="true") == ["sample-number"]
