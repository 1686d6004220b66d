"""The parts that all pages of prose share: linked HTML, contents, dates, review, corrections, references."""

from __future__ import annotations

import math
from collections.abc import Iterable

from fingerpost.clinical.published import Published
from fingerpost.clinical.record import Record
from fingerpost.engine.markdown import Body, Section, link, link_terms
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.linking import PageResolver
from fingerpost.pages.reviews import review_badge
from fingerpost.pages.views.parts import ContentsEntry, CorrectionView, Prose, Stamp


def cited(body: Body) -> tuple[str, ...]:
    """The works a body cites, in order."""
    return tuple(key for cite in body.cites for key in cite.keys)


def prose_view(edition: Edition, record: Record[Published], citing: Citing) -> Prose:
    """The prose of a record. Its contents are the text's own headings; a template adds those below the text."""
    entry, body = record.entry, edition.bodies[record.path]
    reached = edition.today.reached
    return Prose(
        html=prose_html(edition, record, citing),
        contents=contents(body.sections),
        stamp=Stamp(entry.published_on, entry.updated_on, minutes(edition, body)),
        review=review_badge(edition, record),
        content_note=entry.content_note or "",
        corrections=tuple(CorrectionView(each.on, each.text) for each in entry.corrections),
        references=citing.references,
        sample=entry.sample,
        draft=entry.draft,
        scheduled_for=entry.publish_on if entry.publish_on and not reached(entry.publish_on) else None,
        expired_on=entry.expires_on if entry.expires_on and reached(entry.expires_on) else None,
    )


def prose_html(edition: Edition, record: Record[Published], citing: Citing) -> str:
    """The text of a record, with its links and the terms of the glossary."""
    html = link(edition.bodies[record.path], PageResolver(edition, record.path, citing))
    return link_terms(html, edition.term_links)


def minutes(edition: Edition, body: Body) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, math.ceil(body.words / max(1, edition.config.reading_speed)))


def contents(sections: Iterable[Section]) -> tuple[ContentsEntry, ...]:
    """Headings of level 2, each with those of level 3 below it."""
    entries: list[ContentsEntry] = []
    for section in sections:
        if section.level == 2:
            entries.append(ContentsEntry(section.title, section.id))
        elif section.level == 3 and entries:
            last = entries[-1]
            child = ContentsEntry(section.title, section.id)
            entries[-1] = ContentsEntry(last.title, last.id, (*last.children, child))
    return tuple(entries)
