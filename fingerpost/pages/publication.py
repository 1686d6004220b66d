"""Whether a record has a page on a given day: not a draft, not out of its time, and not made up where that is off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fingerpost.clinical.published import Published
from fingerpost.clinical.record import Record
from fingerpost.engine.problems import Problem
from fingerpost.engine.schema import Model, references

# A page cannot stand without these: an article without its author would claim nobody wrote it.
NEEDED = frozenset({"person", "regulator", "citation"})


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published. `drafts` shows drafts and pages out of their time; `samples` made-up records."""

    today: date
    samples: bool
    drafts: bool = False

    def includes(self, record: Record[Model]) -> bool:
        """Whether the record is published."""
        entry = record.entry
        if getattr(entry, "sample", False) is True and not self.samples:
            return False
        return self.drafts or not isinstance(entry, Published) or entry.is_live(self.today)

    def problems(self, records: Sequence[Record[Model]]) -> Iterator[Problem]:
        """Published records that need one that is not."""
        hidden = {(each.kind, each.id) for each in records if not self.includes(each)}
        for record in records:
            if self.includes(record):
                for at, kind, id in references(record.entry):
                    if kind in NEEDED and (kind, id) in hidden:
                        yield Problem(
                            "needs-unpublished",
                            f'{kind} "{id}" is not published, and this page cannot do without',
                            record.marks.value(at),
                            "publish it, or take this page back too; made-up records are left out when "
                            "site_config.yaml says `publish: false`",
                        )
