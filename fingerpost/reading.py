"""Reading one file: from a source to a face, a record for the store and a body, and from a medium to its size.

Each is a function of the file, the languages of the site and the engine, so that files can be read in any order and
at the same time. What must hold between files is in `checking`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
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
    PORTRAYS,
    REFERS,
    SAID,
    SHOWS,
    VERIFIED,
    Entry,
    Face,
)
from fingerpost.clinical.kinds import BY_FOLDER, KINDS, Kind
from fingerpost.clinical.published import old_address
from fingerpost.engine.abreast import Work, abreast, alone
from fingerpost.engine.cache import Cache
from fingerpost.engine.convert import Converted, conversion_of, converted
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.frontmatter import Split, split
from fingerpost.engine.markdown import Body, Labels
from fingerpost.engine.markdown import warm as warm_markdown
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.scalars import SLUG
from fingerpost.engine.schema import Model, prepare, proses, references
from fingerpost.engine.sources import read_text
from fingerpost.engine.stored import dump, load
from fingerpost.engine.validation import validate
from fingerpost.engine.values import dataclass
from fingerpost.engine.yamltree import Tree, parse_yaml
from fingerpost.pages.linking import MEDIA_FIELDS, PHOTO, SECTION_SCHEME, resolve_path, section_problems

if TYPE_CHECKING:
    from fingerpost.clinical.article import Article
    from fingerpost.clinical.therapist import Therapist

CONTENT = "content"
RECORD = "record"
# Begins with the line end itself, which `re` leaps to.
_SPACE_AT_END = re.compile(r"\n(?<=[^\S\n]\n)")
SUFFIXES = {"markdown": ".md", "yaml": ".yaml"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's path says: the kind of its record, its id and its language."""

    kind: Kind
    id: str
    language: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one text file. `face` is None where the record is not sound.

    `converted` says whether its prose had to be converted.
    """

    path: str
    digest: str
    face: Face | None
    problems: tuple[Problem, ...]
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the files of one site. `labels` are the words that Markdown writes, by language."""

    root: Path
    languages: tuple[str, ...]
    cache: Cache
    labels: dict[str, Labels]

    def read(self, path: str, file: Path, before: Face | None = None) -> Reading:
        """The text file at `file`, whose path from the root is `path`.

        `before` is the face it had: where its front matter is still the same, its record is taken from the cache.
        """
        return alone(self._read(path, file, before))

    def read_each(self, files: Iterable[tuple[str, Path, Face | None]]) -> list[Reading]:
        """Of each file what `read` gives, sooner than one by one."""
        return abreast(self._read(*each) for each in files)

    def _read(self, path: str, file: Path, before: Face | None) -> Work[Reading]:
        source, problems = read_text(file, path)
        place = place_of(path, self.languages)
        if source is None:
            return Reading(path, "", None, problems)
        if isinstance(place, Problem):
            return Reading(path, source.digest, None, (*problems, place))
        parts = split(path, source.text) if place.kind.form == "markdown" else Split(source.text, "", 0)
        if isinstance(parts, Problem):
            return Reading(path, source.digest, None, (*problems, parts))
        yield
        return (yield from self._reading(path, source.digest, place, parts, problems, before))

    def _reading(
        self,
        path: str,
        file_digest: str,
        place: Place,
        parts: Split,
        problems: tuple[Problem, ...],
        before: Face | None,
    ) -> Work[Reading]:
        body, key, made = None, "", False
        if place.kind.form == "markdown":
            conversion, key, made = yield from self._converted(path, place, parts)
            body, problems = conversion.body, (*problems, *conversion.problems)
            problems = (*problems, *(each for link in body.links for each in section_problems(link)))
            yield
        if before and before.front == digest(parts.yaml) and before.stored:
            stored = self.cache.read(RECORD, before.stored)
            if stored is not None:
                face = face_of(path, place, entry_from(place.kind, stored), parts, body, key, before.stored)
                return Reading(path, file_digest, face, problems, made)
        first_line = 2 if body else 1
        tree = parse_yaml(path, parts.yaml, first_line)
        if not isinstance(tree, Tree):
            return Reading(path, file_digest, None, (*problems, *tree), made)
        yield
        entry = validate(tree, place.kind.model)
        if not isinstance(entry, Model):
            return Reading(path, file_digest, None, (*problems, *entry), made)
        problems = (*problems, *_unlisted_languages(entry, tree.marks, self.languages))
        yield
        kept = self.cache.keep(RECORD, _as_json(entry))
        yield
        face = face_of(path, place, entry, parts, body, key, kept)
        return Reading(path, file_digest, face, problems, made)

    def _converted(self, path: str, place: Place, parts: Split) -> Work[Converted]:
        return converted(self.cache, path, parts.body, parts.body_line, self.labels[place.language])

    def body(self, path: str, file: Path, key: str) -> Body | None:
        """The prose that was kept under `key`, from the file where it is no longer kept. None: it is another by now."""
        kept = conversion_of(self.cache, key)
        if kept is not None:
            return kept.body
        source, _ = read_text(file, path)
        place = place_of(path, self.languages)
        if source is None or isinstance(place, Problem) or place.kind.form != "markdown":
            return None
        parts = split(path, source.text)
        if isinstance(parts, Problem):
            return None
        conversion, found, _ = alone(self._converted(path, place, parts))
        return conversion.body if found == key else None


