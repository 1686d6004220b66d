"""Links between content files: what each target means, and which targets mean nothing.

A link is written relative to its file, as `../concerns/shame.md#what-helps`, or names a section as `site:glossary`.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fingerpost.engine.markdown import Cite, Image, Link, element
from fingerpost.engine.problems import Problem, did_you_mean, quoted
from fingerpost.engine.sources import PICTURES
from fingerpost.engine.values import dataclass
from fingerpost.pages.routes import SECTIONS

if TYPE_CHECKING:
    from fingerpost.pages.citing import Citing
    from fingerpost.pages.edition import Edition

PHOTO = "photo"
MEDIA_FIELDS = (
    (("photo", "src"), PHOTO, PICTURES),
    (("video", "poster"), "picture", PICTURES),
    (("video", "src"), "video", (".mp4", ".webm")),
    (("video", "captions"), "captions file", (".vtt",)),
)
SECTION_SCHEME = "site:"

# Anchors of the templates' own headings begin so; texts may not use it.
TEMPLATE_ANCHOR = "site-"


def section_problems(link: Link) -> Iterator[Problem]:
    """A link to a section of the site that is not there."""
    name = link.path.removeprefix(SECTION_SCHEME)
    if link.target.startswith(SECTION_SCHEME) and name not in SECTIONS:
        help = did_you_mean(name, SECTIONS) + f"The sections are {', '.join(SECTIONS)}"
        yield Problem("unknown-section", f"there is no section {quoted(name)}", link.span, help)


def resolve_path(source: str, target: str) -> str:
    """The path from the root of what `target` names, as seen from the file `source`. A space may be written %20."""
    plain = unicodedata.normalize("NFC", unquote(target))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), plain))


@dataclass(frozen=True, slots=True)
class PageResolver:
    """Fills the slots of one record's body. Every target was checked before."""

    edition: Edition
    path: str
    citing: Citing

    def link(self, link: Link) -> Mapping[str, str]:
        if link.kind == "web":
            return {"href": link.target, "rel": "external noreferrer"}
        if link.kind != "file":
            return {"href": link.target}
        return {"href": self._url(link) + (f"#{link.fragment}" if link.fragment else "")}

    def _url(self, link: Link) -> str:
        if link.target.startswith(SECTION_SCHEME):
            return self.edition.routes.section(link.path.removeprefix(SECTION_SCHEME))
        return self.edition.routes.record(*self.edition.places[resolve_path(self.path, link.path)])

    def image(self, image: Image) -> str:
        picture = self.edition.pictures[resolve_path(self.path, image.src)]
        size = {"width": str(picture.width), "height": str(picture.height)}
        rest = {"loading": "lazy", "decoding": "async"}
        return element("img", {"src": picture.url, "alt": image.alt, **size, **rest, **dict(image.attributes)})

    def cite(self, cite: Cite) -> str:
        return self.citing.html(cite.keys)
