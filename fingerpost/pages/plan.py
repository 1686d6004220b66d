"""The plan: the steps that give every page of an edition, each with its own URL.

A step reads what it needs of the library and leaves a note of it; which steps must run again is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from fingerpost.clinical.record import Record
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.values import dataclass
from fingerpost.pages import labels
from fingerpost.pages.cards import card, has_page
from fingerpost.pages.documents import list_document, search_document, section_document
from fingerpost.pages.edition import Edition
from fingerpost.pages.head import CONTENT_SECURITY_POLICY, home_head, page_title, record_head, section_head
from fingerpost.pages.page import Page
from fingerpost.pages.paging import pages_of
from fingerpost.pages.redirects import redirect_pages
from fingerpost.pages.routes import ARTICLES, HOME_PAGE, LISTED_SECTIONS
from fingerpost.pages.search import SearchDocument
from fingerpost.pages.views.frame import Head

HOME, NOT_FOUND = "home", "not-found"
DIRECTORY, DIRECTORY_DATA, SHORTLIST, RETIRED = "directory", "directory-data", "shortlist", "retired"
_SECTIONS = (HOME, *(section for section in LISTED_SECTIONS if section not in (ARTICLES, "therapists")))
# Builders by kind of record or by step, each with its views. They are loaded when the first page needs them: together
# they take 50 ms, and an edit needs one or two.
_RECORD_VIEWS = {
    "modality": "modality:modality_view",
    "concern": "concern:concern_view",
    "article": "article:article_view",
    "page": "site_page:site_page_view",
    "worksheet": "site_page:worksheet_view",
    "therapist": "therapist:therapist_view",
    "person": "person:person_view",
    "regulator": "regulator:regulator_view",
    "citation": "citation:citation_view",
    "crisis": "crisis:crisis_view",
    "term": "glossary:term_view",
}
# Step: its template and its builder.
_SECTION_VIEWS = {
    "crisis": ("crisis-listing", "crisis:crisis_listing_view"),
    "glossary": ("glossary", "glossary:glossary_view"),
    "corrections": ("corrections", "listings:corrections_view"),
    "search": ("search", "home:search_view"),
    "privacy-receipt": ("privacy-receipt", "privacy:privacy_view"),
}


def load_builders(kinds: Iterable[str]) -> None:
    """Load the builders of these kinds of record now."""
    for kind in kinds:
        if kind in _RECORD_VIEWS:
            _builder(_RECORD_VIEWS[kind])


@cache
def _builder(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    found: Callable[..., Any] = getattr(import_module(f"fingerpost.pages.builders.{module}"), function)
    return found


@dataclass(frozen=True, slots=True)
class Planned:
    """What one step of the plan gives: pages with their views, and what search is to know."""

    pages: tuple[Page, ...]
    document: SearchDocument | None = None


def steps(edition: Edition, addresses: Iterable[str] = ()) -> Iterator[str]:
    """The names of all steps: pages that every site has, then one step for each record, named by its path.

    `addresses` are those that pages of lists had once, and whose editors do not say where they lead: what is no list
    now leads on.
    """
    yield from (*_SECTIONS, *_SECTION_VIEWS)
    yield from _list_steps(edition, addresses)
    if edition.routes.language == edition.routes.default_language:
        yield NOT_FOUND
    for kind, shelf in edition.library.shelves.items():
        # Places are shown by the pages that list who practises there.
        if kind != "place":
            yield from shelf.paths.values()


def _list_steps(edition: Edition, addresses: Iterable[str]) -> Iterator[str]:
    """One step for each page of each list, for what the directory's filters know, and for each old address."""
    library, routes = edition.library, edition.routes
    live: set[str] = set()
    for number in range(1, pages_of(len(library.articles.paths)) + 1):
        live.add(routes.section(ARTICLES, number))
        yield f"{ARTICLES} {number}"
    for path, count in {"": 0, **library.lists()}.items():
        for number in range(1, pages_of(count) + 1):
            live.add(routes.directory(path, number))
            yield f"{DIRECTORY} {number} {path}"
    yield from (DIRECTORY_DATA, SHORTLIST)
    for address in sorted(addresses):
        if (routes.listing(address) or routes.in_articles(address)) and f"{routes.base_path}{address}" not in live:
            yield f"{RETIRED} {address}"


