"""Whether a record has a page on a given day: not a draft, not out of its time, and not made up where that is off."""

from __future__ import annotations

from fingerpost.clinical.face import Face
from fingerpost.engine.reads import Today
from fingerpost.engine.values import dataclass

# A page cannot stand without these: an article without its author would claim nobody wrote it.
NEEDED = frozenset({"person", "regulator", "citation"})


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published. `drafts` shows drafts and pages out of their time; `samples` made-up records."""

    today: Today
    samples: bool
    drafts: bool = False

    def includes(self, face: Face) -> bool:
        """Whether the record is published."""
        if face.sample and not self.samples:
            return False
        return self.drafts or is_live(face, self.today)


def is_live(face: Face, today: Today) -> bool:
    """Neither a draft, nor still to come, nor expired."""
    if face.draft or (face.publish_on and not today.reached(face.publish_on)):
        return False
    return not (face.expires_on and today.reached(face.expires_on))
