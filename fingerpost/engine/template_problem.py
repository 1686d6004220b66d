"""What is wrong with a template, as an exception: it comes out of the middle of a page.

It stands apart from the templates, so that nobody loads Jinja to catch it.
"""

from __future__ import annotations

from fingerpost.engine.problems import Problem
from fingerpost.engine.sources import Source


class TemplateProblem(Exception):
    """A template cannot be read or rendered; `problem` says where, and `source` is the template's text."""

    def __init__(self, problem: Problem, source: Source | None = None) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.source = source