def plan_step(edition: Edition, step: str) -> Planned:
    """The pages of one step. Pure: the same library on the same day gives the same pages."""
    if step == HOME:
        return Planned((_home_page(edition),))
    if step == NOT_FOUND:
        return Planned((_not_found_page(edition),))
    if step.startswith(f"{RETIRED} "):
        return Planned((_builder("retired:retired_page")(edition, step.removeprefix(f"{RETIRED} ")),))
    if step == SHORTLIST:
        return Planned((_builder("directory:shortlist_page")(edition),))
    if step == DIRECTORY_DATA:
        return Planned((_builder("directory_data:data_page")(edition),))
    if step.startswith(f"{DIRECTORY} "):
        number, _, path = step.removeprefix(f"{DIRECTORY} ").partition(" ")
        page = _builder("directory:directory_page")(edition, path, int(number))
        return Planned((page,), list_document(edition, path, page) if number == "1" else None)
    if step.startswith(f"{ARTICLES} "):
        return _articles(edition, int(step.removeprefix(f"{ARTICLES} ")))
    if step in _SECTIONS:
        return _section(edition, step, "listing", _builder("listings:listing_view")(edition, step))
    if step in _SECTION_VIEWS:
        template, builder = _SECTION_VIEWS[step]
        return _section(edition, step, template, _builder(builder)(edition))
    record = edition.open(step)
    is_home = record.kind == "page" and record.id == HOME_PAGE
    pages = (_record_page(edition, record),) if has_page(record) and not is_home else ()
    return Planned((*pages, *redirect_pages(edition, record)), search_document(edition, record))


# Files that every site has, and the folder of those with a digest in their names, which browsers keep for a year.
# No page may take the place of one, or lie below one.
_FILES = (
    ".nojekyll",
    "_headers",
    "assets",
    "manifest.json",
    "next-change.json",
    "robots.txt",
    "sitemap.xml",
    "search/manifest.json",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The URL of a page and the content file it comes from, '' for pages that every site has. A redirect gives way."""

    url: str
    source: str
    redirect: bool


def claims(pages: Iterable[Claim], base_path: str) -> Iterator[Problem]:
    """Two pages that claim one URL, and pages below a URL that is a file."""
    ordered = sorted(pages, key=lambda each: (each.source != "", each.redirect))
    files = {f"{base_path}{name}" for name in _FILES} | {each.url for each in ordered if not each.url.endswith("/")}
    inside = tuple(f"{file}/" for file in files)
    first: dict[str, str] = {}
    for page in ordered:
        full, source = page.url, page.source
        url = full.removesuffix("index.html")
        if url in first:
            yield _claimed(full, source, first[url] or "a page that the program makes")
        elif url.startswith(inside):
            above = min(file for file in files if url.startswith(f"{file}/"))
            what = "the folder" if above == f"{base_path}assets" else "the file"
            yield _claimed(full, source, f"{what} {above}")
        first.setdefault(url, source)


def _claimed(url: str, source: str, other: str) -> Problem:
    message = f"claims the address {url}, which belongs to {other}"
    help = "rename this file, or change its redirect_from"
    return Problem("url-claimed-twice", message, Span(source), help)


def _record_page(edition: Edition, record: Record[Any]) -> Page:
    view = _builder(_RECORD_VIEWS[record.kind])(edition, record)
    title, description = record.name, _description(edition, record)
    head = record_head(edition, record, title, description)
    return Page(edition.url(record), f"pages/{record.kind}.html", head, view, record.path)


def _description(edition: Edition, record: Record[Any]) -> str:
    """What the page says of itself in one sentence; each page has its own."""
    _ = edition.strings.gettext
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
    return card(edition, record).summary


def _home_page(edition: Edition) -> Page:
    home = _builder("home:home_view")(edition)
    record = edition.library.pages.get(HOME_PAGE)
    head = home_head(edition, home.title, home.lede)
    return Page(edition.routes.home, "pages/home.html", head, home, record.path if record else "")


def _articles(edition: Edition, number: int) -> Planned:
    """Page `number` of all articles. A further page of made-up ones alone asks not to be indexed."""
    view = _builder("listings:articles_view")(edition, number)
    made_up = all(card.sample for group in view.groups for card in group.cards)
    return _section(edition, ARTICLES, "listing", view, number, noindex=number > 1 and made_up)


def _section(
    edition: Edition, section: str, template: str, view: Any, number: int = 1, noindex: bool = False
) -> Planned:
    _ = edition.strings.gettext
    title, lede = _(labels.SECTION_TITLES[section]), _(labels.SECTION_LEDES[section])
    head = section_head(edition, section, title, lede, number, noindex=noindex or section == "search")
    page = Page(edition.routes.section(section, number), f"pages/{template}.html", head, view)
    # The search page is where somebody is who searches.
    found = number == 1 and section != "search"
    return Planned((page,), section_document(edition, section, page) if found else None)


def _not_found_page(edition: Edition) -> Page:
    _ = edition.strings.gettext
    view = _builder("home:not_found_view")(edition)
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
