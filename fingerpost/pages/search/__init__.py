"""The search index: what a page says to it, the words it is cut into, and the files the browser loads.

It knows nothing of records or templates: a caller hands it plain text.
"""

from __future__ import annotations

from fingerpost.pages.search.analyser import LANGUAGES, analyse, is_searched
from fingerpost.pages.search.counting import SearchDocument

__all__ = ["LANGUAGES", "SearchDocument", "analyse", "is_searched"]
