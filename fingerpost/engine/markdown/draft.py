"""One text being converted: its marks, and what has been found wrong so far. Nothing here outlives a conversion."""

from __future__ import annotations

from fingerpost.engine.markdown.body import Allowance
from fingerpost.engine.markdown.labels import ENGLISH, Labels
from fingerpost.engine.markdown.marks import Marks, unmarked
from fingerpost.engine.problems import Problem, Problems, Severity, Span


class Draft:
    """The parts of a conversion that the Markdown processors share."""

    def __init__(self, path: str, text: str, first_line: int, labels: Labels = ENGLISH) -> None:
        self.path = path
        self.labels = labels
        self.marks = Marks(path, text, first_line)
        self.problems = Problems()
        self.allowances: list[Allowance] = []
        self.notes: set[str] = set()
        """The footnotes that are defined, by the slugs of their labels."""
        self.raw_tags: dict[str, str] = {}
        """Author's raw start tags by mark: those that do not reach the output were removed."""

    def report(
        self, code: str, message: str, offset: int | None, length: int = 1, help: str = "", severity: Severity = "error"
    ) -> None:
        """Add a problem at an offset of the text (None: the file as a whole)."""
        self.problems.add(Problem(code, message, self.marks.span(offset, length), help, severity))

    def report_at(self, code: str, message: str, marked: str, help: str = "") -> None:
        """Add a problem at the first mark in a piece of text, as long as that text without its marks."""
        self.report(code, message, self.marks.first(marked), len(unmarked(marked)), help)

    def report_span(self, code: str, message: str, span: Span, help: str = "") -> None:
        """Add a problem at a span."""
        self.problems.add(Problem(code, message, span, help))
