"""Links between content files: what each target means, and which targets mean nothing.

A link is written relative to its file, as `../concerns/shame.md#what-helps`, or names a section as `site:glossary`.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fingerpost.clinical.record import Record
from fingerpost.engine.markdown import Body, Cite, Image, Link, element
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.sources import PICTURES
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.publication import Publication
from fingerpost.pages.routes import SECTIONS

MEDIA_FIELDS = (
    (("photo", "src"), "picture", PICTURES),
    (("video", "poster"), "picture", PICTURES),
    (("video", "src"), "video", (".mp4", ".webm")),
    (("video", "captions"), "captions file", (".vtt",)),
)
SECTION_SCHEME = "site:"

# Anchors of the templates' own headings begin so; texts may not use it.
TEMPLATE_ANCHOR = "site-"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """All that is needed to know whether a link leads somewhere. `places` and `media` are files, sound or not."""

    records: Mapping[str, Record[Any]]
    places: Mapping[str, tuple[str, str]]
    bodies: Mapping[str, Body]
    media: Set[str]
    publication: Publication

    def problems(self) -> Iterator[Problem]:
        """Every broken link and image of every body, and every portrait that is not there."""
        for path, body in self.bodies.items():
            for link in body.links:
                yield from self._link(path, link)
            for image in body.images:
                yield from self._medium(path, image.src, image.span, "missing-image", "picture")
        for path, record in self.records.items():
            yield from self._named_media(path, record)

    def _link(self, path: str, link: Link) -> Iterator[Problem]:
        if link.kind != "file":
            return
        if link.target.startswith(SECTION_SCHEME):
            yield from _section(link)
            return
        target = resolve_path(path, link.path)
        if target not in self.places:
            yield self._unresolved(path, link, target)
        elif not self._is_published(target) and self._is_published(path):
            yield Problem(
                "link-to-unpublished",
                f"{target} is not published on this day",
                link.span,
                "it is a draft, scheduled, expired or a sample: publish it too, or remove the link",
            )
        elif link.fragment and target in self.records and not self._has_anchor(target, link.fragment):
            anchors = self.bodies[target].ids if target in self.bodies else ()
            known = (
                f"The headings there are {', '.join(f'#{each}' for each in anchors)}"
                if anchors
                else "Leave out the # part"
            )
            help = did_you_mean(link.fragment, anchors) + known
            yield Problem("unknown-anchor", f"{target} has no heading {quoted('#' + link.fragment)}", link.span, help)

    def _unresolved(self, path: str, link: Link, target: str) -> Problem:
        beside = {posixpath.relpath(known, posixpath.dirname(path)) for known in self.places}
        help = (
            did_you_mean(link.path, beside) + "Write the way from this file to another, or a section as site:glossary"
        )
        why = "is a picture, not a page" if target in self.media else "does not exist"
        return Problem("unresolved-link", f"{quoted(link.path)} leads nowhere: {target} {why}", link.span, help)

    def _medium(
        self, path: str, named: str, span: Span, code: str, what: str, endings: tuple[str, ...] = PICTURES
    ) -> Iterator[Problem]:
        target = resolve_path(path, named)
        there = [each for each in self.media if each.lower().endswith(endings)]
        if target not in there:
            near = did_you_mean(named, (posixpath.relpath(each, posixpath.dirname(path)) for each in there))
            help = f"{near}Put the {what} there, or write the way to it from this file, such as images/name.png"
            yield Problem(code, f"there is no {what} {quoted(target)}", span, help)

    def _named_media(self, path: str, record: Record[Any]) -> Iterator[Problem]:
        """Photos and videos that a therapist's record names."""
        for at, what, endings in MEDIA_FIELDS:
            named = getattr(getattr(record.entry, at[0], None), at[1], None)
            if named:
                yield from self._medium(path, named, record.marks.value(at), "missing-file", what, endings)

    def _is_published(self, path: str) -> bool:
        """A record that failed on its own is spared: it has its own problem."""
        return path not in self.records or self.publication.includes(self.records[path])

    def _has_anchor(self, target: str, fragment: str) -> bool:
        return fragment.startswith(TEMPLATE_ANCHOR) or (target in self.bodies and fragment in self.bodies[target].ids)


def _section(link: Link) -> Iterator[Problem]:
    name = link.path.removeprefix(SECTION_SCHEME)
    if name not in SECTIONS:
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
