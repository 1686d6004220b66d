"""The lists of the directory on which a therapist stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fingerpost.clinical.directory import PROVINCES, Listing, cities_of, filed_under, lists_of, reach
from fingerpost.clinical.practice import Availability, Location, Practises
from fingerpost.clinical.therapist import Therapist

ROOM = Location(city="Guelph", region="CA-ON")


def therapist(**fields: Any) -> Therapist:
    given: dict[str, Any] = {
        "name": "Élise Name",
        "sort_name": "Name, Élise",
        "status": "active",
        "consent_to_list": True,
        "formats": ("in-person",),
        "availability": Availability(accepting="yes", as_of=date(2026, 1, 1)),
    }
    return Therapist(**given | fields)


def test_a_therapist_stands_on_a_list_for_each_way_to_find_them() -> None:
    one = therapist(
        modalities=(Practises(ref="cft"), Practises(ref="act")),
        focus_areas=("shame",),
        formats=("in-person", "video"),
        locations=(ROOM,),
        serves=("CA-ON", "CA-QC"),
    )
    assert set(lists_of(one)) == {
        "",
        "with/cft",
        "with/act",
        "with/cft/in/ontario",
        "with/act/in/ontario",
        "with/cft/in/quebec",
        "with/act/in/quebec",
        "for/shame",
        "in/ontario",
        "in/quebec",
        "in/ontario/guelph",
    }
    assert len([*lists_of(one)]) == len(set(lists_of(one)))


@pytest.mark.parametrize("fields", [{"status": "archived"}, {"consent_to_list": False}])
def test_who_left_or_never_agreed_stands_on_none(fields: dict[str, Any]) -> None:
    assert [*lists_of(therapist(locations=(ROOM,), **fields))] == []


def test_who_is_paused_stays_listed() -> None:
    assert "in/ontario" in lists_of(therapist(status="paused", locations=(ROOM,)))


def test_served_regions_count_only_for_those_who_work_from_afar() -> None:
    assert reach(therapist(locations=(ROOM,), serves=("CA-QC",))) == ("CA-ON",)
    assert reach(therapist(formats=("phone",), serves=("CA-QC", "CA"))) == ("CA-QC",)


def test_cities_are_named_once_in_each_region() -> None:
    rooms = (ROOM, ROOM, Location(city="Gatineau", region="CA-QC"), Location(city="Ottawa", region="CA-ON"))
    assert cities_of(therapist(locations=rooms)) == {"CA-ON": ("Guelph", "Ottawa"), "CA-QC": ("Gatineau",)}


def test_lists_are_in_the_order_of_the_alphabet_whatever_the_accents() -> None:
    names = ["Zed, A", "Émond, B", "Eaton, C", "d’Arcy, D", "Œuvré, E"]
    filed = sorted(names, key=lambda name: filed_under(therapist(sort_name=name)))
    assert filed == ["d’Arcy, D", "Eaton, C", "Émond, B", "Œuvré, E", "Zed, A"]


def test_a_name_in_letters_that_have_no_latin_form_is_filed_all_the_same() -> None:
    assert filed_under(therapist(sort_name="☃"))


@pytest.mark.parametrize(
    ("path", "parent"),
    [
        ("", None),
        ("with/cft", ""),
        ("for/shame", ""),
        ("in/ontario", ""),
        ("in/ontario/guelph", "in/ontario"),
        ("with/cft/in/ontario", "with/cft"),
    ],
)
def test_a_path_says_which_list_it_is_and_which_holds_it(path: str, parent: str | None) -> None:
    listing = Listing.at(path)
    assert listing.path == path
    assert (listing.parent.path if listing.parent else None) == parent


@pytest.mark.parametrize("path", ["for/shame/in/ontario", "with/cft/in/ontario/guelph", "in/canada", "in/", "cft"])
def test_what_no_build_makes_is_no_list(path: str) -> None:
    with pytest.raises(ValueError, match="no list"):
        Listing.at(path)


def test_every_province_and_territory_has_a_name_in_addresses() -> None:
    assert len(PROVINCES) == 13
    assert PROVINCES["newfoundland-and-labrador"] == "CA-NL"
