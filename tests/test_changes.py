"""What changed, as the keys that steps note: no more than what somebody can see, and nothing less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fingerpost.changes import changed_keys, changed_media, names_of
from fingerpost.clinical.face import Face
from fingerpost.media import MediumReading

PATH = "content/concerns/grief.md"
GRIEF = Face(
    *("concern", "grief", "en", PATH, "front", "outside", "body", "signed"),
    entries=(("refers:modality/cft", "field"), ("links:x", "")),
)
OWN = {"own:concern/grief"}
RECORD = {*OWN, "record:concern/grief", "shelf:concern"}
BODY = {f"body:{PATH}"}
ENTRIES = {"refers:modality/cft", "links:x"}
PLACE = {f"place:{PATH}"}


def keys(old: Face | None, new: Face | None, shown: bool = True, placed: bool | None = None) -> set[str]:
    before, now = ({PATH: face} if face else {} for face in (old, new))
    stands = new is not None if placed is None else placed
    return changed_keys([PATH], before, now, lambda _: shown, lambda _: stands)


def test_nothing_that_changed_is_no_key() -> None:
    assert keys(GRIEF, GRIEF) == set()


def test_a_new_record_is_all_that_it_holds_and_a_place() -> None:
    assert keys(None, GRIEF) == RECORD | BODY | ENTRIES | PLACE


def test_a_record_that_is_gone_is_all_that_it_held_and_a_place() -> None:
    assert keys(GRIEF, None) == RECORD | BODY | ENTRIES | PLACE


def test_an_edited_text_is_the_text_alone() -> None:
    assert keys(GRIEF, GRIEF._replace(body="other", signed="other")) == BODY
    assert keys(GRIEF, GRIEF._replace(body="other")) == BODY


def test_a_title_is_the_record_and_what_a_review_signs() -> None:
    assert keys(GRIEF, GRIEF._replace(front="other", outside="other", signed="other")) == RECORD | BODY
    assert keys(GRIEF, GRIEF._replace(front="other", outside="other")) == RECORD


def test_a_field_that_no_other_page_may_show_concerns_the_page_of_the_record_alone() -> None:
    assert keys(GRIEF, GRIEF._replace(front="other")) == OWN


def test_an_entry_that_came_went_or_has_another_value_is_its_key() -> None:
    kept = ("links:x", "")
    assert keys(GRIEF, GRIEF._replace(entries=(kept,))) == {"refers:modality/cft"}
    assert keys(GRIEF, GRIEF._replace(entries=(*GRIEF.entries, ("corrected:", "")))) == {"corrected:"}
    assert keys(GRIEF, GRIEF._replace(entries=(kept, ("refers:modality/cft", "text")))) == {"refers:modality/cft"}


def test_what_is_not_shown_changes_nothing_for_readers() -> None:
    assert keys(GRIEF, GRIEF._replace(front="other", body="other"), shown=False) == set()
    assert keys(None, GRIEF, shown=False) == PLACE


def test_a_record_that_is_shown_from_now_on_is_new_at_a_known_place() -> None:
    hidden = GRIEF._replace(draft=True)
    before, now = {PATH: hidden}, {PATH: GRIEF}
    found = changed_keys([PATH], before, now, lambda face: not face.draft, lambda _: True)
    assert found == RECORD | BODY | ENTRIES


def test_a_file_without_a_record_still_has_its_place() -> None:
    assert keys(None, None, placed=True) == PLACE
    assert keys(GRIEF, None, placed=True) == RECORD | BODY | ENTRIES


def test_only_the_paths_that_were_named_are_looked_at() -> None:
    assert changed_keys([], {PATH: GRIEF}, {}, lambda _: True, lambda _: False) == set()


CHAIR = MediumReading("content/concerns/chair.svg", "digest", "assets/images/chair-digest.svg", 3, 2)


@pytest.mark.parametrize(
    ("before", "now"),
    [(None, CHAIR), (CHAIR, None), (CHAIR, replace(CHAIR, digest="other")), (CHAIR, replace(CHAIR, width=4))],
)
def test_a_picture_that_is_new_gone_or_different_is_a_key(
    before: MediumReading | None, now: MediumReading | None
) -> None:
    old, new = ({CHAIR.path: each} if each else {} for each in (before, now))
    assert set(changed_media(old, new)) == {f"picture:{CHAIR.path}", f"recording:{CHAIR.path}"}


def test_a_picture_that_stayed_is_none() -> None:
    assert set(changed_media({CHAIR.path: CHAIR}, {CHAIR.path: CHAIR})) == set()


def test_the_names_of_a_record_are_those_of_all_its_files_before_and_now() -> None:
    old = GRIEF._replace(entries=(("names:", "Grief\nmourning"), ("links:x", "")))
    new = GRIEF._replace(entries=(("names:", "Grief\nsorrow"),))
    french = GRIEF._replace(path="content/concerns/grief.fr.md", entries=(("names:", "Deuil\nperte"),))
    other = GRIEF._replace(id="other", path="o", entries=(("names:", "Other\nanother"),))
    before, now = ({face.path: face for face in faces} for faces in ((old, french, other), (new, french, other)))
    assert names_of([PATH], before, now) == {"Grief", "mourning", "sorrow", "Deuil", "perte"}
    assert names_of([PATH], {}, {}) == set()
