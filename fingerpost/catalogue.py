"""The catalogue: what is known of every content file, brought up to date file by file.

Keeps faces, places and sizes, which are small. Records are opened as their files are read, or when somebody asks for
them; bodies only then.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any

from fingerpost.clinical.face import LISTED, PORTRAYS, SHOWS, Face, Index
from fingerpost.clinical.kinds import KIND, KINDS
from fingerpost.clinical.record import Record
from fingerpost.engine.digest import sha256
from fingerpost.engine.frontmatter import FileMarks
from fingerpost.engine.markdown import Body
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.refusal import Refusal
from fingerpost.engine.sources import MEDIA, Scan, read_file
from fingerpost.engine.stamps import Stamp, is_settled, stamp_of
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Ledger
from fingerpost.media import PORTRAITS, MediumReading, portrait_bytes, read_medium
from fingerpost.naming import CONTENT, SUFFIXES, place_of
from fingerpost.pages.picture import Copy, Picture
from fingerpost.reading import RECORD, Reader, Reading, entry_from

_MOST_BODIES = 200
# Of a larger site the rest are opened where they are asked for, each by the copies of the process that need it: to open
# all of them here takes a tenth more memory.
_MOST_OPENED = 4_000
_EVERYBODY = f"{LISTED}:"


@dataclass(slots=True)
class Catalogue:
    """Everything known of the files under `content/`, by path from the root.

    `stamps` are those of all files, sound or not; `faces` the sound records; `places` the kind and id of every file
    that lies where a record does.
    """

    reader: Reader
    base_path: str
    faces: dict[str, Face] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    media: dict[str, MediumReading] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    pictures: dict[str, Picture] = field(default_factory=dict)
    recordings: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    scanned: int = 0
    _records: dict[str, Record[Any]] = field(default_factory=dict)
    _bodies: dict[str, Body] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: Reader, base_path: str, ledger: Ledger) -> Catalogue:
        """What an earlier build knew."""
        known = cls(reader, base_path, problems=dict(ledger.problems), faces=dict(ledger.faces))
        known.stamps, known.digests, known.scanned = dict(ledger.stamps), dict(ledger.digests), ledger.scanned
        known.index.add(known.faces.values())
        for path in known.digests:
            face = known.faces.get(path)
            if face is None:
                known.place(path)
            else:
                known.places[path] = face.kind, face.id
        for medium in ledger.media.values():
            known._take_medium(medium)
        return known

    def differences(self, scan: Scan, started: int) -> tuple[list[str], list[str]]:
        """The paths of files to read, and of files that are gone. `started`: when the scan began, in nanoseconds."""
        self.names = scan.names
        changed = [path for path, stamp in scan.stamps.items() if not self._is_as_before(path, stamp)]
        gone = [path for path in self.digests if path not in scan.stamps]
        self.stamps, self.scanned = scan.stamps, started
        return changed, gone

    def edits(self, paths: Iterable[str]) -> list[str] | None:
        """Those of a few files, which somebody saw change, that hold something new. None: not all of them are known.

        The others are taken to be as they were. The next look at all of them finds what was overlooked.
        """
        found: list[str] = []
        for path in paths:
            stamp = stamp_of(self.file(path))
            if path not in self.digests or stamp is None or not stat.S_ISREG(stamp[4]):
                return None
            if not self._is_as_before(path, stamp):
                found.append(path)
                self.stamps[path] = stamp
        return found

    def _is_as_before(self, path: str, stamp: Stamp) -> bool:
        """By its stamp if that can be trusted; a file as young as the last look at it is read, as git does."""
        if path not in self.digests:
            return False
        if self.stamps.get(path) == stamp and is_settled(stamp, self.scanned):
            return True
        try:
            return sha256(read_file(self.file(path))) == self.digests[path]
        except OSError:
            return False

    def read_each(self, paths: Sequence[str]) -> list[Reading | MediumReading]:
        """What each of the files holds now."""
        texts = [path for path in paths if not path.lower().endswith(MEDIA)]
        readings = self.reader.read_each((path, self.file(path), self.faces.get(path)) for path in texts)
        found = dict(zip(texts, readings, strict=True))
        cache = self.reader.cache
        return [found[path] if path in found else read_medium(path, self.file(path), cache) for path in paths]

    def kind_of(self, path: str) -> str:
        """The kind of record that lies at `path`, '' where none does."""
        return self.places[path][0] if path in self.places else ""

    def file(self, path: str) -> Path:
        """The file at `path`."""
        return self.reader.root / self.names.get(path, path)

    def place(self, path: str) -> None:
        """A file stands at `path`; what is in it is another matter."""
        if not path.lower().endswith(MEDIA):
            place = place_of(path, self.reader.languages)
            if not isinstance(place, Problem):
                self.places[path] = (place.kind.name, place.id)

    def take(self, reading: Reading | MediumReading) -> None:
        """Replace what was known of the file by what was read."""
        path = intern(reading.path)
        self._forget(path)
        self.digests[path] = reading.digest
        if reading.problems:
            self.problems[path] = reading.problems
        if isinstance(reading, MediumReading):
            self._take_medium(reading)
        elif reading.face is not None:
            self.faces[path] = face = shared(reading.face, path)
            self.index.add((face,))
            if len(self._records) < _MOST_OPENED:
                # Its page will ask for it, wherever that is made: in each of several copies of this process, or here.
                self._records[path] = self._open(face)

    def remove(self, path: str) -> None:
        """The file is gone."""
        self._forget(path)
        for known in (self.places, self.digests):
            known.pop(path, None)

    def _take_medium(self, medium: MediumReading) -> None:
        self.media[medium.path] = medium
        url = f"{self.base_path}{medium.output}"
        if medium.is_recording:
            self.recordings[medium.path] = url
        elif medium.sound:
            self.pictures[medium.path] = Picture(url, medium.width, medium.height, self._copies(medium))

    def _copies(self, medium: MediumReading) -> tuple[Copy, ...]:
        return tuple(Copy(f"{self.base_path}{each.output}", each.side, each.form) for each in medium.portraits)

    def _forget(self, path: str) -> None:
        self.problems.pop(path, None)
        face = self.faces.pop(path, None)
        if face is not None:
            self.index.remove(face)
        for known in (self._records, self._bodies, self.media, self.pictures, self.recordings):
            known.pop(path, None)

    def record(self, path: str) -> Record[Any]:
        """The record of a sound file."""
        known = self._records.get(path)
        if known is None:
            known = self._records[path] = self._open(self.faces[path])
        return known

    def _open(self, face: Face) -> Record[Any]:
        content = self.reader.cache.read(RECORD, face.stored)
        return self._of(face, self._read_again(face) if content is None else content)

    def _of(self, face: Face, content: bytes) -> Record[Any]:
        entry = entry_from(KIND[face.kind], content)
        marks = FileMarks(face.path, "", file=self.file(face.path))
        return Record(face.kind, face.id, face.language, face.path, entry, marks)

    def _read_again(self, face: Face) -> bytes:
        """What the cache should have held. Raises FileChanged when the file is another by now."""
        reading = self.reader.read(face.path, self.file(face.path))
        content = self.reader.cache.read(RECORD, face.stored)
        if reading.face != face or content is None:
            raise FileChanged(face.path)
        return content

    def body(self, path: str) -> Body | None:
        """The converted prose of a sound Markdown file."""
        known = self._bodies.get(path)
        if known is None:
            face = self.faces.get(path)
            if face is None or not face.body:
                return None
            known = self.reader.body(path, self.file(path), face.body)
            if known is None:
                raise FileChanged(path)
            if len(self._bodies) >= _MOST_BODIES:
                self._bodies.clear()
            self._bodies[path] = known
        return known

    @property
    def ids(self) -> Mapping[str, set[str]]:
        """The ids of all files by kind, sound or not."""
        found: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
        for kind, id in self.places.values():
            found[kind].add(id)
        return found

    def misfits(self, language: str) -> Iterator[Problem]:
        """Translations of nothing, and files that are one page in one language. `language` is the site's first."""
        for path, (kind, id) in sorted(self.places.items()):
            stem = f"{CONTENT}/{KIND[kind].folder}/{id}"
            plain = f"{stem}{SUFFIXES[KIND[kind].form]}"
            if path != plain:
                yield from self._misfit(path, stem, plain, language)

    def _misfit(self, path: str, stem: str, plain: str, language: str) -> Iterable[Problem]:
        own = path.removeprefix(f"{stem}.").partition(".")[0]
        first = plain.replace(stem, f"{stem}.{language}", 1)
        if own == language and plain in self.places:
            message = f"is the same page in the same language as {plain}"
            help = "keep one of the two files, or change the language in its name"
            return (Problem("record-twice", message, Span(path), help),)
        if own != language and not self.places.keys() & {plain, first}:
            message = f"is a translation of {plain}, which does not exist"
            help = f"write that file first, in the language {language}"
            return (Problem("no-original", message, Span(path), help),)
        return ()

    def outputs(self) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Path in the output, digest and a way to the content, for all media."""
        for path, medium in self.media.items():
            if not medium.sound:
                continue
            portrayed = self._shown(PORTRAYS, path)
            if not path.startswith(PORTRAITS) or self._shown(SHOWS, path) or (portrayed and not medium.portraits):
                yield medium.output, medium.digest, partial(self._had, path, read_file)
            for each in medium.portraits if portrayed else ():
                load = partial(portrait_bytes, each, cache=self.reader.cache)
                yield each.output, each.digest, partial(self._had, path, load)

    def _had(self, path: str, load: Callable[[Path], bytes]) -> bytes:
        """What is made of a medium. Raises FileChanged when that is gone."""
        try:
            return load(self.file(path))
        except OSError as error:
            raise FileChanged(path) from error

    def _shown(self, how: str, path: str) -> bool:
        """Whether a page shows a medium in this way. A therapist who is not listed has none."""
        faces = (self.faces[row.path] for row in self.index.rows(f"{how}:{path}"))
        return any(face.kind != "therapist" or any(key == _EVERYBODY for key, _ in face.entries) for face in faces)


def shared(face: Face, path: str) -> Face:
    """The face with one object for each of its texts that others have too: the ledger holds each object once."""
    entries = tuple((intern(key), intern(value)) for key, value in face.entries)
    return face._replace(path=path, kind=intern(face.kind), language=intern(face.language), entries=entries)


class FileChanged(Refusal):
    """A file was changed while the site was being built."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed during the build. Build again.")
