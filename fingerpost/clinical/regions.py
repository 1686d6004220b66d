"""The provinces and territories of Canada, in which titles are protected and lines answer."""

from __future__ import annotations

from typing import Annotated

from fingerpost.engine.constraints import After, refuse
from fingerpost.engine.problems import did_you_mean, quoted
from fingerpost.engine.scalars import Line

# ISO 3166-2:CA, and CA itself for the whole country.
REGIONS = {
    "CA": "Canada",
    "CA-AB": "Alberta",
    "CA-BC": "British Columbia",
    "CA-MB": "Manitoba",
    "CA-NB": "New Brunswick",
    "CA-NL": "Newfoundland and Labrador",
    "CA-NS": "Nova Scotia",
    "CA-NT": "Northwest Territories",
    "CA-NU": "Nunavut",
    "CA-ON": "Ontario",
    "CA-PE": "Prince Edward Island",
    "CA-QC": "Quebec",
    "CA-SK": "Saskatchewan",
    "CA-YT": "Yukon",
}


def _region(value: str) -> str:
    if value not in REGIONS:
        help = did_you_mean(value, REGIONS) + f"The codes are {', '.join(REGIONS)}; CA is all of Canada"
        refuse("not-a-region", f"{quoted(value)} is not the code of a region of Canada", help)
    return value


Region = Annotated[Line, After(_region)]
