"""What changed documents mean for rows of terms. It knows counts and postings, and no files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.coding import NOWHERE, coded_lengths, compact, reposted, row_text, utf16
from fingerpost.pages.search.counting import FIELDS, Counted, Row
from fingerpost.pages.search.files import TermRow


@dataclass(frozen=True, slots=True)
class Change:
    """Document `number` as it was counted for the index that is there, and as it is now. Its row is as it is now."""

    number: int
    old: Counted
    new: Counted
    row: Row


@dataclass(frozen=True, slots=True)
class Edit:
    """A term in one field of one document: how often it stood there, and how often it does."""

    field: int
    number: int
    old: int
    new: int


Edits = Mapping[str, Sequence[Edit]]  # by term


def edits_of(changes: Iterable[Change]) -> Edits:
    """What the changes do to each term, where they do anything."""
    found: dict[str, list[Edit]] = {}
    for change in changes:
        for field, (old, new) in enumerate(zip(change.old.fields, change.new.fields, strict=True)):
            was, now = old.times(), new.times()
            for term in was | now:
                before, after = was.get(term, 0), now.get(term, 0)
                if before != after:
                    found.setdefault(term, []).append(Edit(field, change.number, before, after))
    return found


def edited(rows: Sequence[TermRow], edits: Edits) -> list[TermRow]:
    """Rows of terms after the edits to them. Raises ValueError where these do not fit what the rows say."""
    found = dict(rows)
    for term, of_term in edits.items():
        row = _edited(json.loads(found[term]) if term in found else _EMPTY, of_term)
        if any(row):
            found[term] = row_text(compact(posting) if posting else NOWHERE for posting in row)
        else:
            del found[term]
    if edits.keys() <= dict(rows).keys():
        return list(found.items())
    return sorted(found.items(), key=lambda row: utf16(row[0]))


_EMPTY: Sequence[Sequence[int]] = ((),) * len(FIELDS)


def _edited(row: Sequence[Sequence[int]], edits: Iterable[Edit]) -> Sequence[Sequence[int]]:
    fields = [field or () for field in row]
    for edit in edits:
        fields[edit.field] = reposted(fields[edit.field], edit.number, edit.old, edit.new)
    return fields


def relengthened(coded: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """Lengths, as `coded_lengths` gives them, with those of the changed documents in place of what they were."""
    fields = [list(lengths) for lengths in coded]
    for change in changes:
        for lengths, old, new in zip(fields, change.old.fields, change.new.fields, strict=True):
            if lengths[change.number] != coded_lengths((old.length,)):
                raise ValueError(f"document {change.number} is not as long as it was said to have been")
            lengths[change.number] = coded_lengths((new.length,))
    return ["".join(lengths) for lengths in fields]
