"""Making: runs steps of the plan, each in any process, and says of each what it made and what it read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fingerpost.engine.crew import spread
from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem
from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.pages.edition import Edition
from fingerpost.pages.plan import plan_step
from fingerpost.pages.search.counting import Row, count
from fingerpost.rendering import Rendered, Renderer
from fingerpost.searching import COUNT


@dataclass(frozen=True, slots=True)
class Result:
    """What one step came to."""

    step: str
    pages: tuple[Rendered, ...]
    keys: tuple[str, ...]
    until: date | None
    counted: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the pages of one edition."""

    edition: Edition
    renderer: Renderer

    def run(self, steps: Sequence[str], workers: int) -> Iterator[Result]:
        """The results of `steps`, in their order. Raises TemplateProblem."""
        for result in spread(self._made, steps, workers, self.renderer.cache, self.renderer.templates.compile):
            if isinstance(result, Problem):
                raise TemplateProblem(result)
            yield result

    def _made(self, step: str) -> Result | Problem:
        # An exception that crosses processes would lose its fields: the problem travels as a value.
        try:
            return self.made(step)
        except TemplateProblem as error:
            return error.problem

    def made(self, step: str) -> Result:
        """Plan one step, render its pages, and count its words for search."""
        with self.edition.reads.recording() as trace:
            planned = plan_step(self.edition, step)
        pages = tuple(self.renderer.page(page) for page in planned.pages)
        keys = (*sorted(trace.keys), *dict.fromkeys(f"template:{page.template}" for page in planned.pages))
        document = planned.document
        if document is None:
            return Result(step, pages, keys, trace.until, "", None)
        counted = count(document, self.edition.routes.language).to_bytes()
        key = sha256(counted)
        self.renderer.cache.write(COUNT, key, counted)
        return Result(step, pages, keys, trace.until, key, document.row)
