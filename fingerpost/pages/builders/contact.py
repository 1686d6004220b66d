"""Ways to make contact. No link carries anything about the visitor."""

from __future__ import annotations

from urllib.parse import urlsplit

from fingerpost.clinical.therapist import Therapist
from fingerpost.pages.builders.dialling import dial
from fingerpost.pages.strings import Strings
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact


def contact_facts(strings: Strings, entry: Therapist) -> tuple[Fact, ...]:
    """Every way to make contact that the record gives, booking first."""
    _ = strings.gettext
    found = (
        (_("Book"), _host(entry.booking_url), entry.booking_url),
        (_("Phone"), entry.phone, dial(entry.phone) if entry.phone else None),
        (_("E-mail"), entry.email, f"mailto:{entry.email}" if entry.email else None),
        (_("Website"), _host(entry.website), entry.website),
    )
    return tuple(Fact(label, (Link(shown, url),)) for label, shown, url in found if shown and url)


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
