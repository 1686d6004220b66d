"""The sites that the browser visits: each built whole on a fixed day and put on a static host of its own.

It knows which pages there are and of which kind each one is; it knows nothing of browsers.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from fingerpost.engine.problems import describe
from fingerpost.pages.routes import SECTION_OF, SECTIONS
from fingerpost.pipeline import Order, build
from tests.browser.host import StaticHost, serve
from tests.building import copy_of

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
KINDS = ("home", "page", *SECTION_OF, *(f"{section}-list" for section in SECTIONS), "404", "redirect")
PROSE_KINDS = ("modality", "concern", "article", "page", "worksheet")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and its host. `pages` holds, by kind, the paths below `address`, the longest page first."""

    name: str
    folder: Path
    host: StaticHost
    pages: Mapping[str, tuple[str, ...]]

    @property
    def address(self) -> str:
        return self.host.address

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(path for paths in self.pages.values() for path in paths)

    def file(self, path: str) -> Path:
        """The file that answers a path."""
        return self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)


def full_copy(root: Path) -> Path:
    """The site with every field filled, and a little to look for, copied to `root`."""
    copy_of("full", root)
    return shutil.copytree(Path(__file__).with_name("overlay"), root, dirs_exist_ok=True)


@contextmanager
def built(name: str, root: Path, folder: Path, base_path: str) -> Iterator[Site]:
    """The site in `root`, built into `folder` and served below `base_path`."""
    order = Order(root, folder, today=TODAY, base_url=f"https://example.org{base_path}")
    outcome = build(order)
    assert not outcome.problems.has_errors, "\n".join(
        describe(problem, outcome.line_of) for problem in outcome.problems
    )
    with serve(folder, base_path, obeys_headers_file=base_path != "/") as host:
        yield Site(name, folder, host, _pages(folder))


def page_of(kind: str, sites: tuple[Site, ...]) -> str:
    """The address of the longest page of a kind, on the last of the sites that has one."""
    return next(site.address + site.pages[kind][0] for site in reversed(sites) if kind in site.pages)


def _pages(folder: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text("utf-8")
        kind = LexborHTMLParser(text).css_first('meta[name="page-kind"]')
        assert kind is not None, f"{file.relative_to(folder)} does not say what kind of page it is"
        path = file.relative_to(folder).as_posix().removesuffix("index.html")
        found.setdefault(kind.attributes["content"] or "", []).append((-len(text), path))
    return {kind: tuple(path for _, path in sorted(entries)) for kind, entries in found.items()}
