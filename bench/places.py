"""Where made-up therapists work and what they are called: real provinces and cities, invented people and colleges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """A province, the area code of its made-up telephone numbers, and whether a made-up college has members there."""

    code: str
    name: str
    area_code: str
    regulated: bool
    cities: tuple[str, ...]

    @property
    def college(self) -> str:
        """The id of its college."""
        return f"sample-college-{self.code[3:].lower()}"


PROVINCES = (
    Province("CA-AB", "Alberta", "403", True, ("Calgary", "Edmonton", "Red Deer", "Lethbridge")),
    Province("CA-BC", "British Columbia", "604", False, ("Vancouver", "Victoria", "Kelowna", "Nanaimo")),
    Province("CA-MB", "Manitoba", "204", False, ("Winnipeg", "Brandon")),
    Province("CA-NB", "New Brunswick", "506", True, ("Moncton", "Fredericton", "Saint John")),
    Province("CA-NL", "Newfoundland and Labrador", "709", True, ("St. John's", "Corner Brook")),
    Province("CA-NS", "Nova Scotia", "902", True, ("Halifax", "Sydney", "Truro")),
    Province("CA-ON", "Ontario", "416", True, ("Toronto", "Ottawa", "Hamilton", "London", "Thunder Bay", "Sudbury")),
    Province("CA-PE", "Prince Edward Island", "902", True, ("Charlottetown", "Summerside")),
    Province("CA-QC", "Quebec", "514", True, ("Montréal", "Québec", "Gatineau", "Trois-Rivières", "Sherbrooke")),
    Province("CA-SK", "Saskatchewan", "306", False, ("Saskatoon", "Regina")),
)
REGULATED = tuple(province for province in PROVINCES if province.regulated)

# Larger provinces come up more often.
PROVINCES_BY_SIZE = tuple(
    province for province, share in zip(PROVINCES, (5, 6, 2, 2, 1, 2, 14, 1, 9, 2), strict=True) for _ in range(share)
)

GIVEN_NAMES = tuple(
    """Aiko Amara Anouk Ayesha Béatrice Benoît Carlos Chidi Claire Dagny Daniel Élise Emeka Farid Fatima Gabriel
    Geneviève Hana Hugo Imani Ines Jamal Joëlle Jun Kavita Kwame Laila Léa Lindiwe Maëlle Marcus Mei Mikael Nadia Nikos
    Noor Olga Omar Paulo Priya Quentin Rafael Rosalind Ruth Sana Sébastien Siobhán Sofia Tariq Thérèse Tomasz Uma
    Valérie Viktor Wen Yara Yusuf Zainab Zoë""".split()
)
_FAMILY_STARTS = (
    "Alder Ash Birch Bramble Cedar Clover Elder Fern Hazel Heron Juniper Larch Linden Maple Quill River Rowan Tide"
).split()
_FAMILY_ENDS = (
    "bank bourne brook combe dale field ford garth grove ham holm hurst lea mere mont ridge stead view water wick"
).split()
FAMILY_NAMES = tuple(start + end for start in _FAMILY_STARTS for end in _FAMILY_ENDS)

TITLES = ("Registered Psychotherapist", "Psychologist", "Registered Social Worker", "Counselling Therapist")
UNREGULATED_TITLES = ("Counsellor", "Clinical Counsellor")
PRONOUNS = ("she/her", "he/him", "they/them", "elle / she", "she/they")
LANGUAGES = ("fr", "es", "ar", "pa", "zh", "yue", "tl", "fa", "ur", "pt", "it", "hi", "cr", "uk")
COMMUNITIES = (
    "Newcomers and refugees",
    "2SLGBTQIA+ people",
    "Indigenous people",
    "Health care workers",
    "Students",
    "Black communities",
    "Caregivers",
    "Veterans and first responders",
)
INSURANCE = (
    "Gives a receipt with title and number; ask your plan whether it covers them",
    "Direct billing to some plans",
    "Receipts only",
)
NOTES = ("Daytime hours", "Evenings on Tuesday and Thursday", "Saturdays twice a month", "About six weeks")
STREETS = ("Sample Street", "Example Avenue", "Specimen Road", "Placeholder Lane")
