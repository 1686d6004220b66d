"""The page of a college: a few of those it licenses, and the way to all who practise there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fingerpost.engine.reads import Trace
from fingerpost.pages.builders.regulator import regulator_view
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.records import RegulatorView
from tests.building import copy_of, edition_of

COLLEGE = "content/regulators/example-college.yaml"
ROSA = "content/therapists/rosa-full.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of("full", tmp_path / "site")


def planned(root: Path) -> tuple[RegulatorView, Trace]:
    """The college's page as the site has it now, and what was read for it."""
    edition = edition_of(root)
    with edition.reads.recording() as trace:
        return regulator_view(edition, edition.library.regulators["example-college"]), trace


def license_more(root: Path, number: int) -> None:
    rosa = (root / ROSA).read_text("utf-8")
    for each in range(number):
        other = rosa.replace("Full-Example, Rosa", f"Anybody {each}, Rosa")
        (root / f"content/therapists/rosa-{each}.yaml").write_text(other, "utf-8")


def test_a_few_are_all_there_in_the_order_of_the_directory(root: Path) -> None:
    license_more(root, 3)
    view, _ = planned(root)
    urls = [card.url for card in view.therapists]
    assert urls[:4] == [f"/therapists/rosa-{name}/" for name in ("0", "1", "2", "full")]
    assert view.therapists_more is None


def test_of_many_six_are_shown_and_read_and_a_link_leads_to_all_who_practise_there(root: Path) -> None:
    license_more(root, 30)
    college = root / COLLEGE
    text = college.read_text("utf-8")
    view, trace = planned(root)
    assert len(view.therapists) == 6
    assert len([key for key in trace.keys if key.startswith("record:therapist/")]) == 6
    assert view.therapists_more == Link("Therapists", "/therapists/")
    alone = text.replace("  - CA-NS\n", "", 1)
    assert alone != text
    college.write_text(alone, "utf-8")
    assert planned(root)[0].therapists_more == Link("Therapists in Ontario", "/therapists/in/ontario/")


def test_whoever_is_not_listed_is_not_on_it(root: Path) -> None:
    before, _ = planned(root)
    text = (root / ROSA).read_text("utf-8")
    (root / ROSA).write_text(text.replace("consent_to_list: true", "consent_to_list: false"), "utf-8")
    after, _ = planned(root)
    assert {card.url for card in before.therapists} - {card.url for card in after.therapists} == {
        "/therapists/rosa-full/"
    }
