"""The stages, in order: read, parse, check, plan, render, publish.

A fault in the content stops the run after `check` or `plan`, with every problem found; what is published stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fingerpost import __version__
from fingerpost.checking import check_between
from fingerpost.config import Config, load_config
from fingerpost.engine.assets import Bundle, bundle
from fingerpost.engine.cache import Cache, Tally
from fingerpost.engine.problems import Problems
from fingerpost.engine.publish import PublishError, Report, publish
from fingerpost.engine.sources import Source, read_folder
from fingerpost.engine.templates import TemplateProblem, Templates
from fingerpost.pages.documents import search_documents
from fingerpost.pages.edition import Edition
from fingerpost.pages.extras import extras
from fingerpost.pages.page import Page
from fingerpost.pages.plan import claims, plan
from fingerpost.pages.publication import Publication
from fingerpost.pages.site import site_view
from fingerpost.reading import CONTENT, Parsed, parse
from fingerpost.rendering import Renderer

HOME = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `today` is None for the current day in the site's own time zone."""

    root: Path
    output: Path
    today: date | None = None
    base_url: str | None = None
    drafts: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of it. `report` is None when nothing was published."""

    problems: Problems = field(default_factory=Problems)
    sources: dict[str, Source] = field(default_factory=dict)
    pages: int = 0
    markdown: Tally = field(default_factory=Tally)
    rendered: Tally = field(default_factory=Tally)
    report: Report | None = None

    def line_of(self, path: str, line: int) -> str | None:
        source = self.sources.get(path)
        return source.line(line) if source else None


def build(order: Order) -> Outcome:
    """All stages. Nothing is published while there is an error. Raises PublishError, BundleError or OSError."""
    outcome = Outcome()
    content = (order.root / CONTENT).resolve()
    if content in (output := order.output.resolve(), *output.parents):
        raise PublishError(f"{order.output} lies in {CONTENT}/ and would be read as content. Name another folder.")
    checked = check(order, outcome)
    if checked is None:
        return outcome
    outputs = render(order, checked, outcome)
    if outputs is not None:
        facts = {
            "generator": f"fingerpost {__version__}",
            "today": checked.publication.today.isoformat(),
            "base_url": checked.config.base_url,
        }
        outcome.report = publish(outputs, order.output, facts)
    return outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """Content without a fault, and what of it is published."""

    config: Config
    publication: Publication
    parsed: Parsed
    cache: Cache


def check(order: Order, outcome: Outcome) -> Checked | None:
    """Read, parse and check. None when there is an error; `outcome` holds every problem."""
    config, source, tree, problems = load_config(order.root, order.base_url)
    outcome.problems.extend(problems)
    outcome.sources.update({source.path: source} if source else {})
    if config is None or tree is None:
        return None
    today = order.today or datetime.now(ZoneInfo(config.time_zone)).date()
    folder = read_folder(order.root, CONTENT)
    outcome.sources.update({each.path: each for each in folder.sources})
    outcome.problems.extend(folder.problems)
    if any(problem.span.path == CONTENT for problem in folder.problems):
        return None
    cache = Cache(order.root / ".cache")
    parsed = parse(folder, config, cache, outcome.markdown)
    outcome.problems.extend(parsed.problems)
    publication = Publication(today, config.samples.publish, order.drafts)
    outcome.problems.extend(check_between(config, tree.marks, parsed, publication))
    return None if outcome.problems.has_errors else Checked(config, publication, parsed, cache)


def render(order: Order, checked: Checked, outcome: Outcome) -> Mapping[str, bytes] | None:
    """Every file of the site by output path, or None when a problem was found on the way."""
    bundled = bundle(HOME, HOME / ".cache")
    outputs: dict[str, bytes] = {**dict(bundled.files), **checked.parsed.published}
    all_pages: list[Page] = []
    languages = checked.config.languages
    editions = [
        Edition.of(checked.config, checked.parsed, checked.publication, language, checked.cache)
        for language in languages
    ]
    planned = [(edition, plan(edition)) for edition in editions]
    outcome.problems.extend(claims([page for _, pages in planned for page in pages], checked.config.base_path))
    if outcome.problems.has_errors:
        return None
    for edition, pages in planned:
        try:
            outputs.update(_render_edition(order, checked, edition, pages, bundled, outcome))
        except TemplateProblem as error:
            outcome.problems.add(error.problem)
            outcome.sources.update({error.source.path: error.source} if error.source else {})
            return None
        all_pages += pages
    outcome.pages = len(all_pages)
    return {**outputs, **extras(checked.config, all_pages)}


def _render_edition(
    order: Order, checked: Checked, edition: Edition, pages: tuple[Page, ...], bundled: Bundle, outcome: Outcome
) -> dict[str, bytes]:
    own = order.root / "templates"
    folders = tuple(dict.fromkeys(folder for folder in (own, HOME / "templates") if folder.is_dir()))
    templates = Templates(folders, edition.routes.language, edition.strings.translations, dict(bundled.icons))
    renderer = Renderer(templates, checked.cache, outcome.rendered)
    site = site_view(edition, bundled)
    html = renderer.pages(site, pages, edition.routes)
    return {**html, **renderer.search(site, search_documents(edition), edition.routes)}
