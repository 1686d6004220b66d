"""The plan: every page of an edition, each with its own URL.

Pure: the same library on the same day gives the same pages, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from fingerpost.clinical.record import Record
from fingerpost.engine.problems import Problem, Span
from fingerpost.pages import labels
from fingerpost.pages.builders.article import article_view
from fingerpost.pages.builders.citation import citation_view
from fingerpost.pages.builders.concern import concern_view
from fingerpost.pages.builders.crisis import crisis_listing_view, crisis_view
from fingerpost.pages.builders.glossary import glossary_view, term_view
from fingerpost.pages.builders.home import home_view, not_found_view, search_view
from fingerpost.pages.builders.listings import LISTED_SECTIONS, corrections_view, listing_view
from fingerpost.pages.builders.modality import modality_view
from fingerpost.pages.builders.person import person_view
from fingerpost.pages.builders.regulator import regulator_view
from fingerpost.pages.builders.site_page import site_page_view, worksheet_view
from fingerpost.pages.builders.therapist import therapist_view
from fingerpost.pages.cards import card, is_listed
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import CONTENT_SECURITY_POLICY, home_head, page_title, record_head, section_head
from fingerpost.pages.page import Page
from fingerpost.pages.redirects import redirect_pages
from fingerpost.pages.routes import HOME_PAGE
from fingerpost.pages.views.frame import Head

# Kind of record: its template and its builder.
_RECORD_PAGES: dict[str, tuple[str, Any]] = {
    "modality": ("modality", modality_view),
    "concern": ("concern", concern_view),
    "article": ("article", article_view),
    "page": ("page", site_page_view),
    "worksheet": ("worksheet", worksheet_view),
    "therapist": ("therapist", therapist_view),
    "person": ("person", person_view),
    "regulator": ("regulator", regulator_view),
    "citation": ("citation", citation_view),
    "crisis": ("crisis", crisis_view),
    "term": ("term", term_view),
}


def plan(edition: Edition) -> tuple[Page, ...]:
    """All pages, redirects last."""
    pages = (*_general_pages(edition), *_record_pages(edition))
    return (*pages, *redirect_pages(edition))


# Files that every site has, and the folder of those with a digest in their names, which browsers keep for a year.
# No page may take the place of one, or lie below one.
_FILES = (".nojekyll", "_headers", "assets", "manifest.json", "robots.txt", "sitemap.xml", "search/manifest.json")


def claims(pages: Sequence[Page], base_path: str) -> Iterator[Problem]:
    """Two pages that claim one URL, and pages below a URL that is a file."""
    files = {f"{base_path}{name}" for name in _FILES} | {page.url for page in pages if not page.url.endswith("/")}
    first: dict[str, Page] = {}
    for page in pages:
        url = page.url.removesuffix("index.html")
        holder = first.setdefault(url, page)
        if holder is not page:
            yield _claimed(page, holder.source or "a page that every site has")
        elif below := files & {str(each) for each in PurePosixPath(f"{url}x").parents} - {url}:
            yield _claimed(page, f"{'the folder' if min(below) == f'{base_path}assets' else 'the file'} {min(below)}")


def _claimed(page: Page, other: str) -> Problem:
    message = f"claims the address {page.url}, which belongs to {other}"
    help = "rename this file, or change its redirect_from"
    return Problem("url-claimed-twice", message, Span(page.source), help)


def _record_pages(edition: Edition) -> Iterator[Page]:
    for record in edition.library.all():
        is_home = record.kind == "page" and record.id == HOME_PAGE
        if is_listed(record) and not is_home:
            yield _record_page(edition, record)


def _record_page(edition: Edition, record: Record[Any]) -> Page:
    template, build = _RECORD_PAGES[record.kind]
    title, description = record.name, _description(edition, record)
    head = record_head(edition, record, title, description)
    return Page(edition.url(record), f"pages/{template}.html", head, build(edition, record), record.path)


def _description(edition: Edition, record: Record[Any]) -> str:
    """What the page says of itself in one sentence; each page has its own."""
    _, own = edition.strings.gettext, card(edition, record).summary
    if record.kind == "citation":
        findings = " ".join(record.entry.findings)
        return findings or _("A work cited on this site: %(title)s") % {"title": record.entry.title}
    if record.kind == "regulator":
        where = edition.strings.listing([edition.strings.region(code) for code in record.entry.jurisdictions])
        return _("What %(name)s does in %(where)s: the titles it protects and how to look somebody up.") % {
            "name": record.entry.name,
            "where": where,
        }
    if record.kind == "person":
        bio = record.entry.bio.text(edition.routes.language)
        return f"{record.entry.name}: {bio}"
    return own


def _general_pages(edition: Edition) -> Iterator[Page]:
    routes, _ = edition.routes, edition.strings.gettext
    home = home_view(edition)
    record = edition.library.pages.get(HOME_PAGE)
    yield Page(
        routes.home, "pages/home.html", home_head(edition, home.title, home.lede), home, record.path if record else ""
    )
    for section in LISTED_SECTIONS:
        yield _section_page(edition, section, "listing", listing_view(edition, section))
    yield _section_page(edition, "crisis", "crisis-listing", crisis_listing_view(edition))
    yield _section_page(edition, "glossary", "glossary", glossary_view(edition))
    yield _section_page(edition, "corrections", "corrections", corrections_view(edition))
    yield _section_page(edition, "search", "search", search_view(edition))
    if routes.language == routes.default_language:
        yield _not_found_page(edition)


def _section_page(edition: Edition, section: str, template: str, view: Any) -> Page:
    _ = edition.strings.gettext
    head = section_head(
        edition, section, _(labels.SECTION_TITLES[section]), _(labels.SECTION_LEDES[section]), section == "search"
    )
    return Page(edition.routes.section(section), f"pages/{template}.html", head, view)


def _not_found_page(edition: Edition) -> Page:
    _ = edition.strings.gettext
    view = not_found_view(edition)
    url = edition.routes.asset("404.html")
    head = Head(
        kind="404",
        title=page_title(edition, view.title),
        description=_("There is no page at this address."),
        url=url,
        canonical="",
        noindex=True,
        content_security_policy=CONTENT_SECURITY_POLICY,
    )
    return Page(url, "pages/not-found.html", head, view)
