"""Models as JSON and back: equal, with equal digests, whatever their fields hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus import files
from bench.plan import Plan
from fingerpost.clinical.kinds import BY_FOLDER, KINDS
from fingerpost.engine.constraints import Count
from fingerpost.engine.digest import digest
from fingerpost.engine.frontmatter import Split, split
from fingerpost.engine.multilingual import Prose, ProseText
from fingerpost.engine.problems import Span
from fingerpost.engine.scalars import Amount, Date, Flag, Line, Whole
from fingerpost.engine.schema import Model
from fingerpost.engine.stored import dump, load
from fingerpost.engine.validation import validate
from fingerpost.engine.yamltree import Tree, parse_yaml

SITES = Path(__file__).parents[1] / "sites"


def restored(value: Any) -> Any:
    """What comes back out of the bytes that a store holds."""
    return load(type(value), json.loads(json.dumps(dump(value), ensure_ascii=False)))


def assert_restored(model: Model) -> None:
    again = restored(model)
    assert again == model
    assert type(again) is type(model)
    assert repr(again) == repr(model)
    assert digest(again) == digest(model)
    assert vars(again).keys() == vars(model).keys()


def texts(site: str) -> Iterator[tuple[str, str]]:
    if site == "made up":
        return files(Plan.of(60, 30, seed=3))
    root = SITES / site
    found = sorted(path for path in root.glob("content/*/*") if path.suffix in (".md", ".yaml"))
    return ((path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in found)


def records(site: str) -> Iterator[Model]:
    """Every record of a site, from its file."""
    for path, text in texts(site):
        folder = path.split("/")[1] if path.startswith("content/") else ""
        if folder not in BY_FOLDER or not path.endswith((".md", ".yaml")):
            continue
        parts = split(path, text) if path.endswith(".md") else None
        assert parts is None or isinstance(parts, Split)
        tree = parse_yaml(path, parts.yaml if parts else text)
        assert isinstance(tree, Tree)
        record = validate(tree, BY_FOLDER[folder].model)
        assert isinstance(record, Model)
        yield record


@pytest.mark.parametrize("site", ["full", "greek", "made up"])
def test_every_record_of_a_site_comes_back_as_it_was(site: str) -> None:
    for record in records(site):
        assert_restored(record)


def test_the_sites_hold_every_kind_of_record() -> None:
    assert {type(record) for record in records("full")} == {kind.model for kind in KINDS}


class Inner(Model):
    """A model inside a model."""

    on: Date
    note: ProseText | None = None


class Every(Model):
    """A field of each sort that records have."""

    line: Line
    flag: Flag
    whole: Whole
    amount: Amount
    on: Date
    choice: Literal["a", "b"]
    prose: ProseText
    inner: Inner
    some_line: Line | None = None
    some_amount: Amount | None = None
    some_inner: Inner | None = None
    lines: tuple[Line, ...] = ()
    days: Annotated[tuple[Date, ...], Count(0, 9)] = ()
    inners: tuple[Inner, ...] = ()
    proses: tuple[ProseText, ...] = ()
    default: Inner = Inner(on=date(2026, 1, 1))


TEXT = st.text(min_size=1)
PROSE = st.dictionaries(st.sampled_from(["", "en", "fr", "zh-Hans"]), TEXT, min_size=1).map(
    lambda texts: Prose(tuple(sorted(texts.items())))
)
AMOUNT = st.decimals(min_value=0, max_value=999_999, places=2)
INNER = st.fixed_dictionaries({"on": st.dates()}, optional={"note": st.none() | PROSE}).map(
    lambda given: Inner(**given)
)
GIVEN = st.fixed_dictionaries(
    {
        "line": TEXT, "flag": st.booleans(), "whole": st.integers(0, 10**9), "amount": AMOUNT, "on": st.dates(),
        "choice": st.sampled_from(["a", "b"]), "prose": PROSE, "inner": INNER,
    },
    optional={
        "some_line": st.none() | TEXT, "some_amount": st.none() | AMOUNT, "some_inner": st.none() | INNER,
        "lines": st.lists(TEXT).map(tuple), "days": st.lists(st.dates()).map(tuple),
        "inners": st.lists(INNER).map(tuple), "proses": st.lists(PROSE).map(tuple), "default": INNER,
    },
)  # fmt: skip


@given(GIVEN)
def test_a_field_of_every_sort_comes_back_as_it_was(given: dict[str, Any]) -> None:
    assert_restored(Every(**given))


def test_an_amount_keeps_its_noughts() -> None:
    every = Every(amount=Decimal("140.50"))
    assert str(restored(every).amount) == "140.50"


def test_what_comes_back_is_frozen_and_shares_no_fields_with_its_sisters() -> None:
    one, other = (load(Inner, {"on": day}) for day in ("2026-01-01", "2026-01-02"))
    assert (one.on, other.on) == (date(2026, 1, 1), date(2026, 1, 2))
    with pytest.raises(AttributeError, match="does not change"):
        one.on = date(2026, 1, 3)


def test_a_dataclass_comes_back_too() -> None:
    assert restored(Span("a.md", 1, 2, 3)) == Span("a.md", 1, 2, 3)
    assert restored(Pair(("a", date(2026, 1, 1)), None)) == Pair(("a", date(2026, 1, 1)), None)


@dataclass(frozen=True, slots=True)
class Pair:
    both: tuple[str, date]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Either:
    one: Span | Pair


@dataclass(frozen=True, slots=True)
class Unordered:
    some: frozenset[str]


@pytest.mark.parametrize("value", [Either(Span("a")), Unordered(frozenset()), object()])
def test_a_type_without_a_stored_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no stored form"):
        dump(value)
