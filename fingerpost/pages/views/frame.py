"""What every page shows around its own matter: the site, the head, navigation and the crisis strip.

`SiteView` is one value for all pages of a language; `Head` is one page's own.
Texts are already in the page's language; URLs already carry the base path.
"""

from __future__ import annotations

from datetime import date

from fingerpost.engine.values import NamedTuple


class Link(NamedTuple):
    """A title and where it leads. `current` marks the page itself, or its section."""

    title: str
    url: str
    current: bool = False


class CrisisLine(NamedTuple):
    """One way to get help at once, short enough for a strip: "9-8-8", tel:988, "call or text, all of Canada"."""

    label: str
    href: str
    scope: str


class Assets(NamedTuple):
    """URLs of the bundled files. `fonts` are preloaded."""

    stylesheet: str
    script: str
    fonts: tuple[str, ...] = ()
    icon: str = ""


class SearchFiles(NamedTuple):
    """Where the browser finds search: the page, and the small file that names the current index."""

    page: str
    manifest: str


class Place(NamedTuple):
    """All that the frame shows of the page in it. `url` is its own if a menu leads there, '' otherwise."""

    url: str
    section_url: str
    crisis_prominent: bool
    quick_exit: bool


class SiteView(NamedTuple):
    """The site as every page of one language sees it. `base` is the base path with both slashes."""

    name: str
    tagline: str
    language: str
    base: str
    home: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    crisis_page: str
    crisis_lines: tuple[CrisisLine, ...]
    assets: Assets
    search: SearchFiles
    footnote: str = ""

    def place_of(self, head: Head) -> Place:
        """The place of a page, which is that of many others."""
        listed = head.url == self.home or any(link.url == head.url for link in self.navigation + self.footer)
        return Place(head.url if listed else "", head.section_url, head.crisis_prominent, head.quick_exit)


class Head(NamedTuple):
    """One page's title, description and place. `kind` names the page kind; `structured` is JSON-LD, ready to embed."""

    kind: str
    title: str
    description: str
    url: str
    canonical: str
    breadcrumbs: tuple[Link, ...] = ()
    noindex: bool = False
    structured: str = ""
    content_security_policy: str = ""
    open_graph_type: str = "website"
    section_url: str = ""
    crisis_prominent: bool = False
    quick_exit: bool = False
    published_on: date | None = None
    modified_on: date | None = None
