"""Rendering: from pages to bytes, each page made once until its view, its templates or the engine change."""

from __future__ import annotations

import marshal
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any
from zlib import crc32

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Made

if TYPE_CHECKING:
    from fingerpost.engine.templates import Templates
    from fingerpost.pages.page import Page
    from fingerpost.pages.routes import Routes
    from fingerpost.pages.views.frame import SiteView

STEP = "page"
WORDS = "search/words.json"
_SCALARS = frozenset({str, bool, int, NoneType})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it is now; its bytes are in the cache under its key. `fresh`: they had to be made."""

    made: Made
    fresh: bool


@dataclass(frozen=True, slots=True)
class Renderer:
    """The templates of one language, the cache of what they made, and what all pages show.

    `around` is the digest of all that every page depends on beside its own view and template.
    """

    templates: Templates
    cache: Cache
    site: SiteView
    routes: Routes
    around: str

    def page(self, page: Page) -> Rendered:
        """One page. Raises TemplateProblem."""
        parts = self._parts(page)
        key = sha256(b"".join((page.template.encode(), *parts.values())))
        content = self.cache.read(STEP, key)
        fresh = content is None
        if content is None:
            content = self.templates.render(page.template, site=self.site, head=page.head, view=page.view).encode()
            found = self.cache.write(STEP, key, content)
        else:
            found = sha256(content)
        made = Made(
            url=page.url,
            path=self.routes.output_path(page.url),
            source=page.source,
            kind=page.head.kind,
            key=key,
            digest=found,
            listed="" if page.head.noindex else page.head.canonical,
            changed=page.head.modified_on.isoformat() if page.head.modified_on else "",
            # Enough to tell two states of one part from each other; what counts is the key.
            parts=" ".join(f"{name}={crc32(text):08x}" for name, text in parts.items()),
        )
        return Rendered(made, fresh)

    def _parts(self, page: Page) -> dict[str, bytes]:
        """All that the page is made from, by name, in the form that only equal values share."""
        closure = self.templates.closure_digest(page.template)
        names = ("site", "template", "head", *(f"view.{name}" for name in page.view._fields))
        values = (self.around, closure, page.head, *page.view)
        return {name: canonical(value) for name, value in zip(names, values, strict=True)}

    def words(self) -> bytes:
        """The words of search in the browser. Raises TemplateProblem."""
        key = digest(WORDS, self.around, self.templates.closure_digest(WORDS))
        content = self.cache.read(STEP, key)
        if content is None:
            content = self.templates.render(WORDS, site=self.site).encode()
            self.cache.write(STEP, key, content)
        return content


def canonical(value: object) -> bytes:
    """A view or a part of one as bytes that only equal values share. They say where they end.

    Version 2 of marshal writes equal values equally; later ones write what is one object only once.
    """
    return marshal.dumps(_plain(value), 2)


def _plain(value: Any) -> Any:
    """Views as lists that end with their names. Raises TypeError for what no view may hold."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, tuple):
        # Most of what views hold is texts and the like: a call for each would cost as much as all the rest.
        plain = [each if type(each) in _SCALARS else _plain(each) for each in value]
        plain.append(type(value).__name__)
        return plain
    if isinstance(value, date):
        return "date", value.toordinal()
    raise TypeError(f"a view may not hold a {type(value).__qualname__}")
