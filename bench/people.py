"""The made-up people: therapists with every field in its turn, authors, and the colleges that license nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bench.places import (
    COMMUNITIES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    INSURANCE,
    LANGUAGES,
    NOTES,
    PRONOUNS,
    PROVINCES_BY_SIZE,
    REGULATED,
    STREETS,
    TITLES,
    UNREGULATED_TITLES,
    Province,
)
from bench.plan import DAY, Plan
from bench.prose import Prose
from bench.yamltext import Value, yaml

PORTRAITS = 6
ANSWERS = ("first_session", "how_i_work", "who_i_work_well_with", "who_i_refer_on", "progress", "between_sessions")


def therapist_id(number: int) -> str:
    """The id of a therapist."""
    return f"sample-therapist-{number + 1}"


def therapist(plan: Plan, number: int) -> Iterator[str]:
    """About seventy words. Which fields are filled, and how, differs from one to the next."""
    chance = plan.chance("therapist", number)
    prose = Prose(plan.vocabulary, chance)
    province = chance.pick(PROVINCES_BY_SIZE)
    yield yaml(
        {
            **_person(prose, province),
            **_licence(prose, province, number),
            **_practice(plan, prose),
            **_place(prose, province),
            **_terms(prose),
            "bio": prose.sentences(32),
            "answers": {key: prose.sentences(12) for key in chance.several(ANSWERS, chance.below(8) // 4)},
            **_contact(prose, province, number),
            "disclosures": "None. This is a sample profile of a made-up person.",
            "updated_on": DAY - timedelta(days=chance.below(120)),
        }
    )


def _person(prose: Prose, province: Province) -> Mapping[str, Value]:
    chance = prose.chance
    given, family = chance.pick(GIVEN_NAMES), chance.pick(FAMILY_NAMES)
    pictured = chance.falls(30)
    return {
        "name": f"{given} {family}",
        "sort_name": f"{family}, {given}",
        "sample": True,
        "status": ("active", "active", "paused", "archived")[max(0, chance.below(40) - 36)],
        "consent_to_list": not chance.falls(2),
        "pronouns": chance.pick(PRONOUNS) if chance.falls(60) else "",
        "title": chance.pick(TITLES if province.regulated else UNREGULATED_TITLES),
        "summary": prose.line(120),
        "photo": _photo(chance.below(PORTRAITS), given) if pictured else {},
    }


def _photo(number: int, given: str) -> Mapping[str, Value]:
    return {"src": f"images/portrait-{number + 1}.svg", "alt": f"A drawing in place of a portrait of {given}"}


def _licence(prose: Prose, province: Province, number: int) -> Mapping[str, Value]:
    """A sample number with a made-up college, or the province where no college has this title."""
    if not province.regulated:
        source = f"https://example.org/titles/{province.code.lower()}"
        return {"unregulated": {"jurisdiction": province.code, "source": source}}
    supervised = prose.chance.falls(10)
    supervisor: Mapping[str, Value] = {"name": f"Robin {prose.chance.pick(FAMILY_NAMES)}", "title": TITLES[0]}
    licence: Mapping[str, Value] = {
        "jurisdiction": province.code,
        "regulator": province.college,
        "title": TITLES[0],
        "licence_class": "Qualifying" if supervised else "",
        "number": f"SAMPLE-{number + 1:04}",
        "supervisor": supervisor if supervised else {},
    }
    return {"licences": (licence,)}


def _practice(plan: Plan, prose: Prose) -> Mapping[str, Value]:
    chance = prose.chance
    modalities = chance.several(range(plan.modalities), chance.between(1, 3))
    return {
        "other_credentials": ("Certificate of a made-up association",) if chance.falls(15) else (),
        "languages": ("en", *chance.several(LANGUAGES, chance.below(5) // 2)),
        "modalities": tuple({"ref": plan.modality(each), "training": prose.capitalised(3, 6)} for each in modalities),
        "focus_areas": tuple(map(plan.concern, chance.several(range(plan.concerns), chance.between(1, 4)))),
        "client_groups": ("individuals", *chance.several(("couples", "families", "groups"), chance.below(3))),
        "ages": chance.several(("children", "teens", "adults", "older-adults"), chance.between(1, 3)),
        "communities_served": chance.several(COMMUNITIES, chance.below(3)),
        "insurance": chance.several(INSURANCE, chance.below(3)),
    }


def _place(prose: Prose, province: Province) -> Mapping[str, Value]:
    """In a city, at home, or only from afar."""
    chance = prose.chance
    afar = chance.several(("video", "phone", "text"), chance.between(1, 2))
    serves = (province.code,)
    if chance.falls(15):
        return {"formats": afar, "serves": serves}
    home = chance.falls(20)
    location: Mapping[str, Value] = {
        "city": chance.pick(province.cities),
        "region": province.code,
        "address": "" if home else f"{100 + chance.below(900)} {chance.pick(STREETS)}",
        **({"step_free": chance.falls(60)} if chance.falls(80) else {}),
        **({"home_office": True} if home else {}),
    }
    return {"formats": ("in-person", *afar), "serves": serves, "locations": (location,)}


def _terms(prose: Prose) -> Mapping[str, Value]:
    chance = prose.chance
    amount = 90 + 5 * chance.below(25)
    ranged: Mapping[str, Value] = {"service": "First session", "minutes": 75, "min": amount, "max": amount + 40}
    session: Mapping[str, Value] = {"service": "Individual session", "minutes": 50, "amount": amount}
    sliding = chance.falls(45)
    availability: Mapping[str, Value] = {
        "accepting": chance.pick(("yes", "yes", "no", "waitlist")),
        "as_of": DAY - timedelta(days=chance.below(90)),
        "note": chance.pick(NOTES) if chance.falls(40) else "",
    }
    return {
        "fees": (ranged, session) if chance.falls(40) else (session,),
        "fees_as_of": DAY - timedelta(days=chance.below(300)),
        "sliding_scale": {"offered": sliding, **({"floor": amount // 2} if sliding else {})},
        "availability": availability,
        "free_consultation": "15 minutes by telephone" if chance.falls(50) else "",
    }


def _contact(prose: Prose, province: Province, number: int) -> Mapping[str, Value]:
    """A web address, a telephone number or an e-mail address: none of them is anybody's."""
    chance, host = prose.chance, f"therapist-{number + 1}.example.org"
    return {
        "booking_url": f"https://{host}/booking" if chance.falls(60) else "",
        "website": f"https://{host}/" if chance.falls(50) else "",
        "phone": f"{province.area_code}-555-{100 + chance.below(100):04}" if chance.falls(70) else "",
        "email": f"office@{host}",
    }


