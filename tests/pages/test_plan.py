"""Planning: what a step gives and what it reads do not depend on what was planned before it in the same edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from fingerpost.engine.reads import Trace
from fingerpost.pages.cards import card, link_to
from fingerpost.pages.edition import Edition
from fingerpost.pages.plan import Planned, plan_step, steps
from tests.building import catalogue_of, edition_of

NewEdition = Callable[[], Edition]


@pytest.fixture(scope="module")
def new_edition(full_site: Path) -> NewEdition:
    """Makes editions of the site in which every field is filled, each of which has read nothing yet."""
    catalogue = catalogue_of(full_site)
    return lambda: edition_of(full_site, catalogue)


def planned(edition: Edition, names: Iterable[str]) -> dict[str, tuple[Planned, Trace]]:
    found: dict[str, tuple[Planned, Trace]] = {}
    for name in names:
        with edition.reads.recording() as trace:
            found[name] = plan_step(edition, name), trace
    return found


def test_a_step_gives_and_reads_the_same_whatever_was_planned_before(new_edition: NewEdition) -> None:
    names = [*steps(new_edition())]
    alone = {name: planned(new_edition(), [name])[name] for name in names}
    assert any(trace.until for _, trace in alone.values())
    assert planned(new_edition(), names) == alone
    assert planned(new_edition(), reversed(names)) == alone


def test_what_is_made_once_of_a_record_is_read_by_all_who_ask(new_edition: NewEdition) -> None:
    edition = new_edition()
    waiting = edition.library.therapists["waitlist"]
    first = card(edition, waiting)
    with edition.reads.recording() as trace:
        assert card(edition, waiting) is first
        assert link_to(edition, waiting).title == waiting.name
    assert trace.until is not None, "the day from which a waiting list is no longer vouched for"


def test_a_note_of_the_editors_is_on_one_card_and_not_on_the_others(new_edition: NewEdition) -> None:
    edition = new_edition()
    record = edition.library.modalities["quiet-sitting"]
    assert card(edition, record, "for a while").note == "for a while"
    assert card(edition, record).note == ""
