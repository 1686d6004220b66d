"""The numbers: kept as they were, ratios of medians, and pages and drawings that follow from them alone."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.plots import comparison, growth
from bench.results import Builds, Results, Served, Size, as_json, from_json, load, save
from bench.tables import page
from bench.timing import Run


def builds(*walls: float) -> Builds:
    """A contestant with the same times for every kind, except that builds again take a tenth."""
    found = Builds("1.2")
    for wall in walls:
        for kind, share in (("cold", 1.0), ("again", 0.1), ("edit", 0.1), ("title", 0.1)):
            found.add(kind, Run(round(wall * share, 3), round(wall * share / 2, 3), 100.5))
    return found


@pytest.fixture
def results() -> Results:
    found = Results({"processor": "2 cores of a made-up machine"})
    size = found.size(1000, 500, 2085)
    size.builds = {
        "Fingerpost": builds(2.0, 3.0, 10.0),
        "Hugo": builds(1.5, 1.5, 1.5),
        "Hugo + Lunr": builds(6.0),
        "Jekyll": Builds(fault="not run: it is not installed on this machine"),
    }
    size.served = {
        "Fingerpost": Served([80, 100, 300], [120], [90], [95], [99]),
        "Hugo": Served([500, 400, 450], [510], [500], [500]),
        "MkDocs": Served([600], [610], [600], []),
    }
    found.size(100, 50, 217).builds = {"Fingerpost": builds(0.3), "Hugo": builds(0.2)}
    return found


def test_what_is_kept_comes_back_as_it_was(results: Results, tmp_path: Path) -> None:
    save(results, tmp_path / "results" / "results.json")
    assert load(tmp_path / "results" / "results.json") == results
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["results.json"]
    assert as_json(from_json(as_json(results))) == as_json(results)


def test_nothing_measured_yet_is_no_fault(tmp_path: Path) -> None:
    assert load(tmp_path / "results.json") == Results()
    assert "## Against the aims" not in page(Results())


def test_a_ratio_is_that_of_the_medians(results: Results) -> None:
    size = results.size(1000, 500, 2085)
    assert size.ratio("Hugo", "cold") == pytest.approx(1.5 / 3.0)
    assert size.ratio("Hugo + Lunr", "cold") == pytest.approx(6.0 / 3.0)
    assert size.ratio("Jekyll", "cold") is None
    assert size.ratio("Nobody", "cold") is None
    assert size.served_ratio("Hugo") == pytest.approx(4.5)
    assert size.served_ratio("Eleventy") is None


def test_the_page_says_what_is_reached_what_is_not_and_what_is_missing(results: Results) -> None:
    told = page(results)
    assert "| cold, against Hugo + Lunr | ≥ 1.5× | 2.0× ✓ |" in told
    assert "| no change, against Hugo | ≥ 10× | 0.50× ✗ |" in told
    assert "| cold, against Hugo | none | 0.5× |" in told
    assert "| cold, against Jekyll | ≥ 2× | – |" in told
    assert "| from a save to the page, against Hugo | ≥ 4× | 4.5× ✓ |" in told
    assert "- 1,000 + 500, Jekyll: not run: it is not installed on this machine" in told
    assert "| 1,000 + 500 | MkDocs | 600 | 600 | 610 | 600 | no | has none |" in told
    assert told.index("## Against the aims") < told.index("## Seconds at 1,000 + 500")
    assert "2 cores of a made-up machine" in told


def test_a_greater_site_has_an_aim_in_milliseconds_and_none_in_times(results: Results) -> None:
    greater = results.size(10_000, 5_000, 20_850)
    greater.builds = {name: builds(3.0) for name in ("Fingerpost", "Hugo", "Hugo + Lunr")}
    greater.served = {"Fingerpost": Served([200], [330], [300], [300]), "Hugo": Served([210], [800], [1400], [1500])}
    assert "| from a save to the page, against Hugo | ≥ 4× | 4.5× ✓ | 1.1× |" in page(results)


def test_small_sites_have_no_table_of_all_and_stand_in_that_by_size(results: Results) -> None:
    told = page(results)
    assert "## Seconds at 100 + 50" not in told
    assert "| 100 + 50 | 217 | 0.300 | 1.38 ms | 0.030 | 0.030 | 100 MiB | 0.200 | 0.020 | 100 MiB |" in told


def test_another_corpus_of_a_size_begins_anew(results: Results) -> None:
    assert results.size(1000, 500, 2090).builds == {}
    assert [size.pages for size in results.sizes] == [100, 1000]


def test_drawings_are_the_same_each_time_and_say_in_words_what_they_show(results: Results) -> None:
    size = results.size(1000, 500, 2085)
    for drawn in (growth(results), comparison(size)):
        root = ElementTree.fromstring(drawn)
        assert root.get("role") == "img"
        told = {child.tag.rpartition("}")[2]: child.text for child in root}
        assert told["title"]
        assert "Hugo" in str(told["desc"])
        assert "prefers-color-scheme: dark" in drawn
    assert comparison(size) == comparison(from_json(as_json(results)).size(1000, 500, 2085))


def test_growth_without_a_number_says_so() -> None:
    empty = Results(sizes=[Size(100, 50, 217)])
    assert "Nothing was measured" in growth(empty)
