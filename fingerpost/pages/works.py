"""Citation records as works of the bibliography."""

from __future__ import annotations

from fingerpost.clinical.citation import Author, Citation
from fingerpost.clinical.record import Record
from fingerpost.engine.bibliography import Name, Work


def work_of(record: Record[Citation]) -> Work:
    """The record's fields in the bibliography's terms."""
    entry = record.entry
    return Work(
        id=record.id,
        type=entry.type,
        authors=tuple(_name(author) for author in entry.author),
        year=entry.year,
        title=entry.title,
        container=entry.container,
        volume=entry.volume,
        issue=entry.issue,
        pages=entry.pages,
        publisher=entry.publisher,
        url=entry.url,
        doi=entry.doi,
    )


def _name(author: Author) -> Name:
    return Name(family=author.family or "", given=author.given or "", literal=author.literal or "")
