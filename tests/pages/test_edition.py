"""The edition: who may have what of a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import copy_of, edition_of


def test_what_is_made_once_for_all_is_made_of_a_record_from_outside(tmp_path: Path) -> None:
    edition = edition_of(copy_of("full", tmp_path / "site"))
    record = edition.open("content/therapists/rosa-full.yaml")
    assert record.entry.bio
    assert edition.once(lambda _, each: str(each.entry.name), record) == record.entry.name
    with pytest.raises(RuntimeError, match="bio of Therapist is for the page of the record alone"):
        edition.once(lambda _, each: str(each.entry.bio), record)
