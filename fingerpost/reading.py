"""Reading one file: from a source to a face, a record for the store and a body, and from a medium to its size.

Each is a function of the file, the languages of the site and the engine, so that files can be read in any order and
at the same time. What must hold between files is in `checking`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from fingerpost.clinical.face import Face
from fingerpost.clinical.kinds import KINDS, Kind
from fingerpost.engine.abreast import Work, abreast, alone
from fingerpost.engine.cache import Cache
from fingerpost.engine.convert import Converted, conversion_of, converted
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.frontmatter import Split, split
from fingerpost.engine.markdown import Body, Labels
from fingerpost.engine.markdown import warm as warm_markdown
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem
from fingerpost.engine.schema import Model, prepare, proses
from fingerpost.engine.sources import read_text
from fingerpost.engine.stored import dump, load
from fingerpost.engine.validation import validate
from fingerpost.engine.values import dataclass
from fingerpost.engine.yamltree import Tree, parse_yaml
from fingerpost.faces import Kept, face_of
from fingerpost.naming import Place, place_of
from fingerpost.pages.linking import section_problems

RECORD = "record"


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
        source, problems = read_text(file, path, follow=False)
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
                known, kept = entry_from(place.kind, stored), Kept(before.stored, before.outside)
                face = face_of(path, place, known, parts, body, key, kept)
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
        kept = self._keep(entry)
        yield
        face = face_of(path, place, entry, parts, body, key, kept)
        return Reading(path, file_digest, face, problems, made)

    def _keep(self, entry: Model) -> Kept:
        whole = dump(entry)
        outer = {name: value for name, value in whole.items() if name not in entry.own_page}
        return Kept(self.cache.keep(RECORD, _as_json(whole)), sha256(_as_json(outer)))

    def _converted(self, path: str, place: Place, parts: Split) -> Work[Converted]:
        return converted(self.cache, path, parts.body, parts.body_line, self.labels[place.language])

    def body(self, path: str, file: Path, key: str) -> Body | None:
        """The prose that was kept under `key`, from the file where it is no longer kept. None: it is another by now."""
        kept = conversion_of(self.cache, key)
        if kept is not None:
            return kept.body
        source, _ = read_text(file, path, follow=False)
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


def _as_json(value: object) -> bytes:
    # Loaded already, to validate the record, and three times as fast as the standard library's.
    from pydantic_core import to_json

    return to_json(value)


def entry_from(kind: Kind, stored: bytes) -> Model:
    """The record that the cache keeps under `Face.stored`."""
    return load(kind.model, json.loads(stored))


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
