"""Checking between files: references, links, names, menus.

A file that failed on its own still counts as there, so that one fault gives one problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from fingerpost.clinical.checks import check_records, unknown_record
from fingerpost.config import Config
from fingerpost.engine.marks import Marks
from fingerpost.engine.problems import Problem, did_you_mean, quoted
from fingerpost.engine.schema import references
from fingerpost.pages.linking import LinkCheck
from fingerpost.pages.publication import Publication
from fingerpost.pages.routes import SECTIONS
from fingerpost.pages.search import LANGUAGES
from fingerpost.reading import Parsed


def check_between(config: Config, marks: Marks, parsed: Parsed, publication: Publication) -> Iterator[Problem]:
    """Every fault that shows only when the files are seen together. `marks` are those of the configuration."""
    yield from check_records(parsed.records, parsed.ids, config.languages)
    yield from publication.problems(parsed.records)
    records = {record.path: record for record in parsed.records}
    yield from LinkCheck(records, parsed.places, parsed.bodies, parsed.media, publication).problems()
    yield from _menus(config, marks, parsed)
    yield from _languages(config, marks)


def _menus(config: Config, marks: Marks, parsed: Parsed) -> Iterator[Problem]:
    """Menus and the crisis strip name what exists."""
    for at, kind, id in references(config):
        if id not in parsed.ids[kind]:
            yield unknown_record(kind, id, parsed.ids, marks.value(at))
    for menu in ("navigation", "footer"):
        for index, entry in enumerate(getattr(config, menu)):
            if entry.section and entry.section not in SECTIONS:
                help = did_you_mean(entry.section, SECTIONS) + f"The sections are {', '.join(SECTIONS)}"
                place = marks.value((menu, index, "section"))
                yield Problem("unknown-section", f"there is no section {quoted(entry.section)}", place, help)


def _languages(config: Config, marks: Marks) -> Iterator[Problem]:
    for index, language in enumerate(config.languages):
        if language not in LANGUAGES:
            yield Problem(
                "unsupported-language",
                f'a site in "{language}" cannot be searched yet',
                marks.value(("languages", index)),
                f"the languages so far are {', '.join(LANGUAGES)}",
            )
