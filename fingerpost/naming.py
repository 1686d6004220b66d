"""What the path of a content file says: the kind of its record, its id and its language."""

from __future__ import annotations

import posixpath
import re

from fingerpost.clinical.kinds import BY_FOLDER, Kind
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.scalars import SLUG
from fingerpost.engine.values import dataclass

CONTENT = "content"
SUFFIXES = {"markdown": ".md", "yaml": ".yaml"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's path says: the kind of its record, its id and its language."""

    kind: Kind
    id: str
    language: str


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
