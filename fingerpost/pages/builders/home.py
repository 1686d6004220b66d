"""The home page, the search page and the page for addresses that do not exist."""

from __future__ import annotations

from fingerpost.clinical.page import SitePage
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.cards import cards, cards_of
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.prose import cited, prose_html
from fingerpost.pages.routes import HOME_PAGE, LISTED_SECTIONS
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.lists import HomeView, NotFoundView, SearchView, Way

MOST_CARDS = 6


def home_view(edition: Edition) -> HomeView:
    """The home page: its own text if `pages/home.md` is there, three ways in, and what there is to read."""
    library, record = edition.library, edition.library.pages.get(HOME_PAGE)
    modalities = sorted(library.modalities.every(), key=lambda each: (each.entry.kind != "umbrella", each.id))
    return HomeView(
        title=record.entry.title if record else edition.config.name,
        lede=record.entry.summary if record else edition.config.tagline,
        html=_home_text(edition, record),
        ways=_ways(edition),
        modalities=cards(edition, modalities[:MOST_CARDS]),
        concerns=cards(edition, library.concerns.every()[:MOST_CARDS]),
        articles=cards_of(edition, "article", library.newest_articles()[:3]),
    )


def _home_text(edition: Edition, record: Record[SitePage] | None) -> str:
    if record is None:
        return ""
    citing = Citing.of(edition, cited(edition.bodies[record.path]))
    return prose_html(edition, record, citing)


def _ways(edition: Edition) -> tuple[Way, ...]:
    """Understand, read the evidence, find someone."""
    _, section = edition.strings.gettext, edition.routes.section
    concerns = Link(_("What you may be facing"), section("concerns"))
    return (
        Way(
            _("Understand"),
            _("What these approaches are, who they may suit and what a session is like."),
            Link(_("See the approaches"), section("modalities")),
            "book-open",
            (concerns,),
        ),
        Way(
            _("Read the evidence"),
            _("What research found, how sure it is, and where it falls short."),
            Link(_("Read the articles"), section("articles")),
            "scale",
            (Link(_("All references"), section("references")),),
        ),
        Way(
            _("Find someone"),
            _("Therapists by name, with their college, their fees and the date of each fact."),
            Link(_("See the therapists"), section("therapists")),
            "signpost",
            (Link(_("What a licence means"), section("regulators")),),
        ),
    )


def ways_on(edition: Edition) -> tuple[Link, ...]:
    """Where to go from a page that has no answer."""
    _ = edition.strings.gettext
    names = (*LISTED_SECTIONS, "glossary", "crisis", "corrections", "privacy-receipt")
    links = (Link(_(labels.SECTION_TITLES[name]), edition.routes.section(name)) for name in names)
    return (Link(_("Home"), edition.routes.home), *links)


def search_view(edition: Edition) -> SearchView:
    """The search page, and the kinds by which its results can be narrowed."""
    _ = edition.strings.gettext
    kinds = ("modality", "concern", "article", "therapist", "list", "crisis", "worksheet", "term", "page", "regulator")
    return SearchView(
        title=_(labels.SECTION_TITLES["search"]),
        lede=_(labels.SECTION_LEDES["search"]),
        ways=ways_on(edition),
        kinds=tuple((kind, _(labels.FOUND[kind])) for kind in (*kinds, "person", "citation")),
    )


def not_found_view(edition: Edition) -> NotFoundView:
    """The page for addresses that do not exist."""
    return NotFoundView(edition.strings.gettext("This page is not here"), ways_on(edition))
