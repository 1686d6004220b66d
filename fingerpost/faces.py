"""Making faces: what others can know of a record without opening it, as entries of the index."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from fingerpost.clinical.directory import cities_of, filed_under, is_listed, lists_of
from fingerpost.clinical.face import (
    CITIES,
    CORRECTED,
    DISCUSSED,
    EMBEDS,
    LINKS,
    LISTED,
    MOVED,
    NAMED,
    NAMES,
    PORTRAYS,
    PUBLISHED,
    REFERS,
    SAID,
    SHOWS,
    VERIFIED,
    Entry,
    Face,
)
from fingerpost.clinical.published import old_address
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.frontmatter import Split
from fingerpost.engine.markdown import Body
from fingerpost.engine.schema import Model, references
from fingerpost.engine.values import NamedTuple
from fingerpost.naming import Place
from fingerpost.pages.linking import MEDIA_FIELDS, PHOTO, SECTION_SCHEME, resolve_path

if TYPE_CHECKING:
    from fingerpost.clinical.article import Article
    from fingerpost.clinical.therapist import Therapist

# Begins with the line end itself, which `re` leaps to.
_SPACE_AT_END = re.compile(r"\n(?<=[^\S\n]\n)")


class Kept(NamedTuple):
    """The key of a record as JSON, and the digest of what other pages may show of it."""

    stored: str
    outside: str


def face_of(path: str, place: Place, entry: Model, parts: Split, body: Body | None, key: str, kept: Kept) -> Face:
    """What others can know of the record without opening it."""
    written = vars(entry)
    links = [link for link in body.links if link.kind == "file"] if body else []
    folder = posixpath.dirname(path)
    targets = [(_resolved(folder, each.path), each) for each in links if not each.target.startswith(SECTION_SCHEME)]
    keys = [key for cite in body.cites for key in cite.keys] if body else []
    entries = dict.fromkeys(
        (
            *((f"{REFERS}:citation/{each}", "text") for each in keys),
            *((f"{LINKS}:{target}", "") for target, _ in targets),
            *((f"{SHOWS}:{_resolved(folder, image.src)}", "picture") for image in (body.images if body else ())),
            *_entries(path, place, entry),
        )
    )
    return Face(
        kind=place.kind.name,
        id=place.id,
        language=place.language,
        path=path,
        front=digest(parts.yaml),
        outside=kept.outside,
        body=key,
        stored=kept.stored,
        signed=text_digest(entry, parts.body) if body else "",
        sample=written.get("sample") is True,
        draft=bool(written.get("draft")),
        publish_on=written.get("publish_on"),
        expires_on=written.get("expires_on"),
        anchors=body.ids if body else (),
        fragments=tuple((target, each.fragment) for target, each in targets if each.fragment),
        entries=tuple(entries),
    )


# The fields with the names of what may have several.
_TITLES = {"modality": "title", "concern": "title", "term": "term"}


@lru_cache(maxsize=4096)  # Many texts of a folder lead to the same place.
def _resolved(folder: str, target: str) -> str:
    return resolve_path(f"{folder}/", target)


def _entries(path: str, place: Place, entry: Model) -> Iterator[Entry]:
    # A model that has no such field takes ten times as long to say so as the dict of those it has.
    written = vars(entry)
    for _, kind, id in references(entry):
        yield f"{REFERS}:{kind}/{id}", "field"
    if place.kind.name == "article":
        yield from _as_article(cast("Article", entry))
    if place.kind.name == "therapist":
        yield from _in_directory(cast("Therapist", entry))
    if place.kind.name in _TITLES:
        yield from _named(place, written[_TITLES[place.kind.name]], written.get("also_known_as", ()))
    for old in written.get("redirect_from", ()):
        yield f"{MOVED}:{old_address(old)}", ""
    if written.get("corrections"):
        yield f"{CORRECTED}:", ""
    for at, what, _ in MEDIA_FIELDS:
        medium = written.get(at[0])
        named = vars(medium).get(at[1]) if medium else None
        if named:
            yield f"{PORTRAYS if what == PHOTO else SHOWS}:{resolve_path(path, named)}", what


def _named(place: Place, title: str, others: Sequence[str]) -> Iterator[Entry]:
    if place.kind.name != "term":
        yield f"{NAMED}:{place.language}/{title.casefold()}", "title"
        yield from ((f"{NAMED}:{place.language}/{name.casefold()}", "other") for name in others)
    if others:
        yield f"{NAMES}:", "\n".join((title, *others))


def _as_article(entry: Article) -> Iterator[Entry]:
    day = entry.published_on.isoformat()
    yield f"{PUBLISHED}:", day
    for kind, ids in (("modality", entry.discusses.modalities), ("concern", entry.discusses.concerns)):
        for id in ids:
            yield f"{DISCUSSED}:{kind}/{id}", day


def _in_directory(entry: Therapist) -> Iterator[Entry]:
    from fingerpost.clinical.ageing import said_on, verified_on

    yield f"{SAID}:", max(day for _, day in said_on(entry)).isoformat()
    verified = verified_on(entry)
    if verified:
        yield f"{VERIFIED}:", " ".join(day.isoformat() for day in verified)
    filed = filed_under(entry)
    for path in lists_of(entry):
        yield f"{LISTED}:{path}", filed
    if is_listed(entry):
        for region, cities in cities_of(entry).items():
            yield f"{CITIES}:{region}", "\n".join(cities)
        if entry.video and entry.video.host:
            yield f"{EMBEDS}:{entry.video.host}", ""


def text_digest(entry: Model, body: str) -> str:
    """What a clinical review signs: the title, the summary and the text, whatever white space ends its lines."""
    written = vars(entry)
    blurb = written.get("summary") or written.get("dek", "")
    text = body.strip()
    if _SPACE_AT_END.search(text):
        text = "\n".join(map(str.rstrip, text.split("\n")))
    return sha256(f"{written.get('title', '')}\n{blurb}\n{text}".encode())
