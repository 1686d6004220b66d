"""Cited works: their APA 7 references, author-date labels and export formats.

Knows works and how they are written. Refuses to know where records live, and which page cites what.
"""

from fingerpost.engine.bibliography.apa import apa_text, reference_html, reference_pattern
from fingerpost.engine.bibliography.exports import bibtex, ris
from fingerpost.engine.bibliography.patterns import Pattern, Shape
from fingerpost.engine.bibliography.works import Name, Work, WorkType, disambiguate, label, typographic

__all__ = [
    "Name",
    "Pattern",
    "Shape",
    "Work",
    "WorkType",
    "apa_text",
    "bibtex",
    "disambiguate",
    "label",
    "reference_html",
    "reference_pattern",
    "ris",
    "typographic",
]
