"""The directory's file between two builds: what is kept of it, and what makes a share of it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.reads import Trace
from fingerpost.pages.builders import facets
from fingerpost.pages.builders.directory_data import directory_data
from fingerpost.pages.edition import Edition
from fingerpost.pages.therapists import therapist_card
from fingerpost.pages.views.directory import TherapistCard
from tests.building import TODAY, copy_of, edition_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of("full", tmp_path / "site")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of those whose rows were made, and not taken from the cache."""
    ids: list[str] = []

    def noted(edition: Edition, id: str) -> TherapistCard:
        ids.append(id)
        return therapist_card(edition, id)

    monkeypatch.setattr("fingerpost.pages.builders.directory_rows.therapist_card", noted)
    return ids


def data_of(root: Path, day: str = TODAY, cached: bool = True) -> tuple[dict[str, Any], Trace]:
    """What the file says of the site as it is now, and what was read for it."""
    edition = edition_of(root, today=day, cache=".cache" if cached else ".none")
    with edition.reads.recording() as trace:
        data = directory_data(edition)
    edition.cache.flush()
    return data, trace


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_is_kept_says_the_same_and_was_read_for_the_same(root: Path, made: list[str]) -> None:
    first = data_of(root)
    everybody = sorted(first[0]["cards"]["id"])
    assert sorted(made) == everybody
    assert data_of(root) == first
    assert sorted(made) == everybody
    assert data_of(root, cached=False) == first


def test_the_file_is_read_for_all_that_its_cards_are(root: Path) -> None:
    data, trace = data_of(root)
    _, again = data_of(root)
    edition = edition_of(root)
    with edition.reads.recording() as cards:
        for id in data["cards"]["id"]:
            therapist_card(edition, id)
    assert "record:regulator/example-college" in cards.keys <= trace.keys
    assert cards.until is not None
    assert cards.until == trace.until == again.until


def test_an_edit_to_one_makes_their_share_anew_and_no_other(root: Path, made: list[str]) -> None:
    before, _ = data_of(root)
    made.clear()
    edit(root / "content/therapists/stale.yaml", "summary: Made up.", "summary: Made up anew.")
    after, _ = data_of(root)
    assert "stale" in made
    assert len(made) < len(before["cards"]["id"])
    assert after["cards"]["summary"][after["cards"]["id"].index("stale")] == "Made up anew."
    assert after == data_of(root, cached=False)[0]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("concerns/impatience.md", "title: Impatience", "title: Haste"),
        ("regulators/example-college.yaml", "short_name: ", "short_name: New "),
        ("modalities/quiet-sitting.md", "title: ", "title: Very "),
        ("therapists/images/rosa.svg", "<svg ", '<svg id="other" '),
        ("therapists/rosa-full.yaml", "expires_on: 2027-03-31", "expires_on: 2026-11-20"),
        ("places/nova-scotia.yaml", "  - CA-NB", "  - CA-PE"),
    ],
)
def test_what_others_say_shows_at_once(root: Path, file: str, old: str, new: str) -> None:
    before, _ = data_of(root)
    edit(root / "content" / file, old, new)
    after, trace = data_of(root)
    assert (after, trace) == data_of(root, cached=False)
    assert after != before


def test_another_day_is_another_answer(root: Path) -> None:
    rooms = {day: data_of(root, day)[0]["cards"]["roomLabel"] for day in ("2026-11-21", "2027-11-21", "2026-11-21")}
    assert rooms["2026-11-21"] != rooms["2027-11-21"]
    assert data_of(root, "2026-11-21") == data_of(root, "2026-11-21", cached=False)


def test_what_is_made_of_more_than_the_key_tells_is_not_kept(
    root: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def places(edition: Edition, _: Therapist) -> Any:
        yield from ((each.id, each.name, "") for each in edition.library.places.every())

    monkeypatch.setitem(facets.FACETS, "place", facets.Facet("Place", places))
    data_of(root)
    once = sorted(made)
    data_of(root)
    assert sorted(made) == sorted([*once, *once])
