"""Where values stand: found when it is asked, from the text alone."""

from __future__ import annotations

from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Span
from fingerpost.engine.yamltree import Tree, parse_yaml

TEXT = "a: one\nlist:\n  - x\n  - key: value\n"


def test_marks_need_no_more_than_the_text() -> None:
    tree = parse_yaml("a.md", TEXT, 2)
    assert isinstance(tree, Tree)
    assert tree.marks == Marks("a.md", TEXT, 2)
    assert tree.marks.places == Marks("a.md", TEXT, 2).places


def test_every_value_has_a_mark() -> None:
    assert set(Marks("a.md", TEXT).places) == {(), ("a",), ("list",), ("list", 0), ("list", 1), ("list", 1, "key")}


def test_what_is_not_written_stands_where_it_would_be() -> None:
    marks = Marks("a.md", TEXT, 2)
    assert marks.value(("list", 1, "other")) == Span("a.md", 5, 5, 1)
    assert marks.key(("list", 1, "key", "deeper")) == Span("a.md", 5, 5, 3)
    assert marks.value(("nowhere",)) == Span("a.md", 2, 1)


def test_a_text_without_values_has_the_mark_of_its_beginning() -> None:
    assert Marks("a.md", "", 7).value(("a",)) == Span("a.md", 7, 1)