def warm() -> None:
    """Load and build all that reading needs, for processes that are copied from this one: 0.2 s for each of them."""
    from fingerpost.clinical import ageing as ageing

    warm_markdown()
    for kind in KINDS:
        prepare(kind.model)
    parse_yaml("", "a: b")
    _as_json(None)


def _as_json(entry: Model | None) -> bytes:
    # Loaded already, to validate the record, and three times as fast as the standard library's.
    from pydantic_core import to_json

    return to_json(dump(entry))


def entry_from(kind: Kind, stored: bytes) -> Model:
    """The record that the cache keeps under `Face.stored`."""
    return load(kind.model, json.loads(stored))


def face_of(path: str, place: Place, entry: Model, parts: Split, body: Body | None, key: str, stored: str) -> Face:
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
        body=key,
        stored=stored,
        signed=text_digest(entry, parts.body) if body else "",
        sample=written.get("sample") is True,
        draft=bool(written.get("draft")),
        publish_on=written.get("publish_on"),
        expires_on=written.get("expires_on"),
        anchors=body.ids if body else (),
        fragments=tuple((target, each.fragment) for target, each in targets if each.fragment),
        entries=tuple(entries),
    )


@lru_cache(maxsize=4096)  # Many texts of a folder lead to the same place.
def _resolved(folder: str, target: str) -> str:
    return resolve_path(f"{folder}/", target)


def _entries(path: str, place: Place, entry: Model) -> Iterator[Entry]:
    # A model that has no such field takes ten times as long to say so as the dict of those it has.
    written = vars(entry)
    for _, kind, id in references(entry):
        yield f"{REFERS}:{kind}/{id}", "field"
    if place.kind.name == "article":
        yield from _discussed(cast("Article", entry))
    if place.kind.name == "therapist":
        yield from _in_directory(cast("Therapist", entry))
    if place.kind.name in ("modality", "concern"):
        yield f"{NAMED}:{place.language}/{entry.title.casefold()}", "title"  # type: ignore[attr-defined]
        for name in written.get("also_known_as", ()):
            yield f"{NAMED}:{place.language}/{name.casefold()}", "other"
    for old in written.get("redirect_from", ()):
        yield f"{MOVED}:{old_address(old)}", ""
    if written.get("corrections"):
        yield f"{CORRECTED}:", ""
    for at, what, _ in MEDIA_FIELDS:
        medium = written.get(at[0])
        named = vars(medium).get(at[1]) if medium else None
        if named:
            yield f"{PORTRAYS if what == PHOTO else SHOWS}:{resolve_path(path, named)}", what


def _discussed(entry: Article) -> Iterator[Entry]:
    for kind, ids in (("modality", entry.discusses.modalities), ("concern", entry.discusses.concerns)):
        for id in ids:
            yield f"{DISCUSSED}:{kind}/{id}", entry.published_on.isoformat()


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


def _unlisted_languages(entry: Model, marks: Marks, languages: tuple[str, ...]) -> Iterator[Problem]:
    for location, prose in proses(entry):
        for language in prose.languages:
            if language not in languages:
                yield Problem(
                    "unlisted-language",
                    f'the site has no language "{language}"',
                    marks.key((*location, language)),
                    f"site_config.yaml lists {', '.join(languages)}: remove this text, or add the language there",
                )


def place_of(path: str, languages: tuple[str, ...]) -> Place | Problem:
    """`content/modalities/cft.fr.md` is the modality `cft` in French."""
    _, folder, *inside = path.split("/")
    kind = BY_FOLDER.get(folder)
    if kind is None or not inside:
        return _unknown_folder(path, folder, loose=not inside)
    stem, suffix = posixpath.splitext(inside[-1])
    wanted = SUFFIXES[kind.form]
    if len(inside) > 1 or suffix != wanted:
        return _misplaced(path, folder, wanted, deep=len(inside) > 1)
    id, dot, language = stem.partition(".")
    if language and language not in languages:
        listed = ", ".join(languages)
        return Problem(
            "unlisted-language",
            f'the site has no language "{language}"',
            Span(path),
            f"site_config.yaml lists {listed}; another ending than the language's has no place in a name",
        )
    if not re.fullmatch(SLUG, id, re.ASCII) or (dot and not language):
        help = "name the file in small letters, digits and single hyphens"
        return Problem("bad-id", f"{quoted(id if language else stem)} cannot be the id of a record", Span(path), help)
    return Place(kind, id, language or languages[0])


def _misplaced(path: str, folder: str, wanted: str, deep: bool) -> Problem:
    if deep:
        message, help = f"lies in a folder inside {CONTENT}/{folder}/", f"move it to {CONTENT}/{folder}/ itself"
    else:
        message, help = (
            f"does not end in {wanted}",
            f"the records in {CONTENT}/{folder}/ are files that end in {wanted}",
        )
    return Problem("misplaced-file", message, Span(path), help)


def _unknown_folder(path: str, folder: str, loose: bool) -> Problem:
    folders = ", ".join(BY_FOLDER)
    if loose:
        help = f"move it into one of the folders of {CONTENT}/: {folders}"
        return Problem("misplaced-file", "lies in none of the folders that hold records", Span(path), help)
    help = did_you_mean(folder, BY_FOLDER) + f"The folders are {folders}"
    return Problem("unknown-folder", f'there is no kind of record "{folder}"', Span(path), help)
