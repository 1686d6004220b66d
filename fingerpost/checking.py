"""Checking between files: references, links, names, menus.

A file that failed on its own still counts as there, so that one fault gives one problem. Faces tell which records
must be looked at; only those are opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from fingerpost.catalogue import Catalogue
from fingerpost.clinical.ageing import VERIFIED_LONG_AGO, days_ahead, old_verifications
from fingerpost.clinical.checks import false_relations, misnamed_place, shared_names, unknown_record, unresolved
from fingerpost.clinical.face import LINKS, NAMED, PORTRAYS, REFERS, SAID, SHOWS, VERIFIED, Face
from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.record import Mention, Record
from fingerpost.config import Config
from fingerpost.engine.markdown import Body, Link
from fingerpost.engine.marks import Location, Marks
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.schema import references
from fingerpost.engine.sources import PICTURES
from fingerpost.engine.values import dataclass
from fingerpost.media import PORTRAITS
from fingerpost.naming import CONTENT
from fingerpost.pages.linking import MEDIA_FIELDS, PHOTO, SECTION_SCHEME, TEMPLATE_ANCHOR, resolve_path
from fingerpost.pages.publication import NEEDED
from fingerpost.pages.routes import SECTIONS
from fingerpost.pages.search import LANGUAGES, is_searched
from fingerpost.pages.strings import is_translated

_ENDINGS = {"picture": PICTURES, **{what: endings for _, what, endings in MEDIA_FIELDS}}


def check_config(config: Config, marks: Marks, catalogue: Catalogue) -> Iterator[Problem]:
    """Menus and the crisis strip name what exists; languages can be searched and read. `marks` are the file's."""
    ids = catalogue.ids
    for at, kind, id in references(config):
        if id not in ids[kind]:
            yield unknown_record(kind, id, ids, marks.value(at))
    for menu in ("navigation", "footer"):
        for index, entry in enumerate(getattr(config, menu)):
            if entry.section and entry.section not in SECTIONS:
                help = did_you_mean(entry.section, SECTIONS) + f"The sections are {', '.join(SECTIONS)}"
                place = marks.value((menu, index, "section"))
                yield Problem("unknown-section", f"there is no section {quoted(entry.section)}", place, help)
    for index, language in enumerate(config.languages):
        yield from _language_faults(language, marks, ("languages", index))


def _language_faults(language: str, marks: Marks, at: Location) -> Iterator[Problem]:
    if not is_searched(language):
        yield Problem(
            "unsupported-language",
            f'a site in "{language}" cannot be searched yet',
            marks.value(at),
            f"the languages so far are {', '.join(LANGUAGES)}",
        )
    elif not is_translated(language):
        yield Problem(
            "untranslated-interface",
            f'the interface has no translation into "{language}": its words are shown in English',
            marks.value(at),
            f"begin one with `python -m scripts.strings update {language}`; docs/contributors/translating.md goes on",
            "warning",
        )


