"""Old addresses: a small page at each, which leads on without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fingerpost.clinical.published import old_address
from fingerpost.clinical.record import Record
from fingerpost.pages.cards import has_page
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import CONTENT_SECURITY_POLICY
from fingerpost.pages.page import Page
from fingerpost.pages.site import section_name
from fingerpost.pages.views.frame import Head
from fingerpost.pages.views.lists import RedirectView


def redirect_pages(edition: Edition, record: Record[Any]) -> Iterator[Page]:
    """One page for every `redirect_from`, in the language of the file that has it: an address leads to one place.

    A therapist who left leads to the directory, and is not named.
    """
    gone = not has_page(record)
    target = edition.routes.section("therapists") if gone else edition.url(record)
    title = section_name(edition, "therapists") if gone else record.name
    if gone:
        yield redirect(edition, edition.url(record), target, title, record.path)
    mine = record.language == edition.routes.language
    for path in record.get("redirect_from", ()) if mine else ():
        yield redirect(edition, f"{edition.routes.base_path}{old_address(path)}", target, title, record.path)


def redirect(edition: Edition, url: str, target: str, title: str, source: str) -> Page:
    """The page at `url` that leads to `target`."""
    head = Head(
        kind="redirect",
        title=title,
        description=title,
        url=url,
        canonical=edition.routes.absolute(target),
        noindex=True,
        content_security_policy=CONTENT_SECURITY_POLICY,
    )
    return Page(url, "pages/redirect.html", head, RedirectView(title, target), source)
