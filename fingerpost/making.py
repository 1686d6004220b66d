"""Making: runs steps of the plan, each in any process, and says of each what it made and what it read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fingerpost.engine.crew import spread
from fingerpost.engine.problems import Problem
from fingerpost.engine.reads import Trace
from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.engine.values import dataclass
from fingerpost.pages.edition import Edition
from fingerpost.pages.plan import Planned, plan_step
from fingerpost.pages.search.counting import Row
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
        for result in spread(self._made, steps, workers, self.renderer.cache, self._warm):
            if isinstance(result, Problem):
                raise TemplateProblem(result)
            yield result

    def _warm(self) -> None:
        """Load what nearly every step needs."""
        self.renderer.templates.compile()
        self.edition.references.warm()

    def _made(self, steps: Sequence[str]) -> Sequence[Result | Problem]:
        # An exception that crosses processes would lose its fields: the problem travels as a value.
        try:
            return self.made(steps)
        except TemplateProblem as error:
            return (error.problem,)

    def made(self, steps: Sequence[str]) -> tuple[Result, ...]:
        """Plan the steps, render their pages, and count their words for search. Raises TemplateProblem."""
        # Each stage for all steps before the next: in turn for every step, the stages would drive one another's code
        # and tables out of the core's caches, which costs a twentieth of a build.
        planned = [self._planned(step) for step in steps]
        pages = [tuple(map(self.renderer.page, each.pages)) for each, _ in planned]
        counted = [self._counted(each) for each, _ in planned]
        return tuple(
            Result(step, made, _keys(each, trace), trace.until, key, each.document.row if each.document else None)
            for step, (each, trace), made, key in zip(steps, planned, pages, counted, strict=True)
        )

    def _planned(self, step: str) -> tuple[Planned, Trace]:
        with self.edition.reads.recording() as trace:
            planned = plan_step(self.edition, step)
            if planned.document is not None:
                # What it is counted with is read by this step, though it is counted later.
                _ = self.edition.counting
            return planned, trace

    def _counted(self, planned: Planned) -> str:
        """The key of the words of a step's document, '' where search does not know it."""
        if planned.document is None:
            return ""
        return self.renderer.cache.keep(COUNT, self.edition.counting.count(planned.document).to_bytes())


def _keys(planned: Planned, trace: Trace) -> tuple[str, ...]:
    return (*sorted(trace.keys), *dict.fromkeys(f"template:{page.template}" for page in planned.pages))
