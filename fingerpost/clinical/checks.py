"""What must hold between records: references resolve, names are unique, wholes hold parts and not themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.record import Record
from fingerpost.engine.problems import Problem, did_you_mean
from fingerpost.engine.schema import Model, proses, references

Records = Sequence[Record[Model]]


def check_records(records: Records, ids: Mapping[str, set[str]], languages: Sequence[str]) -> Iterator[Problem]:
    """Every fault between records, published or not. `ids` are those of all files by kind, sound or not."""
    for record in records:
        yield from _unresolved(record, ids)
        yield from _unknown_languages(record, languages)
    yield from _shared_names(records)
    modalities = {record.id: record for record in records if isinstance(record.entry, Modality)}
    yield from _relations(modalities)  # type: ignore[arg-type]


def _unresolved(record: Record[Model], ids: Mapping[str, set[str]]) -> Iterator[Problem]:
    for location, kind, id in references(record.entry):
        if id not in ids[kind]:
            help = did_you_mean(id, ids[kind]) + _where(kind)
            yield Problem(f"unknown-{kind}", f'{kind} "{id}" does not exist', record.marks.value(location), help)
    for mention in record.mentions:
        if mention.key not in ids["citation"]:
            help = did_you_mean(mention.key, ids["citation"]) + _where("citation")
            yield Problem("unknown-citation", f'citation "{mention.key}" does not exist', mention.span, help)


def _where(kind: str) -> str:
    folder = KIND[kind].folder
    return f"{folder.capitalize()} are the files in content/{folder}/"


def _unknown_languages(record: Record[Model], languages: Sequence[str]) -> Iterator[Problem]:
    for location, prose in proses(record.entry):
        for language in prose.languages:
            if language not in languages:
                yield Problem(
                    "unlisted-language",
                    f'the site has no language "{language}"',
                    record.marks.key((*location, language)),
                    f"site_config.yaml lists {', '.join(languages)}",
                )


def _shared_names(records: Records) -> Iterator[Problem]:
    """A name, or another name, that two modalities, concerns or terms of one language both claim."""
    claimed: dict[tuple[str, str], Record[Model]] = {}
    for record, name, location in _names(records):
        key = (record.language, name.casefold())
        other = claimed.setdefault(key, record)
        if other is not record and location[0] == "also_known_as":
            yield Problem(
                "name-claimed-twice",
                f'"{name}" is a name of {other.path} already',
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


def _relations(modalities: Mapping[str, Record[Modality]]) -> Iterator[Problem]:
    for record in modalities.values():
        for index, relation in enumerate(record.entry.related):
            at = record.marks.value(("related", index, "ref"))
            if relation.ref == record.id:
                yield Problem("related-to-itself", f'"{record.id}" is related to itself', at, "remove the relation")
            elif relation.type == "part-of" and _leads_back(record.id, relation.ref, modalities):
                yield Problem(
                    "part-of-cycle",
                    f'"{relation.ref}" is itself, step by step, part of "{record.id}"',
                    at,
                    "a part cannot hold its whole: remove one of the part-of relations",
                )


def _leads_back(whole: str, part: str, modalities: Mapping[str, Record[Modality]]) -> bool:
    """Whether following part-of from `part` comes to `whole`."""
    seen: set[str] = set()
    ahead = [part]
    while ahead:
        here = ahead.pop()
        if here == whole:
            return True
        if here in seen or here not in modalities:
            continue
        seen.add(here)
        ahead += [relation.ref for relation in modalities[here].entry.related if relation.type == "part-of"]
    return False
