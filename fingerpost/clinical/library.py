"""The library: every record by kind and id, and the indexes that pages ask for.

Built only from records that passed their own checks; what must hold between records is in `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from fingerpost.clinical.article import Article
from fingerpost.clinical.citation import Citation
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.crisis import CrisisResource
from fingerpost.clinical.glossary import Term
from fingerpost.clinical.modality import INVERSES, Modality
from fingerpost.clinical.page import SitePage, Worksheet
from fingerpost.clinical.person import Person
from fingerpost.clinical.record import Record
from fingerpost.clinical.regulator import Regulator
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.schema import Model, references

M = TypeVar("M", bound=Model)
Shelf = Mapping[str, Record[M]]


@dataclass(frozen=True, slots=True)
class RelatedModality:
    """A modality as seen from another: the relation's name from that side, and the editor's note."""

    record: Record[Modality]
    type: str
    note: str


@dataclass(frozen=True)
class Library:
    """All records of one language that are live, by kind and id. Iteration is always in id order."""

    records: Mapping[str, Mapping[str, Record[Model]]]

    def get(self, kind: str, id: str) -> Record[Model] | None:
        return self.records.get(kind, {}).get(id)

    def _shelf(self, kind: str, model: type[M]) -> Shelf[M]:
        return cast("Shelf[M]", self.records.get(kind, {}))

    @property
    def modalities(self) -> Shelf[Modality]:
        return self._shelf("modality", Modality)

    @property
    def concerns(self) -> Shelf[Concern]:
        return self._shelf("concern", Concern)

    @property
    def articles(self) -> Shelf[Article]:
        return self._shelf("article", Article)

    @property
    def pages(self) -> Shelf[SitePage]:
        return self._shelf("page", SitePage)

    @property
    def worksheets(self) -> Shelf[Worksheet]:
        return self._shelf("worksheet", Worksheet)

    @property
    def therapists(self) -> Shelf[Therapist]:
        return self._shelf("therapist", Therapist)

    @property
    def people(self) -> Shelf[Person]:
        return self._shelf("person", Person)

    @property
    def regulators(self) -> Shelf[Regulator]:
        return self._shelf("regulator", Regulator)

    @property
    def citations(self) -> Shelf[Citation]:
        return self._shelf("citation", Citation)

    @property
    def crisis(self) -> Shelf[CrisisResource]:
        return self._shelf("crisis", CrisisResource)

    @property
    def terms(self) -> Shelf[Term]:
        return self._shelf("term", Term)

    def all(self) -> Iterable[Record[Model]]:
        for shelf in self.records.values():
            yield from shelf.values()

    @cached_property
    def _referring(self) -> Mapping[tuple[str, str], tuple[Record[Model], ...]]:
        """Records that refer to a record, by the referred kind and id, each once and in reading order."""
        found: dict[tuple[str, str], dict[str, Record[Model]]] = {}
        for record in self.all():
            targets = [(kind, id) for _, kind, id in references(record.entry)]
            targets += [("citation", mention.key) for mention in record.mentions]
            for target in targets:
                found.setdefault(target, {})[f"{record.kind}/{record.id}"] = record
        return {target: tuple(records.values()) for target, records in found.items()}

    def referring(self, kind: str, id: str, by: str | None = None) -> tuple[Record[Any], ...]:
        """Records that name this one in a field or cite it in prose; `by` keeps one kind of them."""
        found = self._referring.get((kind, id), ())
        return tuple(record for record in found if by is None or record.kind == by)

    @cached_property
    def _relations(self) -> Mapping[str, tuple[RelatedModality, ...]]:
        found: dict[str, list[RelatedModality]] = {id: [] for id in self.modalities}
        for record in self.modalities.values():
            for relation in record.entry.related:
                other = self.modalities.get(relation.ref)
                if other is None:
                    continue
                note = relation.note or ""
                found[record.id].append(RelatedModality(other, relation.type, note))
                found[other.id].append(RelatedModality(record, INVERSES[relation.type], note))
        return {id: _once(relations) for id, relations in found.items()}

    def related(self, modality_id: str) -> tuple[RelatedModality, ...]:
        """Related modalities, written and inverse, each pair and type once."""
        return self._relations.get(modality_id, ())


def _once(relations: list[RelatedModality]) -> tuple[RelatedModality, ...]:
    kept: dict[tuple[str, str], RelatedModality] = {}
    for relation in relations:
        kept.setdefault((relation.type, relation.record.id), relation)
    return tuple(kept.values())
