"""The library: every published record of one language by kind and id, and what pages ask across them.

Whatever a page reads is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import field
from datetime import date
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from fingerpost.clinical.face import (
    CITIES,
    CORRECTED,
    DISCUSSED,
    EMBEDS,
    LISTED,
    NAMES,
    PUBLISHED,
    REFERS,
    Face,
    Index,
    Row,
)
from fingerpost.clinical.kinds import KINDS
from fingerpost.clinical.record import Record
from fingerpost.clinical.shelf import Shelf
from fingerpost.engine.reads import Reads
from fingerpost.engine.values import NamedTuple, dataclass

# Each is loaded with the first record of its kind.
if TYPE_CHECKING:
    from fingerpost.clinical.article import Article
    from fingerpost.clinical.citation import Citation
    from fingerpost.clinical.concern import Concern
    from fingerpost.clinical.crisis import CrisisResource
    from fingerpost.clinical.glossary import Term
    from fingerpost.clinical.modality import Modality
    from fingerpost.clinical.page import SitePage, Worksheet
    from fingerpost.clinical.person import Person
    from fingerpost.clinical.place import Place
    from fingerpost.clinical.regulator import Regulator
    from fingerpost.clinical.therapist import Therapist

# Kinds and ids.
Subjects = tuple[tuple[str, str], ...]

_ORDER = {kind.name: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class RelatedModality:
    """A modality as seen from another: the relation's name from that side, and the editor's note."""

    record: Record[Modality]
    type: str
    note: str


class Filed(NamedTuple):
    """A therapist on a list of the directory: by what the list is sorted, and their id."""

    under: str
    id: str


class Group(NamedTuple):
    """Some articles: the age of each by id, the newest first, and their ids."""

    ages: Mapping[str, int]
    ids: frozenset[str]

    @classmethod
    def of(cls, days: Mapping[str, date]) -> Group:
        """The articles of these days, by id."""
        found = sorted((-day.toordinal(), id) for id, day in days.items())
        return cls({id: age for age, id in found}, frozenset(days))


@dataclass(frozen=True)
class Library:
    """All records of one language that are live, as long as nothing changes in them.

    `index` knows more than these; rows of others are passed over.
    """

    shelves: Mapping[str, Shelf[Any]]
    index: Index
    reads: Reads
    # What was found of the index: most keys are asked for by many pages.
    _found: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    _groups: dict[str, Group] = field(default_factory=dict)
    _nearest: dict[tuple[Subjects, int], tuple[str, ...]] = field(default_factory=dict)
    _filed: dict[str, tuple[Filed, ...]] = field(default_factory=dict)

    def get(self, kind: str, id: str) -> Record[Any] | None:
        return self.shelves[kind].get(id)

    @property
    def modalities(self) -> Shelf[Modality]:
        return self.shelves["modality"]

    @property
    def concerns(self) -> Shelf[Concern]:
        return self.shelves["concern"]

    @property
    def articles(self) -> Shelf[Article]:
        return self.shelves["article"]

    @property
    def pages(self) -> Shelf[SitePage]:
        return self.shelves["page"]

    @property
    def worksheets(self) -> Shelf[Worksheet]:
        return self.shelves["worksheet"]

    @property
    def therapists(self) -> Shelf[Therapist]:
        return self.shelves["therapist"]

    @property
    def people(self) -> Shelf[Person]:
        return self.shelves["person"]

    @property
    def regulators(self) -> Shelf[Regulator]:
        return self.shelves["regulator"]

    @property
    def places(self) -> Shelf[Place]:
        return self.shelves["place"]

    @property
    def citations(self) -> Shelf[Citation]:
        return self.shelves["citation"]

    @property
    def crisis(self) -> Shelf[CrisisResource]:
        return self.shelves["crisis"]

    @property
    def terms(self) -> Shelf[Term]:
        return self.shelves["term"]

    def referring(self, kind: str, id: str, by: str | None = None) -> tuple[Record[Any], ...]:
        """Records that name this one in a field or cite it in prose; `by` keeps one kind of them."""
        rows = self._rows(f"{REFERS}:{kind}/{id}")
        return tuple(self.shelves[row.kind][row.id] for row in rows if by in (None, row.kind))

    def naming(self, kind: str, id: str, by: str) -> Set[str]:
        """The ids of the records of the kind `by` that are `referring`. None of them is read."""
        key = f"{REFERS}:{kind}/{id}"
        self.reads.note(key)
        return self.index.ids(key, by) & self.shelves[by].paths.keys()

    def newest_articles(self) -> tuple[str, ...]:
        """The ids of all articles, the newest first. No article is read: another title changes nothing here."""
        self.reads.note(f"{PUBLISHED}:")
        return self._newest_articles

    @cached_property
    def _newest_articles(self) -> tuple[str, ...]:
        # Days sort as they are written, and those of one day stay in the order of their ids.
        rows = sorted(self._rows(f"{PUBLISHED}:"), key=lambda row: row.value, reverse=True)
        return tuple(row.id for row in rows)

    def articles_on(self, subjects: Subjects, most: int) -> tuple[str, ...]:
        """The ids of articles that discuss any of these records: those on the most of them first, then the newest."""
        groups = [self._group(f"{DISCUSSED}:{kind}/{id}") for kind, id in subjects]
        key = subjects, most
        found = self._nearest.get(key)
        if found is None:
            found = self._nearest[key] = nearest(groups, most)
        return found

    def _group(self, key: str) -> Group:
        """The articles under a key of the index."""
        rows = self._rows(key)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group.of({row.id: date.fromisoformat(row.value) for row in rows})
        return group

    def lists(self) -> dict[str, int]:
        """How many therapists are on each list of the directory, by the list's path. Not noted: for the plan alone."""
        here = set(self.therapists.paths.values())
        live = ((path, files) for path, files in self.index.under(LISTED) if self._has_subject(path))
        counts = ((path, sum(each in here for each in files)) for path, files in live)
        return {path: count for path, count in sorted(counts) if count}

    def on_list(self, path: str) -> tuple[Filed, ...]:
        """The therapists on a list of the directory, in its order: nobody where its modality or concern is not here."""
        if not self._has_subject(path):
            return ()
        rows = self._rows(f"{LISTED}:{path}")
        filed = self._filed.get(path)
        if filed is None:
            filed = self._filed[path] = tuple(sorted(Filed(row.value, row.id) for row in rows))
        return filed

    def _has_subject(self, path: str) -> bool:
        """Whether the modality or concern that a list of the directory is named for is here; places always are."""
        way, _, rest = path.partition("/")
        kind = {"with": "modality", "for": "concern"}.get(way)
        return kind is None or rest.partition("/")[0] in self.shelves[kind]

    def cities(self, region: str) -> tuple[str, ...]:
        """The cities of a region in which a therapist has a room, by name."""
        rows = self._rows(f"{CITIES}:{region}")
        return tuple(sorted({city for row in rows for city in row.value.split("\n")}))

    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names of each record that has several."""
        self.reads.note(f"{NAMES}:")
        return self._names

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row.value.split("\n")) for row in self._rows(f"{NAMES}:"))

    def face(self, kind: str, id: str) -> Face:
        """A record from outside. Not noted: for the names of what is kept."""
        return self.index.face(self.shelves[kind].paths[id])

    def outsides(self, kind: str) -> tuple[tuple[str, str], ...]:
        """The id of each record of a kind, and the digest of what others may show of it. Not noted, as above."""
        return tuple((id, self.index.face(path).outside) for id, path in self.shelves[kind].paths.items())

    def embedding(self, host: str) -> int:
        """How many therapists show a video from that host."""
        return len(self._rows(f"{EMBEDS}:{host}"))

    def corrected(self) -> tuple[Record[Any], ...]:
        """Records with corrections."""
        return tuple(self.shelves[row.kind][row.id] for row in self._rows(f"{CORRECTED}:"))

    def related(self, modality_id: str) -> tuple[RelatedModality, ...]:
        """Related modalities, written and inverse, each pair and type once."""
        ids = {modality_id, *self.naming("modality", modality_id, "modality")}
        found: list[RelatedModality] = []
        for record in (self.modalities.get(id) for id in sorted(ids) if id in self.modalities.paths):
            if record is not None:
                found += self._relations(record, modality_id)
        return _once(found)

    def _relations(self, record: Record[Modality], seen_from: str) -> Iterator[RelatedModality]:
        from fingerpost.clinical.modality import INVERSES

        for relation in record.entry.related:
            note = relation.note or ""
            if record.id == seen_from:
                other = self.modalities.get(relation.ref)
                if other is not None:
                    yield RelatedModality(other, relation.type, note)
            elif relation.ref == seen_from:
                yield RelatedModality(record, INVERSES[relation.type], note)

    def _rows(self, key: str) -> tuple[Row, ...]:
        """The rows of records that are here, in the order of kinds and ids."""
        self.reads.note(key)
        found = self._found.get(key)
        if found is None:
            here = (row for row in self.index.rows(key) if self.shelves[row.kind].paths.get(row.id) == row.path)
            # The index gives them by id within each kind.
            found = self._found[key] = tuple(sorted(here, key=lambda row: _ORDER[row.kind]))
        return found


def _once(relations: list[RelatedModality]) -> tuple[RelatedModality, ...]:
    kept: dict[tuple[str, str], RelatedModality] = {}
    for relation in relations:
        kept.setdefault((relation.type, relation.record.id), relation)
    return tuple(kept.values())


def nearest(groups: Sequence[Group], most: int) -> tuple[str, ...]:
    """The ids of articles that are in the most groups, the newest first among equals, then by id."""
    # Few are in two groups, and of all others only the newest of each can be among the nearest: to rank every article
    # of a large site for every page of it would take longer than to write the page.
    often: frozenset[str] = frozenset().union(*(one.ids & other.ids for one, other in combinations(groups, 2)))
    newest = (each for group in groups for each in islice((id for id in group.ages if id not in often), most))

    def rank(id: str) -> tuple[int, int, str]:
        ages = [group.ages[id] for group in groups if id in group.ids]
        return -len(ages), ages[0], id

    return tuple(sorted({*often, *newest}, key=rank)[:most])
