"""A page's head: its title and description, its canonical address, its place in the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fingerpost.clinical.article import Article
from fingerpost.clinical.published import Published
from fingerpost.clinical.record import Record
from fingerpost.pages.edition import Edition
from fingerpost.pages.embeds import security_policy
from fingerpost.pages.routes import SECTION_OF
from fingerpost.pages.site import section_name
from fingerpost.pages.structured import Thing, article, breadcrumb_list, json_ld
from fingerpost.pages.views.frame import Head, Link

LONGEST_TITLE = 65
LONGEST_DESCRIPTION = 160

CONTENT_SECURITY_POLICY = security_policy()


def page_title(edition: Edition, title: str) -> str:
    """The title with the site's name, where both fit."""
    site = edition.config.name
    whole = f"{title} – {site}"
    return title if title == site or len(whole) > LONGEST_TITLE else whole


def numbered(edition: Edition, title: str, number: int) -> str:
    """The title of page `number` of a list, which no other page bears."""
    if number == 1:
        return title
    return edition.strings.gettext("%(title)s, page %(number)s") % {"title": title, "number": number}


def section_head(
    edition: Edition, section: str, title: str, description: str, number: int = 1, noindex: bool = False
) -> Head:
    """The head of a section's page, or of page `number` of a section that has several."""
    url = edition.routes.section(section, number)
    trail = (_home(edition), *(_section_crumb(edition, section) if number > 1 else ()))
    title = numbered(edition, title, number)
    return _head(edition, f"{section}-list", title, description, url, trail, section, noindex=noindex)


def list_head(
    edition: Edition,
    title: str,
    description: str,
    url: str,
    trail: Sequence[Link],
    canonical: str,
    noindex: bool,
) -> Head:
    """The head of a page of the directory, below the lists of `trail`."""
    head = _head(
        edition, "therapists-list", title, description, url, (_home(edition), *trail), "therapists", noindex=noindex
    )
    return head._replace(canonical=edition.routes.absolute(canonical))


def home_head(edition: Edition, title: str, description: str) -> Head:
    """The head of the home page, which has no breadcrumbs."""
    return _head(edition, "home", title, description, edition.routes.home, (), "")


def record_head(edition: Edition, record: Record[Any], title: str, description: str) -> Head:
    """The head of a record's page. Made-up records and unpublished previews ask not to be indexed."""
    entry = record.entry
    section = SECTION_OF.get(record.kind, "")
    trail = (_home(edition), *_section_crumb(edition, section))
    sample = record.is_sample
    published = entry if isinstance(entry, Published) else None
    live = published is None or published.is_live(edition.today.reached)
    things = [article(edition, record)] if isinstance(entry, Article) and not sample else []
    return _head(
        edition,
        record.kind,
        title,
        description,
        edition.url(record),
        trail,
        section,
        things=things,
        noindex=sample or not live,
        open_graph_type={"article": "article", "therapist": "profile", "person": "profile"}.get(record.kind, "website"),
        content_security_policy=security_policy(_embedded(record)),
        crisis_prominent=bool(published and published.crisis_level == "prominent"),
        quick_exit=bool(published and published.quick_exit),
        published_on=published.published_on if published else None,
        modified_on=modified_on(record),
    )


def _embedded(record: Record[Any]) -> tuple[str, ...]:
    """The hosts of videos that the page of a record can load."""
    video = record.get("video")
    return (video.host,) if video and video.host else ()


def modified_on(record: Record[Any]) -> Any:
    """The day on which the content last changed, as it says itself."""
    return record.get("updated_on") or record.get("published_on")


def _head(
    edition: Edition,
    kind: str,
    title: str,
    description: str,
    url: str,
    trail: Sequence[Link],
    section: str,
    things: Sequence[Thing] = (),
    **rest: Any,
) -> Head:
    breadcrumbs = (*trail, Link(title, url, current=True)) if trail else ()
    hidden = rest.get("noindex", False)
    graph = [*([breadcrumb_list(edition, breadcrumbs)] if breadcrumbs and not hidden else []), *things]
    return Head(
        kind=kind,
        title=page_title(edition, title),
        description=shortened(description),
        url=url,
        canonical=edition.routes.absolute(url),
        breadcrumbs=breadcrumbs,
        structured=json_ld(graph),
        section_url=edition.routes.section(section) if section else "",
        **{"content_security_policy": CONTENT_SECURITY_POLICY, **rest},
    )


def shortened(text: str) -> str:
    """At most as much as search engines show, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_DESCRIPTION:
        return flat
    return flat[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def _home(edition: Edition) -> Link:
    return Link(edition.strings.gettext("Home"), edition.routes.home)


def _section_crumb(edition: Edition, section: str) -> tuple[Link, ...]:
    return (Link(section_name(edition, section), edition.routes.section(section)),) if section else ()
