"""What must hold between records: references resolve, names are unique, wholes hold parts and not themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from fingerpost.clinical.directory import SLUGS
from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.record import Mention, Record
from fingerpost.clinical.regions import REGIONS
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.schema import Model, references

if TYPE_CHECKING:
    from fingerpost.clinical.modality import Modality
    from fingerpost.clinical.place import Place

Records = Sequence[Record[Model]]
Ids = Mapping[str, Set[str]]


def unresolved(record: Record[Model], mentions: Iterable[Mention], ids: Ids) -> Iterator[Problem]:
    """References to what does not exist. `ids` are those of all files by kind, sound or not."""
    for location, kind, id in references(record.entry):
        if id not in ids[kind]:
            yield unknown_record(kind, id, ids, record.marks.value(location))
    for mention in mentions:
        if mention.key not in ids["citation"]:
            yield unknown_record("citation", mention.key, ids, mention.span)


_NAMES = {"crisis": "crisis line", "term": "glossary term"}


def unknown_record(kind: str, id: str, ids: Ids, span: Span) -> Problem:
    """A reference to a record that does not exist."""
    help = f"{did_you_mean(id, ids[kind])}The ids are the names of the files in content/{KIND[kind].folder}/"
    return Problem(f"unknown-{kind}", f"{_NAMES.get(kind, kind)} {quoted(id)} does not exist", span, help)


def shared_names(records: Records) -> Iterator[Problem]:
    """A name, or another name, that two modalities or concerns of one language both claim."""
    claimed: dict[tuple[str, str], Record[Model]] = {}
    for record, name, location in _names(records):
        key = (record.language, name.casefold())
        other = claimed.setdefault(key, record)
        if other is not record and location[0] == "also_known_as":
            yield Problem(
                "name-claimed-twice",
                f"{quoted(name)} is a name of {other.path} already",
                record.marks.value(location),
                "a name leads to one page: keep it in one of the two files",
            )


def _names(records: Records) -> Iterable[tuple[Record[Model], str, tuple[str | int, ...]]]:
    named = [record for record in records if record.kind in ("modality", "concern")]
    for record in named:
        yield record, record.name, ("title",)
    for record in named:
        for index, name in enumerate(getattr(record.entry, "also_known_as", ())):
            yield record, name, ("also_known_as", index)


def false_relations(modalities: Sequence[Record[Modality]]) -> Iterator[Problem]:
    """Modalities related to themselves, and parts that hold their wholes. `modalities` are all of them."""
    parts = _parts(modalities)
    for record in modalities:
        for index, relation in enumerate(record.entry.related):
            at = ("related", index, "ref")
            if relation.ref == record.id:
                message = f'"{record.id}" is related to itself'
                yield Problem("related-to-itself", message, record.marks.value(at), "remove the relation")
            elif relation.type == "part-of" and record.id == min(_way(relation.ref, record.id, parts), default=""):
                yield Problem(
                    "part-of-cycle",
                    f'"{relation.ref}" is itself, step by step, part of "{record.id}"',
                    record.marks.value(at),
                    "a part cannot hold its whole: remove one of the part-of relations",
                )


def misnamed_place(record: Record[Place]) -> Iterator[Problem]:
    """A place whose file is not named for its region, by which it is looked up."""
    id = SLUGS[record.entry.region]
    if record.id != id:
        yield Problem(
            "place-misnamed",
            f"the record of {REGIONS[record.entry.region]} is called {quoted(record.id)}",
            record.marks.value(("region",)),
            f"rename the file to {id}.yaml, or correct the region: each has one record",
        )


def _parts(modalities: Iterable[Record[Modality]]) -> Mapping[str, tuple[str, ...]]:
    """What each modality is part of."""
    return {
        record.id: tuple(each.ref for each in record.entry.related if each.type == "part-of") for record in modalities
    }


def _way(start: str, end: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The modalities on a shortest way along part-of from `start` to `end`, both of them in it; () without a way."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    ahead = [start]
    for here in ahead:
        if here == end:
            return ways[here]
        for whole in parts.get(here, ()):
            if whole not in ways:
                ways[whole] = (*ways[here], whole)
                ahead.append(whole)
    return ()
