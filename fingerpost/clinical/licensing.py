"""What a listing may claim: licences of the colleges that give them, and practice where a licence holds.

Knows one therapist and the regulators that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fingerpost.clinical.practice import Licence
from fingerpost.clinical.record import Record
from fingerpost.clinical.regions import REGIONS
from fingerpost.clinical.regulator import Regulator
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.marks import Location
from fingerpost.engine.problems import Problem, quoted

Regulators = Callable[[str], Record[Regulator] | None]

_SAMPLE_NUMBER = re.compile(r"SAMPLE-[0-9]{4,}")
_SAMPLE_PHONE = re.compile(r"\+?[0-9 ().-]*555[- ]?01[0-9]{2}")
_SAMPLE_HOST = re.compile(r"(?:[a-z0-9-]+\.)*example\.(?:com|net|org)", re.ASCII)


def listing_faults(record: Record[Therapist], regulators: Regulators) -> Iterator[Problem]:
    """Every claim of the listing that its licences do not bear out. An unknown regulator has its own problem."""
    for index, licence in enumerate(record.entry.licences):
        regulator = regulators(licence.regulator)
        if regulator is not None:
            yield from _licence_faults(record, index, licence, regulator.entry)
    yield from _where_unlicensed(record)
    if record.entry.sample:
        yield from _real_contacts(record)


def _licence_faults(record: Record[Therapist], index: int, licence: Licence, regulator: Regulator) -> Iterator[Problem]:
    def problem(code: str, field: str, message: str, help: str) -> Problem:
        at: Location = ("licences", index, field)
        places = record.marks
        return Problem(code, message, places.value(at if getattr(licence, field) else at[:2]), help)

    name = regulator.short_name or regulator.name
    if regulator.kind == "association":
        message = f"{name} is an association: to belong to it is no licence"
        yield problem("licence-of-association", "regulator", message, "name the membership under other_credentials")
        return
    if licence.jurisdiction not in regulator.jurisdictions:
        where = ", ".join(regulator.jurisdictions)
        message = f"{name} gives no licences for {licence.jurisdiction}"
        yield problem("licence-elsewhere", "jurisdiction", message, f"it is the regulator of {where}")
    if record.entry.sample:
        if not _SAMPLE_NUMBER.fullmatch(licence.number):
            message = f"{quoted(licence.number)} could be the number of a real person"
            yield problem("sample-number", "number", message, "the numbers of made-up people read SAMPLE-0001")
        if licence.verified_on:
            message = "nobody can have verified the licence of a made-up person"
            yield problem("sample-verified", "verified_on", message, "remove verified_on and verified_by")
    elif licence.number.startswith("SAMPLE") or not _fits(licence.number, regulator.number_pattern):
        shape = f"; its numbers read {regulator.number_pattern}" if regulator.number_pattern else ""
        message = f"{quoted(licence.number)} is no number of {name}"
        yield problem("licence-number", "number", message, f"copy it from the register{shape}")
    if {licence.title, licence.licence_class} & set(regulator.supervised) and not licence.supervisor:
        message = f"{licence.licence_class or licence.title} is held under supervision, and no supervisor is named"
        yield problem("no-supervisor", "supervisor", message, "add supervisor with their name and title")


def _fits(number: str, pattern: str | None) -> bool:
    return pattern is None or re.fullmatch(pattern, number) is not None


def _where_unlicensed(record: Record[Therapist]) -> Iterator[Problem]:
    """Remote work and rooms in a region for which there is neither a licence nor a word that none is needed."""
    entry = record.entry
    held = {licence.jurisdiction for licence in entry.licences}
    if entry.unregulated:
        held.add(entry.unregulated.jurisdiction)
    claimed: list[tuple[Location, str]] = [(("serves", index), region) for index, region in enumerate(entry.serves)]
    claimed += [(("locations", index, "region"), place.region) for index, place in enumerate(entry.locations)]
    for at, region in claimed:
        if region not in held:
            yield Problem(
                "practice-unlicensed",
                f"there is no licence for {REGIONS[region]} in this listing",
                record.marks.value(at),
                "give the licence for it under licences, or unregulated where no college regulates the title, "
                "or remove the region",
            )


def _real_contacts(record: Record[Therapist]) -> Iterator[Problem]:
    """Telephones and addresses of a sample that could be somebody's."""
    entry = record.entry
    if entry.phone and not _SAMPLE_PHONE.fullmatch(entry.phone):
        yield _real(record, "phone", entry.phone, "made-up people have numbers that end in 555-0100 to 555-0199")
    addresses = {"email": (entry.email or "").rpartition("@")[2]}
    for field in ("booking_url", "website"):
        addresses[field] = (getattr(entry, field) or "").partition("://")[2].partition("/")[0]
    for field, host in addresses.items():
        if host and not _SAMPLE_HOST.fullmatch(host.lower()):
            yield _real(record, field, getattr(entry, field), "made-up people have addresses below example.org")


def _real(record: Record[Therapist], field: str, value: str, help: str) -> Problem:
    message = f"{quoted(value)} could be somebody's, and this person is made up"
    return Problem("sample-contact", message, record.marks.value((field,)), help)
