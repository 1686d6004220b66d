"""Every URL of the site, in one place.

URLs carry the base path and end with a slash; the default language sits at the root, others under their tag.
"""

from __future__ import annotations

import re

from fingerpost.clinical.directory import Listing
from fingerpost.config import Config
from fingerpost.engine.values import dataclass

# The section each kind of record lives in. A page has none: it sits at the root by its id.
SECTION_OF: dict[str, str] = {
    "modality": "modalities",
    "concern": "concerns",
    "article": "articles",
    "worksheet": "worksheets",
    "therapist": "therapists",
    "person": "people",
    "regulator": "regulators",
    "citation": "references",
    "crisis": "crisis",
    "term": "glossary",
}
SECTIONS: tuple[str, ...] = (*SECTION_OF.values(), "corrections", "search", "privacy-receipt")
HOME_PAGE = "home"
# The section that comes in pages of its own accord; the directory's lists do as well.
ARTICLES = "articles"
_PAGE = "page/[1-9][0-9]*/"
_LIST = re.compile(rf"(?:(?P<path>(?!page/).+?)/)??(?:{_PAGE})?")
# Sections that are lists of records.
LISTED_SECTIONS = (
    "modalities",
    "concerns",
    "articles",
    "worksheets",
    "therapists",
    "people",
    "regulators",
    "references",
)


@dataclass(frozen=True, slots=True)
class Routes:
    """The URLs of one language."""

    base_path: str
    origin: str
    language: str
    default_language: str

    @classmethod
    def of(cls, config: Config, language: str) -> Routes:
        return cls(config.base_path, config.origin, language, config.language)

    @property
    def home(self) -> str:
        return self.base_path if self.language == self.default_language else f"{self.base_path}{self.language}/"

    def section(self, name: str, number: int = 1) -> str:
        return f"{self.home}{name}/{_page(number)}"

    def record(self, kind: str, id: str) -> str:
        """The page of a record. The page with the id `home` is the home page."""
        if kind == "page":
            return self.home if id == HOME_PAGE else f"{self.home}{id}/"
        return f"{self.home}{SECTION_OF[kind]}/{id}/"

    def directory(self, path: str, number: int = 1) -> str:
        """A page of a list of therapists, by the list's path; '' is everybody."""
        below = f"{path}/" if path else ""
        return f"{self.section('therapists')}{below}{_page(number)}"

    def listing(self, address: str) -> Listing | None:
        """The list that an address belongs to, given from the base path on; None where no list can have it."""
        start = self.section("therapists").removeprefix(self.base_path)
        found = _LIST.fullmatch(address.removeprefix(start)) if address.startswith(start) else None
        if found is None:
            return None
        try:
            return Listing.at(found["path"] or "")
        except ValueError:
            return None

    def in_articles(self, address: str) -> bool:
        """Whether an address, given from the base path on, is that of a page of all articles."""
        start = self.section(ARTICLES).removeprefix(self.base_path)
        return re.fullmatch(f"{re.escape(start)}{_PAGE}", address) is not None

    @property
    def shortlist(self) -> str:
        return f"{self.section('therapists')}shortlist/"

    @property
    def directory_data(self) -> str:
        """All that the filters of the directory need to know, in one file."""
        return f"{self.section('therapists')}directory.json"

    def asset(self, path: str) -> str:
        """A file that all languages share, by its path in the output."""
        return f"{self.base_path}{path}"

    def absolute(self, url: str) -> str:
        return self.origin + url

    def output_path(self, url: str) -> str:
        """The file in the output that answers `url`."""
        path = url.removeprefix(self.base_path)
        return f"{path}index.html" if path == "" or path.endswith("/") else path

    @property
    def search_manifest(self) -> str:
        """The small file that names the current index, so that no page changes when the index does."""
        return f"{self.section('search')}manifest.json"


def _page(number: int) -> str:
    """Where page `number` of a list lies below its first."""
    return f"page/{number}/" if number > 1 else ""