@dataclass(frozen=True)
class Checks:
    """The checks between records. `shown` tells what is published."""

    catalogue: Catalogue
    shown: Callable[[Face], bool]

    def concerning(self, paths: Iterable[str], before: Iterable[Face | None]) -> set[str]:
        """The records that changes at `paths` can put right or wrong, themselves among them."""
        faces, index = self.catalogue.faces, self.catalogue.index
        found = set(paths)
        keys: list[str] = []
        for path, old in zip(paths, before, strict=True):
            keys += [f"{SHOWS}:{path}", f"{PORTRAYS}:{path}"]
            new = faces.get(path)
            if not (old and new and _same_to_others(old, new)):
                keys.append(f"{LINKS}:{path}")
                keys += [f"{REFERS}:{each.name}" for each in (old, new) if each]
        found.update(index.paths(keys))
        return {path for path in found if path in faces}

    def problems(self, paths: Iterable[str]) -> Iterator[Problem]:
        """Every fault of the records at `paths`."""
        records = [self.catalogue.faces[path] for path in sorted(paths)]
        for face in records:
            if not self._is_sound(face):
                yield from self._faults(self.catalogue.record(face.path), self.catalogue.body(face.path))
            if face.kind == "therapist":
                from fingerpost.clinical.licensing import listing_faults  # what most edits do without

                yield from listing_faults(self.catalogue.record(face.path), self._regulator)
            elif face.kind == "place":
                yield from misnamed_place(self.catalogue.record(face.path))
        yield from shared_names(self._namesakes(records))
        if any(face.kind == "modality" for face in records):
            faces = (face for _, face in sorted(self.catalogue.faces.items()) if face.kind == "modality")
            yield from false_relations([self.catalogue.record(face.path) for face in faces])

    def of_the_day(self, day: date) -> Iterator[Problem]:
        """What the calendar alone makes wrong in listings: told in every build, whatever changed."""
        index, catalogue = self.catalogue.index, self.catalogue
        for row in index.rows(f"{SAID}:"):
            if row.value > day.isoformat():
                yield from days_ahead(catalogue.record(row.path), day)
        old = (day - VERIFIED_LONG_AGO).isoformat()
        for row in index.rows(f"{VERIFIED}:"):
            if row.value < old:
                yield from old_verifications(catalogue.record(row.path), day)

    def next_warning(self, day: date) -> date | None:
        """The first day after `day` on which there is more to warn of."""
        found = {each for row in self.catalogue.index.rows(f"{VERIFIED}:") for each in row.value.split()}
        warned = (date.fromisoformat(each) + VERIFIED_LONG_AGO + timedelta(days=1) for each in found)
        return min((each for each in warned if each > day), default=None)

    def _regulator(self, id: str) -> Record[Any] | None:
        path = f"{CONTENT}/{KIND['regulator'].folder}/{id}.yaml"
        return self.catalogue.record(path) if path in self.catalogue.faces else None

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every file's kind and id, sound or not."""
        return frozenset(f"{kind}/{id}" for kind, id in self.catalogue.places.values())

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(face.name for face in self.catalogue.faces.values() if not self.shown(face))

    def _is_sound(self, face: Face) -> bool:
        """Whether nothing can be wrong, as far as faces tell."""
        places, shown = self.catalogue.places, self.shown(face)
        for key, value in face.entries:
            what, _, target = key.partition(":")
            if what == REFERS:
                if target not in self._names or self._misses(shown, target, value):
                    return False
            elif what == LINKS:
                if target not in places or self._is_place(target) or (shown and self._is_hidden(target)):
                    return False
            elif what in (SHOWS, PORTRAYS) and (not self._has_medium(target, value) or _is_elsewhere(target, value)):
                return False
        return all(self._has_anchor(target, anchor) for target, anchor in face.fragments)

    def _misses(self, shown: bool, target: str, how: str) -> bool:
        return shown and how == "field" and target.partition("/")[0] in NEEDED and target in self._hidden

    def _is_hidden(self, path: str) -> bool:
        """A record that failed on its own is spared: it has its own problem."""
        face = self.catalogue.faces.get(path)
        return face is not None and not self.shown(face)

    def _is_place(self, path: str) -> bool:
        """Places have no page: they are told on the lists of who is there."""
        return self.catalogue.places[path][0] == "place"

    def _has_anchor(self, path: str, anchor: str) -> bool:
        face = self.catalogue.faces.get(path)
        return face is None or anchor.startswith(TEMPLATE_ANCHOR) or anchor in face.anchors

    def _has_medium(self, path: str, what: str) -> bool:
        return path in self.catalogue.stamps and path.lower().endswith(_ENDINGS[what])

    def _namesakes(self, faces: Iterable[Face]) -> list[Record[Any]]:
        """Every modality and concern that shares a name with one of the faces, in the order of their files."""
        keys = {key for face in faces for key, _ in face.entries if key.startswith(f"{NAMED}:")}
        shared = (self.catalogue.index.rows(key) for key in keys)
        paths = {row.path for rows in shared if len(rows) > 1 for row in rows}
        return [self.catalogue.record(path) for path in sorted(paths)]

    def _faults(self, record: Record[Any], body: Body | None) -> Iterator[Problem]:
        yield from unresolved(record, _mentions(body), self.catalogue.ids)
        yield from self._needed(record)
        for link in body.links if body else ():
            yield from self._link(record.path, link)
        for image in body.images if body else ():
            yield from self._medium(record.path, image.src, image.span, "missing-image", "picture")
        for at, what, _ in MEDIA_FIELDS:
            named = getattr(getattr(record.entry, at[0], None), at[1], None)
            if named:
                yield from self._medium(record.path, named, record.marks.value(at), "missing-file", what)

    def _needed(self, record: Record[Any]) -> Iterator[Problem]:
        """Published records that need one that is not."""
        shown = self.shown(self.catalogue.faces[record.path])
        for at, kind, id in references(record.entry):
            if self._misses(shown, f"{kind}/{id}", "field"):
                yield Problem(
                    "needs-unpublished",
                    f'{kind} "{id}" is not published, and this page cannot do without',
                    record.marks.value(at),
                    "publish it, or take this page back too; made-up records are left out when "
                    "site_config.yaml says `publish: false`",
                )

    def _link(self, path: str, link: Link) -> Iterator[Problem]:
        if link.kind != "file" or link.target.startswith(SECTION_SCHEME):
            return
        target = resolve_path(path, link.path)
        if target not in self.catalogue.places:
            yield self._unresolved_link(path, link, target)
        elif self._is_place(target):
            message = f"{target} has no page of its own"
            help = "link to the directory with site:therapists; it leads to what is told of each place"
            yield Problem("link-to-place", message, link.span, help)
        elif self._is_hidden(target) and self.shown(self.catalogue.faces[path]):
            yield Problem(
                "link-to-unpublished",
                f"{target} is not published on this day",
                link.span,
                "it is a draft, scheduled, expired or a sample: publish it too, or remove the link",
            )
        elif link.fragment and not self._has_anchor(target, link.fragment):
            yield _unknown_anchor(target, link, self.catalogue.faces[target].anchors)

    def _unresolved_link(self, path: str, link: Link, target: str) -> Problem:
        beside = {posixpath.relpath(known, posixpath.dirname(path)) for known in self.catalogue.places}
        near = did_you_mean(link.path, beside)
        help = f"{near}Write the way from this file to another, or a section as site:glossary"
        why = "is a picture, not a page" if target in self.catalogue.stamps else "does not exist"
        return Problem("unresolved-link", f"{quoted(link.path)} leads nowhere: {target} {why}", link.span, help)

    def _medium(self, path: str, named: str, span: Span, code: str, what: str) -> Iterator[Problem]:
        target = resolve_path(path, named)
        if self._has_medium(target, what):
            if _is_elsewhere(target, what):
                message = f"the photo {quoted(target)} lies outside {PORTRAITS}"
                help = "put it there, beside the record: only there what a camera writes into a photo is taken out"
                yield Problem("photo-elsewhere", message, span, help)
            return
        there = (each for each in self.catalogue.stamps if each.lower().endswith(_ENDINGS[what]))
        near = did_you_mean(named, (posixpath.relpath(each, posixpath.dirname(path)) for each in there))
        help = f"{near}Put the {what} there, or write the way to it from this file, such as images/name.png"
        yield Problem(code, f"there is no {what} {quoted(target)}", span, help)


def _is_elsewhere(path: str, what: str) -> bool:
    """Photos of people have one place: only there what a camera writes into them is taken out."""
    return what == PHOTO and not path.startswith(PORTRAITS)


def _unknown_anchor(target: str, link: Link, anchors: tuple[str, ...]) -> Problem:
    headings = ", ".join(f"#{each}" for each in anchors)
    known = f"The headings there are {headings}" if anchors else "Leave out the # part"
    help = did_you_mean(link.fragment, anchors) + known
    return Problem("unknown-anchor", f"{target} has no heading {quoted('#' + link.fragment)}", link.span, help)


def _same_to_others(one: Face, other: Face) -> bool:
    """Whether those who refer or link to a record cannot tell its two states apart."""
    seen = ["name", "language", "sample", "draft", "publish_on", "expires_on", "anchors"]
    if one.kind == "regulator":
        # Licences are checked against what it says.
        seen.append("stored")
    return all(getattr(one, each) == getattr(other, each) for each in seen)


def _mentions(body: Body | None) -> Iterator[Mention]:
    for cite in body.cites if body else ():
        yield from (Mention(key, span) for key, span in zip(cite.keys, cite.spans, strict=True))
