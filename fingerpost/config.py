"""`site_config.yaml` as a frozen value: what a publisher decides about the whole site."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fingerpost.engine.constraints import After, Count, refuse
from fingerpost.engine.problems import Problem, Span, quoted
from fingerpost.engine.scalars import Flag, Language, Line, Refers, Slug, Summary, Text, Url, Whole
from fingerpost.engine.schema import Model, rule
from fingerpost.engine.sources import Source, read_text
from fingerpost.engine.validation import validate
from fingerpost.engine.yamltree import Tree, parse_yaml

CONFIG_FILE = "site_config.yaml"


def _time_zone(value: str) -> str:
    # Not needed for a configuration that was read before.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse("not-a-time-zone", f"{quoted(value)} is not a time zone", "it reads like America/Toronto")
    return value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.query or parts.fragment:
        refuse("not-a-url", f"{quoted(value)} does not end with a path", "leave out what follows the ? or #")
    if not re.fullmatch(r"(/(?!\.\.?(/|$))[A-Za-z0-9._~-]+)*/?", parts.path, re.ASCII):
        help = "name each folder once, in plain letters, digits and hyphens, such as https://example.org/care/"
        refuse("not-a-url", f"{quoted(value)} has a path that cannot begin every address of a site", help)
    return value.rstrip("/") + "/"


BaseUrl = Annotated[Url, After(_base_url)]


def _distinct(value: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((each for each in value if value.count(each) > 1), None)
    if twice is not None:
        refuse("listed-twice", f"lists {quoted(twice)} twice", "keep one of the two")
    return value


class Publisher(Model):
    """Who answers for the site."""

    name: Line
    url: Url | None = None


class MenuEntry(Model):
    """A link in the header or footer: a section of the site, or a page by its id."""

    section: Slug | None = None
    page: Annotated[Slug, Refers("page")] | None = None
    title: Line | None = None

    @rule
    def _one_target(self) -> None:
        if bool(self.section) == bool(self.page):
            refuse(
                "menu-entry", "a menu entry leads to one place", "give section or page, and not both", ("page", "title")
            )


class Samples(Model):
    """Whether made-up records are published."""

    publish: Flag


class Boosts(Model):
    """How much a word counts for a page by where it stands there."""

    title: Whole = 10
    keywords: Whole = 6
    headings: Whole = 4
    summary: Whole = 3
    body: Whole = 1


class SearchSettings(Model):
    """How search is tuned. `synonyms` are groups of words and names that mean the same.

    `stop_words` are passed over besides those of the language, `kept_words` are not, though they are among these.
    """

    index: Literal["shards", "compatible"] = "shards"
    boosts: Boosts = Boosts()
    synonyms: tuple[Annotated[tuple[Line, ...], Count(2), After(_distinct)], ...] = ()
    stop_words: tuple[Line, ...] = ()
    kept_words: tuple[Line, ...] = ()


class Config(Model):
    """The whole configuration. `base_url` ends with a slash; languages[0] is the default and sits at the root."""

    name: Line
    tagline: Summary
    base_url: BaseUrl
    time_zone: Annotated[Line, After(_time_zone)] = "UTC"
    languages: Annotated[tuple[Language, ...], Count(1), After(_distinct)] = ("en",)
    publisher: Publisher
    navigation: Annotated[tuple[MenuEntry, ...], Count(1, 8)]
    footer: tuple[MenuEntry, ...] = ()
    footnote: Text | None = None
    crisis_strip: tuple[Annotated[Slug, Refers("crisis")], ...] = ()
    samples: Samples
    reading_speed: Whole = 220
    search: SearchSettings = SearchSettings()

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def base_path(self) -> str:
        """The path under which the site is served: "/" or "/folder/"."""
        return urlsplit(self.base_url).path or "/"

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def load_config(
    root: Path, base_url: str | None = None
) -> tuple[Config | None, Source | None, Tree | None, tuple[Problem, ...]]:
    """Read `site_config.yaml` under `root`. `base_url` takes the place of the file's own."""
    path = root / CONFIG_FILE
    if not path.is_file():
        missing = Problem(
            "no-config",
            "does not exist",
            Span(CONFIG_FILE),
            "run this in the folder of the site, or name that folder with --root",
        )
        return None, None, None, (missing,)
    source, problems = read_text(path, CONFIG_FILE)
    if source is None:
        return None, None, None, problems
    tree = parse_yaml(CONFIG_FILE, source.text)
    if not isinstance(tree, Tree):
        return None, source, None, (*problems, *tree)
    if base_url is not None:
        tree.value["base_url"] = base_url
    config = validate(tree, Config)
    if not isinstance(config, Config):
        # What was wrong with the option stands on the command line and not in the file.
        at = tree.marks.value(("base_url",)) if base_url is not None else None
        option = Span("--base-url")
        faults = (replace(each, span=option) if each.span == at else each for each in config)
        return None, source, tree, (*problems, *faults)
    return config, source, tree, problems
