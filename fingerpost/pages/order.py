"""The orders in which records are shown."""

from __future__ import annotations

from collections.abc import Iterable

from fingerpost.clinical.article import Article
from fingerpost.clinical.record import Record


def newest_first(articles: Iterable[Record[Article]]) -> tuple[Record[Article], ...]:
    """Articles by day of publication, the newest first."""
    return tuple(sorted(articles, key=lambda each: (-each.entry.published_on.toordinal(), each.id)))
