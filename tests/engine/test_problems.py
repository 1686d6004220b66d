"""How a problem is printed, and how problems are collected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fingerpost.engine.problems import Problem, Problems, Span, describe, did_you_mean, quoted

LINE = "concerns: [anxeity, shame]"


def at(line: int, column: int = 1, length: int = 1, path: str = "content/a.md") -> Span:
    return Span(path, line, column, length)


def test_a_problem_reads_as_place_message_line_caret_and_help() -> None:
    problem = Problem("unknown-concern", 'concern "anxeity" does not exist', at(7, 12, 7), "did you mean")
    assert describe(problem, lambda path, line: LINE if (path, line) == ("content/a.md", 7) else None) == (
        'content/a.md:7:12: error[unknown-concern]: concern "anxeity" does not exist\n'
        "    7 | concerns: [anxeity, shame]\n"
        "      |            ^^^^^^^\n"
        "  help: did you mean"
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = Problem("empty-file", "is empty", Span("content/a.md"), severity="warning")
    assert describe(problem, lambda path, line: LINE) == "content/a.md: warning[empty-file]: is empty"


def test_a_line_that_cannot_be_shown_is_left_out() -> None:
    assert describe(Problem("x", "y", at(3, 2)), lambda path, line: None) == "content/a.md:3:2: error[x]: y"


def test_a_long_line_is_cut_around_its_caret() -> None:
    line = "a" * 300 + "WRONG" + "b" * 300
    _, shown, carets = describe(Problem("x", "y", at(1, 301, 5)), lambda path, number: line).split("\n")
    assert len(shown) < 130
    start = carets.index("^")
    assert shown[start : start + 5] == "WRONG"
    assert carets.count("^") == 5


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    problem = Problem("x", "bad \x1b[31m name", at(1, 1, path="content/\x1b]0;.md"), "help\nme")
    told = describe(problem, lambda path, line: "a\x07b")
    assert told.count("\n") == 3
    assert not any(not (c.isprintable() or c == "\n") for c in told)


@given(st.text(max_size=400), st.integers(1, 500), st.integers(1, 500))
def test_any_line_can_be_shown_with_its_caret_below(text: str, column: int, length: int) -> None:
    line = text.replace("\n", " ")
    told = describe(Problem("x", "y", at(1, min(column, len(line) + 1), length)), lambda path, number: line)
    head, shown, carets = told.split("\n")
    assert head == f"content/a.md:1:{min(column, len(line) + 1)}: error[x]: y"
    assert set(carets) <= set(" |^")
    assert len(carets) <= max(len(shown), carets.index("^") + 1)


def test_problems_come_in_the_order_of_files_lines_and_columns_each_once() -> None:
    problems = Problems()
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 9, 5), ("a.md", 9, 3), ("a.md", 0, 0), ("a.md", 9, 3)]
    problems.extend(Problem("x", "y", Span(*place)) for place in places)
    assert [(each.span.path, each.span.line, each.span.column) for each in problems] == [
        ("a.md", 0, 0),
        ("a.md", 9, 3),
        ("a.md", 9, 5),
        ("a.md", 10, 1),
        ("b.md", 1, 1),
    ]
    assert len(problems) == 5


def test_a_warning_is_no_error() -> None:
    problems = Problems()
    problems.add(Problem("x", "y", at(1), severity="warning"))
    assert not problems.has_errors
    problems.add(Problem("x", "y", at(2)))
    assert problems.has_errors


def test_a_near_miss_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("anxeity", {"anxiety", "shame"}) == 'did you mean "anxiety"? '
    assert did_you_mean("xyz", {"anxiety", "shame"}) == ""


def test_of_two_near_misses_the_same_is_suggested_every_time() -> None:
    assert did_you_mean("aX", ["ab", "aa"]) == did_you_mean("aX", ["aa", "ab"])


def test_a_quotation_is_short_and_on_one_line() -> None:
    assert quoted("one\ntwo") == '"one two"'
    assert quoted("key", "`") == "`key`"
    assert quoted("x" * 61) == f'"{"x" * 59}…"'
    assert quoted("x" * 60) == f'"{"x" * 60}"'