def person(plan: Plan, number: int) -> Iterator[str]:
    """An author, who holds no licence and reviews nothing."""
    chance = plan.chance("person", number)
    prose = Prose(plan.vocabulary, chance)
    yield yaml(
        {
            "name": f"{chance.pick(GIVEN_NAMES)} {chance.pick(FAMILY_NAMES)}",
            "sample": True,
            "role": "Sample author",
            "bio": prose.sentences(30),
            "disclosures": "A made-up person has no interests to disclose.",
            "no_licence_because": "A made-up person holds no licence.",
        }
    )


def regulator(plan: Plan, number: int) -> Iterator[str]:
    """The college of one province."""
    province = REGULATED[number]
    prose = Prose(plan.vocabulary, plan.chance("regulator", number))
    yield yaml(
        {
            "name": f"Sample College of {province.name}",
            "short_name": f"SC-{province.code[3:]}",
            "jurisdictions": (province.code,),
            "kind": "statutory",
            "protected_titles": TITLES,
            "website": f"https://{province.college}.example.org/",
            "note": f"This college is made up. {prose.sentences(25)}",
            "source": (f"https://{province.college}.example.org/about",),
            "as_of": DAY - timedelta(days=90),
            "unconfirmed": ("Everything: no such college exists.",),
        }
    )
