"""The made-up works that pages cite, the glossary, and the crisis lines, which alone are real."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bench.chance import Chance
from bench.plan import DAY, Plan
from bench.prose import Prose
from bench.yamltext import Value, yaml


def citation(plan: Plan, number: int) -> Iterator[str]:
    """Mostly articles with a DOI under 10.5555, which is set aside for examples."""
    chance = plan.chance("citation", number)
    prose = Prose(plan.vocabulary, chance)
    _, year, _ = plan.citation_names(number)
    yield yaml(
        {
            **_published(prose, number),
            "author": tuple(_authors(plan, chance, number)),
            "year": year,
            "title": prose.capitalised(6, 14),
            "status": "confirmed" if chance.falls(60) else "partial",
            "study_design": plan.citation_design(number),
            "sample": _size(chance),
            "retracted": {"status": "no", "as_of": DAY - timedelta(days=60)} if chance.falls(20) else {},
            "topics": tuple(map(plan.concern, chance.several(range(plan.concerns), 2))),
            "findings": tuple(prose.sentence() for _ in range(chance.between(1, 3))),
            "limits": prose.sentence() if chance.falls(70) else "",
        }
    )


def _published(prose: Prose, number: int) -> Mapping[str, Value]:
    chance = prose.chance
    form = chance.below(100)
    if form < 6:
        return {"type": "book", "publisher": f"{prose.capitalised(1, 2)} Press", "isbn": isbn(number)}
    if form < 12:
        return {"type": "report", "publisher": "Sample Institute", "url": f"https://example.org/reports/{number + 1}"}
    first = chance.between(1, 900)
    journal: Mapping[str, Value] = {
        "type": "article-journal",
        "container": f"Journal of {prose.capitalised(1, 2)}",
        "volume": chance.between(1, 60),
        "issue": chance.between(1, 12),
        "pages": f"{first}-{first + chance.between(4, 20)}",
    }
    if form < 18:
        return {**journal, "identifier": "unverified"}
    return {**journal, "doi": f"10.5555/sample.{number + 1:05}"}


def isbn(number: int) -> str:
    """Thirteen digits with their check digit."""
    digits = f"978{number:09}"
    total = sum(int(digit) * (3 if position % 2 else 1) for position, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _authors(plan: Plan, chance: Chance, number: int) -> Iterator[Mapping[str, Value]]:
    initials = "ABCDEFGHIJKLMNOPRSTVW"
    yield {"family": plan.citation_names(number)[0], "given": f"{initials[number % 7]}. {chance.pick(initials)}."}
    for _ in range(chance.below(6)):
        yield {"family": chance.pick(plan.vocabulary.shapes).capitalize(), "given": f"{chance.pick(initials)}."}


def _size(chance: Chance) -> Mapping[str, Value]:
    if chance.falls(40):
        return {}
    studies: Mapping[str, Value] = {"studies": chance.between(4, 60)} if chance.falls(30) else {}
    return {"participants": chance.between(20, 4000), **studies}


def term(plan: Plan, number: int) -> Iterator[str]:
    """A word that pages use, so that its first use is linked."""
    chance = plan.chance("term", number)
    prose = Prose(plan.vocabulary, chance)
    others = tuple(plan.term(each) for each in chance.several(range(plan.terms), 2) if each != number)
    yield yaml(
        {
            "term": plan.term(number),
            "definition": prose.within(30),
            "see_also": others,
            "modalities": (plan.modality(chance.below(plan.modalities)),) if chance.falls(30) else (),
            "citations": (plan.citation(chance.below(plan.citations)),) if chance.falls(30) else (),
        }
    )


_988_SOURCE = (
    "https://www.newswire.ca/news-releases/"
    "government-of-canada-launches-three-digit-suicide-crisis-helpline-896472116.html"
)
# Somebody may come upon a made-up site: these numbers must help.
CRISIS_LINES: Mapping[str, Mapping[str, Value]] = {
    "emergency-911": {
        "name": "Emergency: 9-1-1",
        "regions": ("CA",),
        "phone": "9-1-1",
        "hours": "Any time, day or night",
        "for_whom": "Anybody in immediate danger",
        "source_url": ("https://centreconnexions.org/suicide-prevention-week/",),
        "priority": 0,
    },
    "suicide-crisis-helpline-988": {
        "name": "9-8-8: Suicide Crisis Helpline",
        "regions": ("CA",),
        "phone": "9-8-8",
        "sms": {"number": "9-8-8"},
        "hours": "24 hours a day, 7 days a week",
        "languages": ("en", "fr"),
        "for_whom": "Anybody who is thinking of suicide, or is worried about somebody who may be",
        "source_url": (_988_SOURCE,),
        "source_copy_date": date(2023, 11, 30),
        "priority": 1,
    },
    "quebec-1-866-appelle": {
        "name": "1-866-APPELLE: Quebec's suicide prevention line",
        "regions": ("CA-QC",),
        "phone": "1-866-277-3553",
        "phone_as_words": "1-866-APPELLE",
        "hours": "24 hours a day, 7 days a week",
        "for_whom": "Anybody in Quebec who is thinking of suicide, or is worried about somebody who may be",
        "source_url": (
            "https://montreal.ctvnews.ca/struggling-or-know-someone-who-is-suicide-prevention-in-quebec-1.6755418",
        ),
        "source_copy_date": date(2023, 11, 30),
        "priority": 1,
    },
}
