"""Terms and postings as they are written, and read again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.pages.search.coding import (
    NOWHERE,
    EntryTexts,
    coded_lengths,
    compact,
    entry,
    front_coded,
    front_decoded,
    reposted,
    row_text,
    utf16,
)
from tests.pages.search.conftest import RunNode

TERMS = st.lists(st.text("aab1é𠀀﨎\ue000", min_size=1, max_size=50), unique=True).map(
    lambda terms: sorted(terms, key=utf16)
)
LENGTHS = st.lists(st.one_of(st.integers(0, 60_000), st.integers(0, 1_000_000)))
COUNTS = st.dictionaries(st.integers(0, 40), st.integers(1, 3))


def _posting(counts: dict[int, int]) -> list[int]:
    coded: list[int] = []
    before = -1
    for number in sorted(counts):
        coded += entry(number - before, counts[number])
        before = number
    return coded


def test_a_term_is_written_by_what_it_shares_with_the_one_before() -> None:
    assert front_coded(["shame", "shameless", "share", "x"]) == "0shame 5less 3re 0x"
    assert front_coded([]) == ""


def test_sharing_is_counted_in_utf16_units_and_cuts_no_character() -> None:
    assert front_coded(["𠀀a", "𠀀b", "𠀁"]) == "0𠀀a 2b 0𠀁"


def test_no_more_is_shared_than_one_digit_can_count() -> None:
    assert front_coded(["a" * 40, "a" * 40 + "b"]) == "0" + "a" * 40 + " z" + "a" * 5 + "b"


@given(TERMS)
def test_terms_come_back(terms: list[str]) -> None:
    assert front_decoded(front_coded(terms)) == terms


def test_the_browser_reads_the_same_terms_and_postings(run_node: RunNode) -> None:
    terms = sorted(["a", "𠀀a", "𠀀b", "﨎", "a" * 40, "a" * 40 + "b", "aé", "aéa", "12", "zz"], key=utf16)
    counts = {0: 1, 1: 7, 5: 1, 900: 2}
    source = """
    import { decodedPosting, frontDecoded } from "./frontend/search/coding.ts";
    const answer = ({ terms, posting }: { terms: string; posting: number[] }) =>
      [frontDecoded(terms), decodedPosting(posting), decodedPosting(0), frontDecoded("")];
    """
    read = run_node(source, {"terms": front_coded(terms), "posting": _posting(counts)})
    assert read == [
        terms,
        {"numbers": [0, 1, 5, 900], "times": [1, 7, 1, 2]},
        {"numbers": [], "times": []},
        [],
    ]


@given(LENGTHS)
def test_each_length_is_a_character_of_its_own_that_json_writes_as_it_is(lengths: list[int]) -> None:
    coded = coded_lengths(lengths)
    assert len(coded) == len(lengths)
    assert len(set(coded)) == len(set(lengths))
    assert compact(coded).encode().decode() == f'"{coded}"'


def test_the_browser_reads_the_same_lengths(run_node: RunNode) -> None:
    # Around the backslash, the halves of pairs, and the first characters that are pairs.
    lengths = [*range(200), *range(55_100, 55_400), *range(63_000, 64_000), 1_000_000]
    source = """
    import { decodedLengths } from "./frontend/search/coding.ts";
    const answer = (coded: string) => decodedLengths(coded);
    """
    assert run_node(source, coded_lengths(lengths)) == lengths


def test_a_row_says_none_shortly() -> None:
    assert row_text(["[3,2,5]", NOWHERE, NOWHERE, "[3]"]) == "[[3,2,5],0,0,[3]]"
    assert json.loads(row_text(["[3]", NOWHERE])) == [[3], 0]


def test_entries_in_json_say_the_same_each_time() -> None:
    once, often = EntryTexts(1), EntryTexts(12)
    for _ in range(2):
        assert (once[1], once[900], often[5]) == ("3", "1801", "10,12")


@given(COUNTS, st.integers(0, 41), st.integers(0, 3))
def test_a_posting_list_takes_a_change_as_if_it_were_written_anew(
    counts: dict[int, int], number: int, new: int
) -> None:
    changed = {**counts, number: new}
    if not new:
        del changed[number]
    assert reposted(_posting(counts), number, counts.get(number, 0), new) == _posting(changed)


@given(COUNTS, st.integers(0, 41))
def test_a_change_from_what_never_was_is_refused(counts: dict[int, int], number: int) -> None:
    with pytest.raises(ValueError, match=f"document {number} was to have"):
        reposted(_posting(counts), number, counts.get(number, 0) + 1, 1)
