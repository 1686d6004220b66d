"""Pydantic's errors as problems: each once, at its place, and nothing else for any input."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.clinical.kinds import KINDS, Kind
from fingerpost.config import Config
from fingerpost.engine.schema import Model, fields_of
from fingerpost.engine.validation import validate
from fingerpost.engine.yamltree import Tree, parse_yaml

KIND_OF = {kind.name: kind for kind in KINDS}


def faults(kind: str, text: str) -> list[tuple[str, int, int, str]]:
    """Code, line, column and message of each problem."""
    tree = parse_yaml("a.yaml", text)
    assert isinstance(tree, Tree), tree
    found = validate(tree, KIND_OF[kind].model)
    assert isinstance(found, tuple)
    return [(each.code, each.span.line, each.span.column, each.message) for each in found]


def test_every_fault_of_a_record_is_told() -> None:
    text = "term: |\n  a\n  b\ndefinition: [x]\nsee_also: [A, b, C]\nsee: also\n"
    assert faults("term", text) == [
        ("one-line", 1, 7, "`term` must stay on one line"),
        ("not-text", 4, 13, "`definition` needs text, and holds a list"),
        ("not-a-slug", 5, 12, '"A" is not an id'),
        ("not-a-slug", 5, 18, '"C" is not an id'),
        ("unknown-key", 6, 1, "there is no key `see` here"),
    ]


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert [code for code, *_ in faults("term", "term: a\ndefinitoin: b\n")] == ["unknown-key"]


def test_an_unknown_key_far_from_a_missing_one_leaves_that_missing() -> None:
    assert [code for code, *_ in faults("term", "term: a\nxyz: b\n")] == ["missing-key", "unknown-key"]


def test_a_faulty_entry_does_not_make_its_list_too_short() -> None:
    text = "name: A\njurisdictions: [ON]\nkind: statutory\nsource: [https://example.org/]\nas_of: 2026-01-01\n"
    assert [code for code, *_ in faults("regulator", text)] == ["not-a-region"]


def test_an_entry_of_a_list_is_called_so() -> None:
    text = "name: A\njurisdictions: [[CA]]\nkind: statutory\nsource: [https://example.org/]\nas_of: 2026-01-01\n"
    assert faults("regulator", text) == [
        ("not-text", 2, 17, "an entry of `jurisdictions` needs text, and holds a list")
    ]


def test_a_missing_key_stands_at_what_should_hold_it() -> None:
    text = (
        "type: book\nauthor:\n  - family: A\nyear: 2020\ntitle: T\nurl: https://example.org/\nretracted:\n  as_off: x\n"
    )
    assert [(code, line) for code, line, *_ in faults("citation", text)] == [("unknown-key", 8)]
    assert [(code, line) for code, line, *_ in faults("term", "definition: b\n")] == [("missing-key", 1)]


def test_a_fault_of_a_whole_entry_stands_at_the_key_that_is_wrong() -> None:
    text = "type: book\nauthor:\n  - family: A\n    literal: B\nyear: 2020\ntitle: T\nurl: https://example.org/\n"
    assert [(code, line, column) for code, line, column, _ in faults("citation", text)] == [("author-name", 4, 5)]


WORDS = st.sampled_from(
    ["", "a", "yes", "2026-01-01", "https://example.org/", "CA-ON", "true", "12", "x" * 200, "a\nb", "{x}"]
)
ANY: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def quoted(value: Any) -> str:
    """The value as YAML in flow style, every text in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {quoted(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return _text(value)


def _text(value: str) -> str:
    return (
        '"'
        + "".join(c if c.isascii() and c.isprintable() and c not in '\\"' else f"\\U{ord(c):08x}" for c in value)
        + '"'
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_record_is_a_model_or_problems_inside_the_file(kind: Kind, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(list(fields_of(kind.model))) | st.text(max_size=5), unique=True))
    lines = [f"{_text(key)}: {quoted(data.draw(ANY))}" for key in keys]
    tree = parse_yaml("a.yaml", "\n".join(lines))
    if not isinstance(tree, Tree):
        return
    found = validate(tree, kind.model)
    if isinstance(found, Model):
        return
    assert found
    for each in found:
        assert each.message
        assert each.help
        assert 1 <= each.span.line <= len(lines)
        assert 1 <= each.span.column <= len(lines[each.span.line - 1]) + 1
        assert each.code == each.code.lower()
        assert "pydantic" not in each.message.lower()


@given(ANY)
def test_any_configuration_is_a_model_or_problems(value: Any) -> None:
    tree = parse_yaml("site_config.yaml", f"name: {quoted(value)}\nnavigation: {quoted(value)}\n")
    if isinstance(tree, Tree):
        assert isinstance(validate(tree, Config), tuple)
