"""Parsing: from sources to records and bodies, and from media to pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fingerpost.clinical.kinds import BY_FOLDER, KINDS, Kind
from fingerpost.clinical.record import Mention, Record
from fingerpost.config import Config
from fingerpost.engine.cache import Cache, Tally
from fingerpost.engine.convert import converted
from fingerpost.engine.digest import sha256
from fingerpost.engine.frontmatter import Split, split
from fingerpost.engine.images import ImageFault, measure
from fingerpost.engine.markdown import Body
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.scalars import SLUG
from fingerpost.engine.schema import Model
from fingerpost.engine.sources import MEDIA, RECORDINGS, Folder, Medium, Source
from fingerpost.engine.svg import unsafe_svg
from fingerpost.engine.validation import validate
from fingerpost.engine.yamltree import Tree, parse_yaml
from fingerpost.pages.edition import Picture
from fingerpost.pages.strings import Strings

CONTENT = "content"
SUFFIXES = {"markdown": ".md", "yaml": ".yaml"}


@dataclass(slots=True)
class Parsed:
    """Everything that could be parsed, and what could not.

    `places` are the kind and id of every file that lies where a record does, and `media` the paths of all pictures
    and recordings, sound or not. `recordings` are the URLs of videos and captions.
    """

    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    records: list[Record[Model]] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    recordings: dict[str, str] = field(default_factory=dict)
    published: dict[str, bytes] = field(default_factory=dict)
    media: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ids(self) -> dict[str, set[str]]:
        """The ids of all files, by kind."""
        found: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
        for kind, id in self.places.values():
            found[kind].add(id)
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's path says: the kind of its record, its id and its language."""

    kind: Kind
    id: str
    language: str


def parse(folder: Folder, config: Config, cache: Cache, tally: Tally) -> Parsed:
    """Records and bodies of all sources, and the pictures of all media."""
    parsed = Parsed(media=_media(folder))
    parsed.places.update(_places([problem.span.path for problem in folder.problems], config))
    parsed.places.update(_places([source.path for source in folder.sources], config))
    for source in folder.sources:
        place = place_of(source.path, config)
        if isinstance(place, Place):
            place = (
                _no_original(source.path, place, parsed, config) or _twin(source.path, place, parsed, config) or place
            )
        if isinstance(place, Problem):
            parsed.problems.append(place)
        elif place.kind.form == "markdown":
            _parse_markdown(source, place, cache, tally, parsed)
        else:
            _parse_record(source, place, source.text, 1, parsed)
    for medium in folder.media:
        _parse_medium(medium, config, parsed)
    return parsed


def _media(folder: Folder) -> set[str]:
    """The paths of all media, those that could not be read too."""
    paths = [*(medium.path for medium in folder.media), *(problem.span.path for problem in folder.problems)]
    return {path for path in paths if posixpath.splitext(path)[1].lower() in MEDIA}


def _places(paths: Iterable[str], config: Config) -> dict[str, tuple[str, str]]:
    places = ((path, place_of(path, config)) for path in paths if path.startswith(f"{CONTENT}/"))
    return {path: (place.kind.name, place.id) for path, place in places if isinstance(place, Place)}


def _no_original(path: str, place: Place, parsed: Parsed, config: Config) -> Problem | None:
    """Pages in the first language stand in where a translation is missing, and nothing stands in for them."""
    if place.language == config.language:
        return None
    stem, suffix = f"{CONTENT}/{place.kind.folder}/{place.id}", SUFFIXES[place.kind.form]
    if parsed.places.keys() & {f"{stem}{suffix}", f"{stem}.{config.language}{suffix}"}:
        return None
    message = f"is a translation of {stem}{suffix}, which does not exist"
    return Problem("no-original", message, Span(path), f"write that file first, in the language {config.language}")


def _twin(path: str, place: Place, parsed: Parsed, config: Config) -> Problem | None:
    """`cft.md` and `cft.en.md` are one page where English is the first language; neither may hide the other."""
    plain = f"{CONTENT}/{place.kind.folder}/{place.id}{SUFFIXES[place.kind.form]}"
    if place.language != config.language or path == plain or plain not in parsed.places:
        return None
    message = f"is the same page in the same language as {plain}"
    return Problem("record-twice", message, Span(path), "keep one of the two files, or change the language in its name")


