"""A page to render: its URL, its template and everything that template may see."""

from __future__ import annotations

from typing import Any

from fingerpost.engine.values import dataclass
from fingerpost.pages.views.frame import Head


@dataclass(frozen=True, slots=True)
class Page:
    """`source` is the content file that the page shows, '' for pages made from many."""

    url: str
    template: str
    head: Head
    view: Any
    source: str = ""
