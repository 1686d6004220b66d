"""Crisis lines: how to reach each, for whom, and honestly when it was last confirmed."""

from __future__ import annotations

import re

from fingerpost.clinical.crisis import CrisisResource
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.builders.dialling import dial
from fingerpost.pages.builders.strip import where
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.lists import CrisisListingView
from fingerpost.pages.views.parts import Fact
from fingerpost.pages.views.records import CrisisView

EMERGENCY = 0


def crisis_view(edition: Edition, record: Record[CrisisResource]) -> CrisisView:
    """All that is shown of one crisis line, on its own page and in the list."""
    entry, language = record.entry, edition.routes.language
    return CrisisView(
        name=entry.name.text(language),
        url=edition.url(record),
        for_whom=entry.for_whom.text(language),
        contacts=_contacts(edition, entry),
        facts=_facts(edition, entry),
        note=entry.note.text(language) if entry.note else "",
        verified=_verified(edition, entry),
        sources=tuple(Link(url, url) for url in entry.source_url),
    )


def crisis_listing_view(edition: Edition) -> CrisisListingView:
    """The page of all crisis lines, the most urgent first."""
    _ = edition.strings.gettext
    return CrisisListingView(
        title=_(labels.SECTION_TITLES["crisis"]),
        lede=_(labels.SECTION_LEDES["crisis"]),
        emergency=_emergency(edition),
        resources=tuple(crisis_view(edition, record) for record in by_priority(edition)),
    )


def _emergency(edition: Edition) -> Link | None:
    """The number to call when a life is in danger: that of the line with priority 0, where there is one."""
    first = next(iter(by_priority(edition)), None)
    if first is None or first.entry.priority != EMERGENCY or not first.entry.phone:
        return None
    sentence = edition.strings.gettext("If a life is in danger, call %(number)s.")
    shown = first.entry.phone_as_words or first.entry.phone
    return Link(sentence % {"number": shown}, dial(first.entry.phone))


def by_priority(edition: Edition) -> list[Record[CrisisResource]]:
    """Crisis lines in the order in which they are shown."""
    return sorted(edition.library.crisis.every(), key=lambda each: (each.entry.priority, each.id))


def _contacts(edition: Edition, entry: CrisisResource) -> tuple[Fact, ...]:
    _ = edition.strings.gettext
    found: list[Fact] = []
    if entry.phone:
        shown = f"{entry.phone_as_words} ({entry.phone})" if entry.phone_as_words else entry.phone
        found.append(Fact(_("Call"), (Link(shown, dial(entry.phone)),)))
    if entry.sms:
        number = entry.sms.number
        words = _("Send %(word)s to %(number)s") % {"word": entry.sms.word, "number": number}
        href = f"sms:{re.sub(r'[^0-9+]', '', number)}"
        found.append(Fact(_("Text"), (Link(words if entry.sms.word else number, href),)))
    if entry.chat:
        found.append(Fact(_("Chat"), (Link(re.sub(r"^https?://(www\.)?|/$", "", entry.chat), entry.chat),)))
    return tuple(found)


def _facts(edition: Edition, entry: CrisisResource) -> tuple[Fact, ...]:
    _, strings, language = edition.strings.gettext, edition.strings, edition.routes.language
    languages = [strings.language_name(tag) for tag in entry.languages]
    languages += [entry.more_languages.text(language)] if entry.more_languages else []
    found = (
        (_("Open"), [entry.hours.text(language)]),
        (_("Where"), [where(edition, entry)]),
        (_("Languages"), languages),
    )
    return tuple(Fact(label, tuple(Link(value, "") for value in values)) for label, values in found if values)


def _verified(edition: Edition, entry: CrisisResource) -> str:
    _, day = edition.strings.gettext, edition.strings.day
    if entry.verified_on and entry.verified_by:
        words = _("Confirmed by calling on %(date)s, by %(who)s.")
        return words % {"date": day(entry.verified_on), "who": entry.verified_by}
    if entry.source_copy_date:
        words = _("Not confirmed by calling. The source we used is dated %(date)s.")
        return words % {"date": day(entry.source_copy_date)}
    return _("Not confirmed by calling. The source we used carries no date.")
