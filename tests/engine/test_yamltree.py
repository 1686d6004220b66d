"""YAML as text with marks: nothing is guessed, nothing is hidden, nothing blows up."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fingerpost.engine.marks import Location
from fingerpost.engine.yamlreader import MAX_DEPTH
from fingerpost.engine.yamltree import Tree, Value, parse_yaml


def tree(text: str, first_line: int = 1) -> Tree:
    found = parse_yaml("a.yaml", text, first_line)
    assert isinstance(found, Tree), found
    return found


def faults(text: str, first_line: int = 1) -> list[tuple[str, int, int, int]]:
    """Code, line, column and length of each problem."""
    found = parse_yaml("a.yaml", text, first_line)
    assert not isinstance(found, Tree)
    return [(each.code, each.span.line, each.span.column, each.span.length) for each in found]


# Words that YAML 1.1 reads as something else than what was written.
WORDS = [
    "no", "yes", "on", "off", "true", "NO", "12:30", "1_000", "0x1F", "010", "1e3", ".inf", ".nan", "2026-02-30",
    "2026-03-09", "2026-03-09T10:00:00Z", "=", "3.10", "007", "y", "N",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_value_stays_the_text_that_was_written(word: str) -> None:
    assert tree(f"a: {word}\nb: [{word}]\n").value == {"a": word, "b": [word]}


@pytest.mark.parametrize("word", WORDS)
def test_a_key_stays_the_text_that_was_written(word: str) -> None:
    assert tree(f"{word}: a\n").value == {word: "a"}


def test_a_merge_key_is_a_key() -> None:
    assert tree("<<: {a: b}\n").value == {"<<": {"a": "b"}}


@pytest.mark.parametrize("quoted", ['""', "''", '"~"', "'null'"])
def test_a_quoted_text_is_a_value_even_when_it_looks_like_none(quoted: str) -> None:
    assert tree(f"a: {quoted}\n").value == {"a": quoted[1:-1]}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "# only a comment"])
def test_nothing_is_no_value(nothing: str) -> None:
    assert faults(f"a: b\nkey: {nothing}\n") == [("empty-value", 2, 1, 3)]


def test_texts_over_several_lines_are_one_value() -> None:
    text = "folded: >-\n  one\n  two\nplain: one\n  two\nkept: |\n  one\n  two\n"
    assert tree(text).value == {"folded": "one two", "plain": "one two", "kept": "one\ntwo\n"}


def places(text: str, *location: str | int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    marks = tree(text).marks
    value, key = marks.value(location), marks.key(location)
    return (value.line, value.column, value.length), (key.line, key.column, key.length)


def test_a_value_and_its_key_have_places() -> None:
    text = "a: one\nlist:\n  - x\n  - key: value\n    other: [p, 'q r']\n"
    assert places(text, "a") == ((1, 4, 3), (1, 1, 1))
    assert places(text, "list", 0) == ((3, 5, 1), (3, 5, 1))
    assert places(text, "list", 1, "key") == ((4, 10, 5), (4, 5, 3))
    assert places(text, "list", 1, "other", 1) == ((5, 16, 5), (5, 16, 5))


def test_places_are_counted_in_characters() -> None:
    assert places("é: 'ça 😀'\n", "é") == ((1, 4, 6), (1, 1, 1))
    assert places("😀: [😀, x]\n", "😀", 1) == ((1, 8, 1), (1, 8, 1))


def test_places_are_counted_from_the_first_line_of_the_file() -> None:
    assert tree("a: b\n", first_line=2).marks.value(("a",)).line == 2
    assert faults("a: b\na: c\n", first_line=2) == [("duplicate-key", 3, 1, 1)]


def test_the_nearest_place_stands_for_what_has_none() -> None:
    marks = tree("a:\n  b: c\n").marks
    assert marks.key(("a", "missing")).line == 1
    assert marks.value(("nowhere", "at", 1)).line == 1


def test_every_duplicate_key_is_told_with_the_line_of_the_first() -> None:
    found = parse_yaml("a.yaml", "a: 1\nb: 2\na: 3\na: 4\n")
    assert not isinstance(found, Tree)
    assert [(each.message, each.span.line, each.help) for each in found] == [
        ("`a` is given twice", 3, "it stands on line 1 already: keep one of the two"),
        ("`a` is given twice", 4, "it stands on line 1 already: keep one of the two"),
    ]


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert tree("a: {x: 1}\nb: {x: 2}\nx: 3\n").value == {"a": {"x": "1"}, "b": {"x": "2"}, "x": "3"}


def test_fifty_levels_are_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> str:
        return "a: " + "[" * (levels - 1) + "x" + "]" * (levels - 1) + "\n"

    assert isinstance(parse_yaml("a.yaml", nested(MAX_DEPTH)), Tree)
    assert [code for code, *_ in faults(nested(MAX_DEPTH + 1))] == ["too-deep"]


@pytest.mark.parametrize("text", ["[" * 200_000, "a: " + "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_endless_nesting_is_refused_before_a_tree_is_built(text: str) -> None:
    assert [code for code, *_ in faults(text)] == ["too-deep"]


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: &x [*x]\n", "a: *x\n", "&x a: 1\n", "&x\na: 1\n"])
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert [code for code, *_ in faults(text)] == ["yaml-alias"]


@pytest.mark.parametrize("text", ["a: !x b\n", "a: !!python/name:os.system b\n", "!!map\na: b\n", "a: !!binary aGk=\n"])
def test_tags_are_refused(text: str) -> None:
    assert [code for code, *_ in faults(text)] == ["yaml-tag"]


@pytest.mark.parametrize(
    ("character", "column"),
    [("\x00", 5), ("\x07", 5), ("\x7f", 5), ("\x85", 5), ("\u2028", 5), ("\ufeff", 5), ("\ufffe", 5)],
)
def test_a_character_that_no_editor_shows_is_told_where_it_stands(character: str, column: int) -> None:
    assert faults(f"x: y\na: b{character}c\n") == [("control-character", 2, column, 1)]


def test_a_syntax_that_is_not_known_is_passed_on_with_general_help() -> None:
    found = parse_yaml("a.yaml", "%TERM x\na: b\n")
    assert not isinstance(found, Tree)
    assert found[0].message == "this is not YAML: found unknown directive name"


def every_place(value: Value, at: Location = ()) -> list[Location]:
    if isinstance(value, dict):
        return [at, *(place for key, each in value.items() for place in every_place(each, (*at, key)))]
    if isinstance(value, list):
        return [at, *(place for index, each in enumerate(value) for place in every_place(each, (*at, index)))]
    return [at]


SIGNS = st.text(st.sampled_from("ab01 \n\t:-#'\"[]{},&*!|>%@`?~.\\é😀\u2028\x00\ufeff\x85"), max_size=60)


@settings(max_examples=400)
@given(st.one_of(SIGNS, st.text(max_size=60)))
@example("a:\n-\n")
@example("a: b\n...\nc: d")
@example("? a\n")
@example("- -\n-")
def test_any_text_is_a_tree_or_problems_inside_the_file(text: str) -> None:
    found = parse_yaml("a.yaml", text)
    if isinstance(found, Tree):
        spans = [found.marks.value(place) for place in every_place(found.value)]
        spans += [found.marks.key(place) for place in every_place(found.value)]
    else:
        assert found
        assert all(each.message and each.help for each in found)
        spans = [each.span for each in found]
    lines = text.split("\n")
    for span in spans:
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.length <= max(1, len(lines[span.line - 1]) - span.column + 1)


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=12)
VALUES: st.SearchStrategy[Value] = st.recursive(
    WORD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3), max_leaves=8
)


def written(value: Value, indent: int = 0) -> str:
    """The value as YAML with every text in double quotes."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{_text(key)}:{_below(each, indent)}" for key, each in value.items())
    if isinstance(value, list):
        return "".join(f"{pad}-{_below(each, indent)}" for each in value)
    return f"{pad}{_text(value)}\n"


def _below(value: Value, indent: int) -> str:
    if isinstance(value, str):
        return f" {_text(value)}\n"
    empty = " {}\n" if isinstance(value, dict) else " []\n"
    return f"\n{written(value, indent + 1)}" if value else empty


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(WORD, VALUES, min_size=1, max_size=4))
def test_what_was_written_is_read(value: dict[str, Value]) -> None:
    assert tree(written(value)).value == value
