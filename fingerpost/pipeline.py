"""The stages, in order: read, parse, check, plan, render, publish.

A fault in the content stops the run after `check` or `plan`, with every problem found; what is published stays.
"""

from __future__ import annotations

import gettext
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fingerpost import __version__
from fingerpost.clinical.checks import check_records
from fingerpost.clinical.kinds import KINDS
from fingerpost.clinical.library import Library
from fingerpost.clinical.published import Published
from fingerpost.clinical.record import Record
from fingerpost.config import Config, load_config
from fingerpost.engine.assets import Bundle, bundle
from fingerpost.engine.cache import Cache, Tally
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem, Problems
from fingerpost.engine.publish import Report, publish
from fingerpost.engine.schema import Model, references
from fingerpost.engine.sources import Source, read_folder
from fingerpost.engine.templates import TemplateProblem, Templates
from fingerpost.pages.documents import search_documents
from fingerpost.pages.edition import Edition
from fingerpost.pages.extras import extras
from fingerpost.pages.linking import LinkCheck
from fingerpost.pages.page import Page
from fingerpost.pages.plan import claims, plan
from fingerpost.pages.routes import SECTIONS, Routes
from fingerpost.pages.site import site_view
from fingerpost.pages.strings import Strings
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
    """All stages. Nothing is published while there is an error."""
    outcome = Outcome()
    checked = check(order, outcome)
    if checked is None:
        return outcome
    outputs = render(order, checked, outcome)
    if outputs is not None:
        facts = {
            "generator": f"fingerpost {__version__}",
            "today": checked.today.isoformat(),
            "base_url": checked.config.base_url,
        }
        outcome.report = publish(outputs, order.output, facts)
    return outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """Content without a fault: the records, the text and pictures, and the day."""

    config: Config
    today: date
    records: tuple[Record[Model], ...]
    parsed: Parsed
    cache: Cache


def check(order: Order, outcome: Outcome) -> Checked | None:
    """Read, parse and check. None when there is an error; `outcome` holds every problem."""
    config, source, tree, problems = load_config(order.root, order.base_url)
    outcome.problems.extend(problems)
    outcome.sources.update({source.path: source} if source else {})
    if config is None:
        return None
    today = order.today or datetime.now(ZoneInfo(config.time_zone)).date()
    folder = read_folder(order.root, CONTENT)
    outcome.sources.update({each.path: each for each in folder.sources})
    outcome.problems.extend(folder.problems)
    cache = Cache(order.root / ".cache")
    parsed = parse(folder.sources, folder.media, config, cache, outcome.markdown)
    outcome.problems.extend(parsed.problems)
    _check_between(order, config, tree.marks if tree else Marks({}), today, parsed, outcome)
    if outcome.problems.has_errors:
        return None
    return Checked(config, today, tuple(parsed.records), parsed, cache)


def _check_between(order: Order, config: Config, marks: Marks, today: date, parsed: Parsed, outcome: Outcome) -> None:
    """What holds between files. A record that failed is still a target, so that one fault gives one problem."""
    outcome.problems.extend(check_records(parsed.records, config.languages))
    records = {record.path: record for record in parsed.records}
    whole = len(records) == len([path for path in outcome.sources if path.startswith(f"{CONTENT}/")])
    found = LinkCheck(records, parsed.bodies, parsed.pictures, today, order.drafts).problems()
    outcome.problems.extend(found if whole else ())
    outcome.problems.extend(_check_config(config, marks, parsed) if whole else ())


def _check_config(config: Config, marks: Marks, parsed: Parsed) -> list[Problem]:
    """Menus and the crisis strip name what exists."""
    known = {(record.kind, record.id) for record in parsed.records}
    missing = [
        Problem(f"unknown-{kind}", f'{kind} "{id}" does not exist', marks.value(at))
        for at, kind, id in references(config)
        if (kind, id) not in known
    ]
    entries = [
        (name, index, entry)
        for name in ("navigation", "footer")
        for index, entry in enumerate(getattr(config, name))
        if entry.section and entry.section not in SECTIONS
    ]
    return missing + [
        Problem(
            "unknown-section",
            f'there is no section "{entry.section}"',
            marks.value((name, index, "section")),
            f"the sections are {', '.join(SECTIONS)}",
        )
        for name, index, entry in entries
    ]


def render(order: Order, checked: Checked, outcome: Outcome) -> Mapping[str, bytes] | None:
    """Every file of the site by output path, or None when a problem was found on the way."""
    bundled = bundle(HOME, HOME / ".cache")
    outputs: dict[str, bytes] = {**dict(bundled.files), **checked.parsed.published}
    all_pages: list[Page] = []
    for language in checked.config.languages:
        edition = edition_of(order, checked, language)
        pages = plan(edition)
        outcome.problems.extend(claims(pages))
        if outcome.problems.has_errors:
            return None
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
    translations: gettext.NullTranslations = edition.strings.translations
    templates = Templates(folders, edition.routes.language, translations, dict(bundled.icons))
    renderer = Renderer(templates, checked.cache, outcome.rendered)
    html = renderer.pages(site_view(edition, bundled), pages, edition.routes)
    return {**html, **renderer.search(search_documents(edition), edition.routes)}


def edition_of(order: Order, checked: Checked, language: str) -> Edition:
    """The library of one language: live records, in the default language where there is no translation."""
    return Edition(
        config=checked.config,
        library=Library(_shelves(order, checked, language)),
        bodies=checked.parsed.bodies,
        pictures=checked.parsed.pictures,
        routes=Routes.of(checked.config, language),
        strings=Strings.of(language),
        today=checked.today,
    )


def _shelves(order: Order, checked: Checked, language: str) -> dict[str, dict[str, Record[Model]]]:
    chosen: dict[tuple[str, str], Record[Model]] = {}
    for record in checked.records:
        if record.language in (language, checked.config.language) and _shown(order, checked, record):
            key = (record.kind, record.id)
            if key not in chosen or record.language == language:
                chosen[key] = record
    shelves: dict[str, dict[str, Record[Model]]] = {kind.name: {} for kind in KINDS}
    for (kind, id), record in sorted(itertools.chain(chosen.items())):
        shelves[kind][id] = record
    return shelves


def _shown(order: Order, checked: Checked, record: Record[Model]) -> bool:
    """Live on the day, and no made-up record where the configuration leaves those out."""
    entry = record.entry
    if getattr(entry, "sample", False) is True and not checked.config.samples.publish:
        return False
    return order.drafts or not isinstance(entry, Published) or entry.is_live(checked.today)
