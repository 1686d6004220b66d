from __future__ import annotations

from pathlib import Path

import pytest

from fingerpost.engine import references
from fingerpost.engine.bibliography import Name, Pattern, Shape, Work, apa_text, reference_html, reference_pattern
from fingerpost.engine.cache import Cache
from fingerpost.engine.references import References

WORK = Work("doe2020", "book", (Name("Doe", "Jane"),), 2020, "On being kind", publisher="Press")
ALIKE = Work("roe2021", "book", (Name("Roe", "Richard"),), 2021, "On being just", publisher="House")


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[Shape]:
    """The shapes of which citeproc was asked."""
    shapes: list[Shape] = []

    def learn(shape: Shape) -> Pattern:
        shapes.append(shape)
        return reference_pattern(shape)

    monkeypatch.setattr(references, "reference_pattern", learn)
    return shapes


def test_a_reference_is_what_the_bibliography_writes(tmp_path: Path) -> None:
    found = References(Cache(tmp_path))
    assert found.html(WORK, "b") == reference_html(WORK, "b")
    assert found.text(WORK, "b") == apa_text(WORK, "b")


def test_works_alike_are_written_from_one_pattern(tmp_path: Path, learned: list[Shape]) -> None:
    found = References(Cache(tmp_path))
    found.html(WORK)
    asked = len(learned)
    assert found.text(ALIKE) == "Roe, R. (2021). On being just. House."
    assert asked == len(learned) > 0


def test_a_later_build_asks_citeproc_for_nothing(tmp_path: Path, learned: list[Shape]) -> None:
    cache = Cache(tmp_path)
    References(cache).text(WORK)
    cache.flush()
    learned.clear()
    assert References(Cache(tmp_path)).text(ALIKE) == "Roe, R. (2021). On being just. House."
    assert not learned


def test_another_work_of_the_same_id_has_its_own_reference(tmp_path: Path) -> None:
    found = References(Cache(tmp_path))
    other = Work("doe2020", "book", (Name("Doe", "Jane"),), 2020, "On being strict", publisher="Press")
    assert "kind" in found.html(WORK)
    assert "strict" in found.html(other)


def test_what_was_warmed_up_is_in_the_cache(tmp_path: Path, learned: list[Shape]) -> None:
    cache = Cache(tmp_path)
    References(cache).warm()
    asked = len(learned)
    References(cache).warm()
    assert asked == len(learned) > 0
