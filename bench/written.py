"""The made-up Markdown files: modalities, concerns, articles, worksheets and plain pages, each linked with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bench.chance import Chance
from bench.plan import DAY, SITE_PAGES, Plan
from bench.prose import Prose, body
from bench.yamltext import Value, yaml

MODALITY_QUESTIONS = (
    "What is it?",
    "How may it help?",
    "Who may it suit?",
    "What is a session like?",
    "What does the evidence say?",
    "What are the cautions?",
    "How does it differ from related approaches?",
    "How do I find a therapist?",
)
ANCHORS = ("what-is-it", "how-may-it-help", "what-is-a-session-like", "what-are-the-cautions")
CONCERN_QUESTIONS = ("What is it?", "How may it show itself?", "What may help?", "How might I begin to talk about it?")
RELATIONS = ("shares-technique", "often-combined", "alternative-to")
PAGE_TITLES = {"about": "About this site", "how-we-review": "How we review", "how-we-verify": "How we verify"}


class _Marks:
    """The links and citations of one text, from the folder it lies in. Called for each, it gives "" for none."""

    def __init__(self, plan: Plan, chance: Chance, folder: str, cites: int) -> None:
        self.plan = plan
        self.chance = chance
        self.folder = folder
        self.left = cites

    def __call__(self) -> str:
        if self.left > 0 and self.chance.falls(45):
            return self._cite()
        return self._link() if self.chance.falls(35) else ""

    def _cite(self) -> str:
        count = 2 if self.chance.falls(15) else 1
        self.left -= count
        keys = (self.plan.citation(self.chance.early(self.plan.citations)) for _ in range(count))
        return f"[{'; '.join(f'@{key}' for key in dict.fromkeys(keys))}]"

    def _link(self) -> str:
        """Mostly to therapies and concerns, sometimes to an article, a section or another site."""
        plan, chance = self.plan, self.chance
        number = chance.below(100)
        if number < 45:
            modality = chance.below(plan.modalities)
            anchor = f"#{chance.pick(ANCHORS)}" if chance.falls(20) else ""
            return f"[{plan.modality_title(modality)}]({self._path('modalities', plan.modality(modality))}{anchor})"
        if number < 75:
            concern = chance.below(plan.concerns)
            return f"[{plan.concern(concern)}]({self._path('concerns', plan.concern(concern))})"
        if number < 90:
            return f"[more on this]({self._path('articles', plan.article(chance.below(plan.articles)))})"
        return chance.pick(("[a therapist](site:therapists)", "[a longer account](https://example.org/accounts)"))

    def _path(self, folder: str, id: str) -> str:
        return f"{id}.md" if folder == self.folder else f"../{folder}/{id}.md"


def modality(plan: Plan, number: int) -> Iterator[str]:
    """A therapy, framework, technique or umbrella: eight questions, evidence for a few concerns, relations."""
    chance = plan.chance("modality", number)
    prose = Prose(plan.vocabulary, chance)
    concerns = chance.several(range(plan.concerns), chance.between(1, 4))
    front: dict[str, Value] = {
        "title": plan.modality_title(number),
        "summary": prose.line(150),
        "kind": plan.modality_kind(number),
        "also_known_as": plan.modality_other_names(number),
        "evidence": tuple(_evidence(plan, prose, concern) for concern in concerns),
        "related": tuple(_relations(plan, prose, number)),
        "techniques": tuple(prose.capitalised(2, 5) for _ in range(chance.between(2, 4))),
        "concerns": tuple(plan.concern(concern) for concern in concerns),
        "cautions": tuple(_caution(plan, prose) for _ in range(chance.between(1, 3))),
        **_dates(chance),
    }
    yield from _file(front, body(prose, 850, _Marks(plan, chance, "modalities", 6), MODALITY_QUESTIONS))


def _evidence(plan: Plan, prose: Prose, concern: int) -> Mapping[str, Value]:
    level, work = plan.evidence(prose.chance)
    return {
        "concern": plan.concern(concern),
        "level": level,
        "citations": (work,),
        "as_of": DAY - timedelta(days=prose.chance.below(200)),
        "note": prose.within(18),
    }


def _relations(plan: Plan, prose: Prose, number: int) -> Iterator[Mapping[str, Value]]:
    """Part of the umbrella of its own five, and alike to one that comes before: no circle can arise."""
    umbrella = number // 5 * 5 + 4
    if plan.modality_kind(number) != "umbrella" and umbrella < plan.modalities:
        yield {"ref": plan.modality(umbrella), "type": "part-of", "note": prose.within(12)}
    if number:
        other = prose.chance.below(number)
        yield {"ref": plan.modality(other), "type": prose.chance.pick(RELATIONS), "note": prose.within(12)}


def _caution(plan: Plan, prose: Prose) -> Mapping[str, Value]:
    cites = prose.chance.several(range(plan.citations), prose.chance.between(1, 2))
    return {"text": prose.sentence(), "citations": tuple(plan.citation(work) for work in cites)}


def concern(plan: Plan, number: int) -> Iterator[str]:
    """A concern: four questions, care cards, the modalities that address it."""
    chance = plan.chance("concern", number)
    prose = Prose(plan.vocabulary, chance)
    front: dict[str, Value] = {
        "title": plan.concern_title(number),
        "plain_name": prose.capitalised(3, 6),
        "summary": prose.line(150),
        "also_known_as": (f"{plan.concern(number)} and its kin",) if chance.falls(50) else (),
        "is_condition": chance.falls(30),
        "crisis_level": "prominent" if chance.falls(10) else "linked",
        "quick_exit": chance.falls(10),
        "content_note": prose.within(10) if chance.falls(20) else "",
        "when_to_get_help": _care_cards(prose),
        "modalities": tuple(map(plan.modality, chance.several(range(plan.modalities), chance.between(1, 3)))),
        **_dates(chance),
    }
    yield from _file(front, body(prose, 480, _Marks(plan, chance, "concerns", 4), CONCERN_QUESTIONS))


def _care_cards(prose: Prose) -> tuple[Mapping[str, Value], ...]:
    """One of each urgency. What to do is real, whatever the points say."""
    cards = (
        ("emergency", "Get emergency help now if", "Call 9-1-1."),
        ("urgent", "Contact a crisis line today if", "The numbers for your province are on the crisis help page."),
        ("non-urgent", "Talk to a doctor or therapist if", "Book an appointment."),
    )
    return tuple(
        {
            "urgency": urgency,
            "title": title,
            "points": tuple(prose.phrase(6, 12) for _ in range(prose.chance.between(2, 3))),
            "action": action,
        }
        for urgency, title, action in cards
    )


def article(plan: Plan, number: int) -> Iterator[str]:
    """An article of about 650 words by one or two sample authors."""
    chance = plan.chance("article", number)
    prose = Prose(plan.vocabulary, chance)
    front: dict[str, Value] = {
        "title": prose.capitalised(4, 8),
        "dek": prose.line(150),
        "sample": True,
        "authors": tuple(map(plan.person, chance.several(range(plan.people), 2 if chance.falls(20) else 1))),
        "audience": "clinician" if chance.falls(25) else "public",
        "key_points": tuple(prose.within(20) for _ in range(chance.between(3, 5))),
        **_dates(chance),
        "disclosures": "None. This is a sample article of a made-up site.",
        "discusses": {
            "modalities": tuple(map(plan.modality, chance.several(range(plan.modalities), chance.between(1, 2)))),
            "concerns": tuple(map(plan.concern, chance.several(range(plan.concerns), chance.between(1, 2)))),
        },
        "corrections": _corrections(prose),
        "redirect_from": (f"/old/article-{number + 1}",) if chance.falls(3) else (),
    }
    marks = _Marks(plan, chance, "articles", chance.between(3, 8))
    yield from _file(front, body(prose, chance.between(520, 610), marks))


def _corrections(prose: Prose) -> tuple[Mapping[str, Value], ...]:
    if not prose.chance.falls(4):
        return ()
    return ({"on": DAY - timedelta(days=prose.chance.below(25)), "text": prose.sentence()},)


def worksheet(plan: Plan, number: int) -> Iterator[str]:
    """A short worksheet."""
    chance = plan.chance("worksheet", number)
    prose = Prose(plan.vocabulary, chance)
    front: dict[str, Value] = {
        "title": prose.capitalised(3, 6),
        "summary": prose.line(150),
        "version": "1.0",
        "modalities": tuple(map(plan.modality, chance.several(range(plan.modalities), 2))),
        "concerns": tuple(map(plan.concern, chance.several(range(plan.concerns), 2))),
        **_dates(chance),
    }
    yield from _file(front, body(prose, 220, _Marks(plan, chance, "worksheets", 0)))


def page(plan: Plan, number: int) -> Iterator[str]:
    """One of the plain pages."""
    chance = plan.chance("page", number)
    prose = Prose(plan.vocabulary, chance)
    front = {"title": PAGE_TITLES[SITE_PAGES[number]], "summary": prose.line(150), **_dates(chance)}
    yield from _file(front, body(prose, 400, _Marks(plan, chance, "pages", 0)))


def _dates(chance: Chance) -> dict[str, Value]:
    published: date = DAY - timedelta(days=30 + chance.below(1500))
    return {"published_on": published, "updated_on": published + timedelta(days=chance.below(30))}


def _file(front: Mapping[str, Value], text: Iterator[str]) -> Iterator[str]:
    yield f"---\n{yaml(front)}---\n\n"
    yield from text
