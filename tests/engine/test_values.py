"""Values: what the standard library's dataclasses promise, of those that are quicker to define."""

from __future__ import annotations

import pickle
from dataclasses import asdict, field, fields, replace

import pytest

from fingerpost.engine.values import NamedTuple, dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place."""

    line: int
    column: int = 1
    told: list[str] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True)
class Longer(Place):
    end: int = 0


@dataclass(slots=True)
class Tally:
    count: int = 0


@dataclass
class Empty:
    pass


def test_fields_are_given_by_place_or_name_and_have_defaults() -> None:
    assert (Place(3).line, Place(3).column, Place(line=3, column=4).column) == (3, 1, 4)
    assert Place(1).told is not Place(1).told
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]


def test_values_are_equal_by_the_fields_that_count_and_by_class() -> None:
    assert Place(1, 2, ["a"]) == Place(1, 2, ["b"])
    assert Place(1, 2) != Place(1, 3)
    assert Longer(1) != Place(1)
    assert Place(1) != object()
    assert Empty() == Empty()


def test_equal_frozen_values_have_one_hash_and_others_have_none() -> None:
    assert {Place(1, 2, ["a"]), Place(1, 2)} == {Place(1, 2)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Tally())


def test_a_value_prints_as_it_would_be_written() -> None:
    assert repr(Place(1, 2, ["a"])) == "Place(line=1, column=2)"
    assert repr(Longer(1, end=3)) == "Longer(line=1, column=1, end=3)"


def test_there_are_no_other_attributes_where_there_are_slots() -> None:
    with pytest.raises(AttributeError):
        Tally().other = 1  # type: ignore[attr-defined]


def test_the_standard_library_knows_them() -> None:
    assert [each.name for each in fields(Place)] == ["line", "column", "told"]
    assert replace(Place(1), column=5) == Place(1, 5)
    assert asdict(Tally(2)) == {"count": 2}


@pytest.mark.parametrize("value", [Place(1, 2, ["a"]), Longer(1, end=2), Tally(3)])
def test_a_value_comes_back_from_a_copy_of_the_process(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


class Row(NamedTuple):
    """A row."""

    name: str
    times: int = 1

    @property
    def told(self) -> str:
        return self.name * self.times


def test_a_named_tuple_has_fields_defaults_and_what_its_class_says() -> None:
    assert Row("a") == ("a", 1)
    assert (Row("a", times=2).told, Row("a")._replace(name="b").name, Row._fields) == ("aa", "b", ("name", "times"))
    assert (Row.__doc__, repr(Row("a")), Row.__module__) == ("A row.", "Row(name='a', times=1)", __name__)
    assert pickle.loads(pickle.dumps(Row("c"))) == Row("c")
    assert isinstance(Row("a"), tuple)
    with pytest.raises(TypeError):
        Row()  # type: ignore[call-arg]


def test_a_class_without_a_docstring_has_its_name_for_one() -> None:
    assert Tally.__doc__ == "Tally"
    assert Place.__doc__ == "A place."


@dataclass(frozen=True, slots=True)
class Own:
    number: int

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "own"


def test_what_a_class_says_itself_stays() -> None:
    assert (hash(Own(1)), repr(Own(1)), Own(1) == Own(1), Own(1) == Own(2)) == (7, "own", True, False)
