"""Which documents names that came or went may concern: never one too few."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.engine.cache import Cache
from fingerpost.ledger import Step
from fingerpost.pages.search.counting import Counting, SearchDocument
from fingerpost.pages.search.manifest import Settings
from fingerpost.searching import COUNT, Search

WORDS = (
    "ACT",
    "act",
    "CFT",
    "the",
    "soothing",
    "soothe",
    "self-compassion",
    "self",
    "compassion",
    "l’été",
    "2013",
    "é",
    "of",
)
texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
groups = st.lists(st.lists(names, min_size=2, max_size=4, unique=True).map(tuple), max_size=3)


def search(folder: Path, compatible: bool = False) -> Search:
    return Search(Settings("en", compatible=compatible), b"", Cache(folder))


@given(kept=groups, old=groups, new=groups, title=texts, keywords=texts, body=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_not_named_is_counted_as_before(
    tmp_path: Path,
    kept: list[tuple[str, ...]],
    old: list[tuple[str, ...]],
    new: list[tuple[str, ...]],
    title: str,
    keywords: str,
    body: str,
) -> None:
    document = SearchDocument("x/", title, "", "page", body, keywords)
    found = search(tmp_path)
    before, after = (Counting(found.settings.analyser, [*kept, *each]).count(document) for each in (old, new))
    step = Step((), "", counted=found.cache.keep(COUNT, before.to_bytes()))
    if before != after:
        assert found.naming({"x": step}, [name for group in (*old, *new) for name in group]) == {"x"}


@pytest.fixture
def counted(tmp_path: Path) -> tuple[Search, dict[str, Step]]:
    found = search(tmp_path)
    documents = {text: SearchDocument("x/", text, "", "page") for text in ("a quiet room", "sitting quiet", "a wait")}
    count = Counting(found.settings.analyser).count
    return found, {
        text: Step((), "", counted=found.cache.keep(COUNT, count(each).to_bytes())) for text, each in documents.items()
    }


def test_a_document_has_a_name_whose_terms_are_all_there(counted: tuple[Search, dict[str, Step]]) -> None:
    found, steps = counted
    assert found.naming(steps, ["quiet sits"]) == {"sitting quiet"}
    assert found.naming(steps, ["quiet", "waiting"]) == set(steps)
    assert found.naming(steps, ["of the", "nothing"]) == set()


def test_what_cannot_be_known_is_counted_again(counted: tuple[Search, dict[str, Step]], tmp_path: Path) -> None:
    found, steps = counted
    lost = {**steps, "lost": Step((), "", counted="0" * 64)}
    assert found.naming(lost, ["nothing"]) == {"lost"}
    assert search(tmp_path, compatible=True).naming(steps, ["nothing"]) == set(steps)
