"""Faces: what the rest of a site can know of a record without opening it, and the index over all of them.

A face changes when something that others may show or check changes; an edit to the words of a text leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date

from fingerpost.engine.values import NamedTuple, dataclass

# Index entries are (key, value). The keys:
REFERS = "refers"  # refers:kind/id       names that record, in a field ("field") or in its prose ("text")
PUBLISHED = "published"  # published:           an article, and its day
DISCUSSED = "discussed"  # discussed:kind/id    an article on it, and the article's day
LINKS = "links"  # links:path           its prose links to that file
SHOWS = "shows"  # shows:path           uses that picture or recording
PORTRAYS = "portrays"  # portrays:path        shows that picture as the photo of a person
NAMED = "named"  # named:language/name  bears that name, as its "title" or as one of its "others"
NAMES = "names"  # names:               has other names, and all its names, one to a line
MOVED = "moved"  # moved:address        was once at that address, given from the base path on
CORRECTED = "corrected"  # corrected:           has corrections
LISTED = "listed"  # listed:path          a therapist on that list of the directory, and what to sort them by
VERIFIED = "verified"  # verified:            has verified licences, and the days on which they were, the earliest first
SAID = "said"  # said:                says that something was so on a day, and the last such day
EMBEDS = "embeds"  # embeds:host         shows a video from that host, after a press
CITIES = "cities"  # cities:region        has a room in that region, and its cities, one to a line

Entry = tuple[str, str]


class Face(NamedTuple):
    """One record from outside.

    `front` is the digest of the YAML, `outside` that of the fields which other pages may show, `body` the key of the
    converted prose ('' without prose), `signed` what a review signs, and `stored` the key of the record as JSON.
    `anchors` are the ids of its headings, `fragments` the (path, anchor) pairs that its prose links to.
    """

    kind: str
    id: str
    language: str
    path: str
    front: str
    outside: str = ""
    body: str = ""
    stored: str = ""
    signed: str = ""
    sample: bool = False
    draft: bool = False
    publish_on: date | None = None
    expires_on: date | None = None
    anchors: tuple[str, ...] = ()
    fragments: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def name(self) -> str:
        """Its kind and id."""
        return f"{self.kind}/{self.id}"


class Row(NamedTuple):
    """A record under one key of the index."""

    kind: str
    id: str
    path: str
    value: str


@dataclass(slots=True)
class Index:
    """Which records stand under a key. Rows come in the order of kind and id, whatever order they were added in."""

    _faces: dict[str, Face] = field(default_factory=dict)
    # The values by key and by path.
    _values: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, faces: Iterable[Face]) -> None:
        known = self._values
        for face in faces:
            path = face.path
            self._faces[path] = face
            for key, value in face.entries:
                if key in known:
                    known[key][path] = value
                else:
                    known[key] = {path: value}

    def remove(self, face: Face) -> None:
        self._faces.pop(face.path, None)
        for key, _ in face.entries:
            values = self._values.get(key, {})
            values.pop(face.path, None)
            if not values:
                self._values.pop(key, None)

    def face(self, path: str) -> Face:
        """The face of the record in a file that is there."""
        return self._faces[path]

    def under(self, what: str) -> Iterator[tuple[str, Iterable[str]]]:
        """The rest of each key that begins with `what`, and the files of the records under it."""
        start = f"{what}:"
        for key, values in self._values.items():
            if key.startswith(start):
                yield key.removeprefix(start), values

    def rows(self, key: str) -> list[Row]:
        found = ((self._faces[path], value) for path, value in self._values.get(key, {}).items())
        return sorted(Row(face.kind, face.id, face.path, value) for face, value in found)

    def ids(self, key: str, kind: str) -> set[str]:
        """The ids of the records of one kind under a key."""
        found = (self._faces[path] for path in self._values.get(key, ()))
        return {face.id for face in found if face.kind == kind}

    def paths(self, keys: Iterable[str]) -> Iterator[str]:
        """The files of all records under any of the keys."""
        for key in keys:
            yield from self._values.get(key, ())
