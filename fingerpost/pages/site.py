"""The site around every page: navigation, footer, crisis strip, assets."""

from __future__ import annotations

from fingerpost.config import MenuEntry
from fingerpost.engine.assets import Bundle
from fingerpost.pages import labels
from fingerpost.pages.builders.strip import crisis_lines
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.frame import Assets, Link, SearchFiles, SiteView


def site_view(edition: Edition, bundle: Bundle) -> SiteView:
    """What every page of this edition shows around its own matter."""
    config, routes = edition.config, edition.routes
    return SiteView(
        name=config.name,
        tagline=config.tagline,
        language=routes.language,
        base=routes.base_path,
        home=routes.home,
        navigation=menu(edition, config.navigation),
        footer=menu(edition, config.footer),
        crisis_page=routes.section("crisis"),
        crisis_lines=crisis_lines(edition),
        assets=Assets(
            stylesheet=routes.asset(bundle.stylesheet),
            script=routes.asset(bundle.script),
            fonts=tuple(routes.asset(font) for font in bundle.fonts),
            icon=routes.asset(bundle.icon),
        ),
        search=SearchFiles(routes.section("search"), routes.search_manifest),
        footnote=config.footnote or "",
    )


def menu(edition: Edition, entries: tuple[MenuEntry, ...]) -> tuple[Link, ...]:
    """The links of a menu. A page that is not published yet is left out."""
    links = (_link(edition, entry) for entry in entries)
    return tuple(link for link in links if link)


def _link(edition: Edition, entry: MenuEntry) -> Link | None:
    if entry.section:
        return Link(entry.title or section_name(edition, entry.section), edition.routes.section(entry.section))
    page = edition.library.pages.get(entry.page or "")
    return Link(entry.title or page.entry.title, edition.url(page)) if page else None


def section_name(edition: Edition, section: str) -> str:
    """The section's name where space is short: in menus and breadcrumbs."""
    return edition.strings.gettext(labels.SECTION_MENU.get(section, labels.SECTION_TITLES[section]))
