"""How many records of each kind a site has, and what each is called. Knows names and numbers, and no text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bench.chance import Chance
from bench.words import Vocabulary

# The day on which every made-up site is up to date: build it with --today.
DAY = date(2026, 11, 21)
SITE_PAGES = ("about", "how-we-review", "how-we-verify")
LEAST_PAGES = 12

KINDS = ("therapy", "therapy", "framework", "technique", "umbrella")
MODALITY_ENDINGS = {"therapy": "therapy", "framework": "approach", "technique": "practice", "umbrella": "therapies"}
# A work of each design backs one level of evidence.
DESIGNS = (
    ("systematic-review", "meta-analysis"),
    ("rct", "rct"),
    ("observational", "observational"),
    ("guideline", "guideline"),
    ("rct", "pilot-rct"),
    ("systematic-review", "systematic-review"),
    ("insufficient", "uncontrolled"),
    ("expert", "theory"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A site of `pages` Markdown files and `profiles` therapists. The same plan names the same records anywhere."""

    pages: int
    profiles: int
    seed: int
    vocabulary: Vocabulary

    @classmethod
    def of(cls, pages: int, profiles: int, seed: int) -> Plan:
        """Raises ValueError when there are too few pages for one of each kind."""
        if pages < LEAST_PAGES or profiles < 0:
            raise ValueError(f"a site has at least {LEAST_PAGES} pages, and no fewer than 0 profiles")
        return cls(pages, profiles, seed, Vocabulary.of(seed))

    @property
    def modalities(self) -> int:
        return min(80, max(3, self.pages // 12))

    @property
    def concerns(self) -> int:
        return min(60, max(3, self.pages // 16))

    @property
    def worksheets(self) -> int:
        return min(40, max(1, self.pages // 40))

    @property
    def articles(self) -> int:
        """The rest: on a large site nearly all pages are articles."""
        return self.pages - self.modalities - self.concerns - self.worksheets - len(SITE_PAGES)

    @property
    def citations(self) -> int:
        return min(2000, max(len(DESIGNS), self.pages // 2))

    @property
    def people(self) -> int:
        return min(200, max(2, self.pages // 25))

    @property
    def terms(self) -> int:
        return min(200, max(3, self.pages // 20))

    def chance(self, kind: str, number: int) -> Chance:
        """The stream of choices of one record."""
        return Chance(self.seed, kind, number)

    def _word(self, block: int, number: int) -> str:
        """A word that no other record is named by: each kind has its own block of the vocabulary."""
        return self.vocabulary.shapes[block + number]

    def modality_kind(self, number: int) -> str:
        return KINDS[number % len(KINDS)]

    def modality_title(self, number: int) -> str:
        return f"{self._word(200, number).capitalize()} {MODALITY_ENDINGS[self.modality_kind(number)]}"

    def modality_other_names(self, number: int) -> tuple[str, ...]:
        word = self._word(300, number)
        return (f"{word.capitalize()} method", f"{word[:3].upper()}-{number + 1}")

    def modality(self, number: int) -> str:
        """The id of a modality; so for the other kinds."""
        return self.modality_title(number).lower().replace(" ", "-")

    def concern_title(self, number: int) -> str:
        return self._word(400, number).capitalize()

    def concern(self, number: int) -> str:
        return self._word(400, number)

    def article(self, number: int) -> str:
        shapes, place = self.vocabulary.shapes, number + 1
        return f"{shapes[place * 7919 % len(shapes)]}-and-{shapes[place * 104_729 % len(shapes)]}-{place}"

    def worksheet(self, number: int) -> str:
        return f"{self._word(500, number)}-worksheet"

    def term(self, number: int) -> str:
        return self._word(600, number)

    def person(self, number: int) -> str:
        return f"sample-writer-{self._word(900, number)}"

    def citation_names(self, number: int) -> tuple[str, int, str]:
        """The first author's family name, the year, and a letter: every tenth work has a namesake of its year."""
        first = number - 1 if number % 10 == 9 else number
        year = 2026 - Chance(self.seed, "year", first).below(22)
        return self._word(2000, first).capitalize(), year, "" if first == number else "b"

    def citation(self, number: int) -> str:
        family, year, letter = self.citation_names(number)
        return f"{family.lower()}{year}{letter}"

    def citation_design(self, number: int) -> str:
        return DESIGNS[number % len(DESIGNS)][1]

    def evidence(self, chance: Chance) -> tuple[str, str]:
        """A level of evidence, and a work whose design is that level's."""
        position = chance.below(len(DESIGNS))
        rounds = (self.citations - 1 - position) // len(DESIGNS) + 1
        return DESIGNS[position][0], self.citation(position + len(DESIGNS) * chance.below(rounds))
