"""Rendering: from pages to bytes, each page made once until its view, its templates or the engine change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest, sha256
from fingerpost.ledger import Made
from fingerpost.pages.page import Page
from fingerpost.pages.routes import Routes
from fingerpost.pages.views.frame import SiteView

if TYPE_CHECKING:
    from fingerpost.engine.templates import Templates

STEP = "page"
WORDS = "search/words.json"
# Of a part's digest, as much as tells two states of one part from each other.
_SHORT = 8


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
        parts = {"site": self.around, "template": self.templates.closure_digest(page.template), **_parts(page)}
        key = digest(page.template, parts)
        content = self.cache.read(STEP, key)
        fresh = content is None
        if content is None:
            content = self.templates.render(page.template, site=self.site, head=page.head, view=page.view).encode()
            self.cache.write(STEP, key, content)
        made = Made(
            url=page.url,
            path=self.routes.output_path(page.url),
            source=page.source,
            kind=page.head.kind,
            key=key,
            digest=sha256(content),
            listed="" if page.head.noindex else page.head.canonical,
            changed=page.head.modified_on.isoformat() if page.head.modified_on else "",
            parts=" ".join(f"{name}={part[:_SHORT]}" for name, part in parts.items()),
        )
        return Rendered(made, fresh)

    def words(self) -> bytes:
        """The words of search in the browser. Raises TemplateProblem."""
        key = digest(WORDS, self.around, self.templates.closure_digest(WORDS))
        content = self.cache.read(STEP, key)
        if content is None:
            content = self.templates.render(WORDS, site=self.site).encode()
            self.cache.write(STEP, key, content)
        return content


def _parts(page: Page) -> dict[str, str]:
    """The digest of each thing that the page's template may see."""
    view: Any = page.view
    return {
        "head": digest(page.head),
        **{f"view.{field.name}": digest(getattr(view, field.name)) for field in fields(view)},
    }
