"""Structured data: what a page says of itself in the words of schema.org, as JSON-LD.

Made-up records say nothing. Fuller types for therapists, reviews and works belong to later additions here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fingerpost.clinical.article import Article
from fingerpost.clinical.record import Record
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Link

Thing = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ESCAPED = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


def json_ld(things: Sequence[Thing]) -> str:
    """One data block, safe inside <script>: no character in it can end the element or the script."""
    if not things:
        return ""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = _JSON.encode(graph)
    for character, escaped in _ESCAPED:
        text = text.replace(character, escaped)
    return text


def breadcrumb_list(edition: Edition, breadcrumbs: Sequence[Link]) -> Thing:
    """The way from the home page to this one."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.title,
                "item": edition.routes.absolute(crumb.url),
            }
            for position, crumb in enumerate(breadcrumbs, 1)
        ],
    }


def article(edition: Edition, record: Record[Article]) -> Thing:
    """An article with its authors and dates."""
    entry, absolute = record.entry, edition.routes.absolute
    people = [edition.library.people[id] for id in entry.authors]
    return {
        "@type": "Article",
        "headline": entry.title,
        "description": entry.dek,
        "url": absolute(edition.url(record)),
        "inLanguage": edition.routes.language,
        "author": [{"@type": "Person", "name": each.entry.name, "url": absolute(edition.url(each))} for each in people],
        "publisher": {"@type": "Organization", "name": edition.config.publisher.name},
        "datePublished": entry.published_on.isoformat(),
        "dateModified": (entry.updated_on or entry.published_on).isoformat(),
    }