def place_of(path: str, config: Config) -> Place | Problem:
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
    if language and language not in config.languages:
        listed = ", ".join(config.languages)
        return Problem(
            "unlisted-language",
            f'the site has no language "{language}"',
            Span(path),
            f"site_config.yaml lists {listed}; another ending than the language's has no place in a name",
        )
    if not re.fullmatch(SLUG, id, re.ASCII) or (dot and not language):
        help = "name the file in small letters, digits and single hyphens"
        return Problem("bad-id", f"{quoted(id if language else stem)} cannot be the id of a record", Span(path), help)
    return Place(kind, id, language or config.language)


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


def _parse_markdown(source: Source, place: Place, cache: Cache, tally: Tally, parsed: Parsed) -> None:
    parts = split(source.path, source.text)
    if isinstance(parts, Problem):
        parsed.problems.append(parts)
        return
    labels = Strings.of(place.language).body_labels
    conversion = converted(cache, tally, source.path, parts.body, parts.body_line, labels)
    parsed.problems += conversion.problems
    parsed.bodies[source.path] = conversion.body
    _parse_record(source, place, parts.yaml, 2, parsed, parts)


def _parse_record(
    source: Source, place: Place, yaml: str, first_line: int, parsed: Parsed, parts: Split | None = None
) -> None:
    tree = parse_yaml(source.path, yaml, first_line)
    if not isinstance(tree, Tree):
        parsed.problems += tree
        return
    entry = validate(tree, place.kind.model)
    if not isinstance(entry, Model):
        parsed.problems += entry
        return
    body = parsed.bodies.get(source.path)
    mentions = [
        Mention(key, span)
        for cite in (body.cites if body else ())
        for key, span in zip(cite.keys, cite.spans, strict=True)
    ]
    signed = text_digest(entry, parts.body) if parts else ""
    parsed.records.append(
        Record(place.kind.name, place.id, place.language, source.path, entry, tree.marks, tuple(mentions), signed)
    )


def text_digest(entry: Model, body: str) -> str:
    """What a clinical review signs: the title, the summary and the text, whatever white space ends its lines."""
    blurb = getattr(entry, "summary", None) or getattr(entry, "dek", "")
    lines = [getattr(entry, "title", ""), str(blurb), *(line.rstrip() for line in body.strip().split("\n"))]
    return sha256("\n".join(lines).encode())


def _parse_medium(medium: Medium, config: Config, parsed: Parsed) -> None:
    if posixpath.splitext(medium.path)[1].lower() in RECORDINGS:
        output = _output("recordings", medium)
        parsed.recordings[medium.path] = f"{config.base_path}{output}"
        parsed.published[output] = medium.content
    else:
        _parse_picture(medium, config, parsed)


def _output(folder: str, medium: Medium) -> str:
    """Where a medium goes: its name, and the beginning of its digest, so that it may be kept for ever."""
    stem, suffix = posixpath.splitext(posixpath.basename(medium.path))
    # Addresses say the same everywhere only in plain letters, and file systems end names at 255 bytes.
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem)[:60]
    return f"assets/{folder}/{plain}-{medium.digest[:10]}{suffix.lower()}"


def _parse_picture(medium: Medium, config: Config, parsed: Parsed) -> None:
    size = measure(medium.content)
    if isinstance(size, ImageFault):
        parsed.problems.append(
            Problem(
                "bad-picture", f"this picture {size.reason}", Span(medium.path), "save it again, or take another copy"
            )
        )
        return
    unsafe = unsafe_svg(medium.content) if size.format == "svg" else None
    if unsafe:
        help = "save the drawing as plain SVG: no scripts, no links, nothing from outside"
        parsed.problems.append(Problem("unsafe-svg", f"this drawing holds {unsafe}", Span(medium.path), help))
        return
    output = _output("images", medium)
    parsed.pictures[medium.path] = Picture(f"{config.base_path}{output}", size.width, size.height)
    parsed.published[output] = medium.content
