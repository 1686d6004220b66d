"""The documentation against the code: every field and setting is there, and examples, links and the tree hold."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import pytest
from pydantic import ValidationError

from fingerpost.clinical.kinds import KIND
from fingerpost.clinical.published import Published
from fingerpost.clinical.questions import QUESTIONS
from fingerpost.config import Config
from fingerpost.engine.frontmatter import Split, split
from fingerpost.engine.markdown import convert
from fingerpost.engine.schema import Model, fields_of
from fingerpost.engine.yamltree import Tree, parse_yaml
from fingerpost.pages.routes import SECTIONS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = tuple(sorted((ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md"))))
FENCE = re.compile(r"^(`{3,}|~{3,})(\w*)[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
MARKED = re.compile(r"^<!-- (example|part of|message): ?([\w-]*) -->\n+```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^<!-- fields: (\w+) -->\n+((?:\|[^\n]*\n)+)", re.MULTILINE)


class Row(NamedTuple):
    """One field as it is documented."""

    required: bool
    text: str


class Example(NamedTuple):
    """A marked block of code: `how` is example, part of or message; `of` a kind, a model or a code."""

    page: str
    how: str
    of: str
    form: str
    text: str


def told(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Fields


def models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def reached(model: type[Model], found: dict[str, type[Model]]) -> dict[str, type[Model]]:
    """The model, those it is built on, and those inside it, by name."""
    if model.__name__ in found:
        assert found[model.__name__] is model, "two models of one name"
        return found
    found[model.__name__] = model
    for base in model.__mro__:
        if issubclass(base, Model) and base is not Model:
            reached(base, found)
    for field in fields_of(model).values():
        for inner in models_in(field.annotation):
            reached(inner, found)
    return found


@cache
def models() -> dict[str, type[Model]]:
    """Every model that an editor or publisher fills in, by name."""
    found: dict[str, type[Model]] = {}
    whole: list[type[Model]] = [*(kind.model for kind in KIND.values()), Config]
    for model in whole:
        reached(model, found)
    return found


def tables() -> Iterator[tuple[str, str, dict[str, Row]]]:
    """Page, model and rows of every table of fields."""
    for page in PAGES:
        for found in TABLE.finditer(told(page)):
            cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in found[2].splitlines()[2:]]
            assert all(len(row) == 4 and row[1] in ("yes", "no") for row in cells), f"{name_of(page)}: {found[1]}"
            rows = {row[0].strip("`| "): Row(row[1] == "yes", f"{row[2]} {row[3]}") for row in cells}
            assert len(rows) == len(cells), f"{name_of(page)}: {found[1]} has a field twice"
            yield name_of(page), found[1], rows


@cache
def documented() -> dict[str, tuple[str, dict[str, Row]]]:
    """The page and the rows of each documented model."""
    found = list(tables())
    names = [model for _, model, _ in found]
    assert len(names) == len(set(names)), "a model is documented twice"
    return {model: (page, rows) for page, model, rows in found}


def choices(annotation: Any) -> Iterator[str]:
    """The words of every Literal in an annotation, those of models inside left out."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif not (isinstance(annotation, type) and issubclass(annotation, Model)):
        for argument in get_args(annotation):
            yield from choices(argument)


def test_every_model_is_documented_and_no_other() -> None:
    assert documented().keys() == models().keys()


@pytest.mark.parametrize("name", sorted(models()))
def test_every_field_is_documented_and_rightly_said_to_be_required(name: str) -> None:
    model = models()[name]
    own = {field: fields_of(model)[field] for field in fields_of(model) if field in model.__annotations__}
    rows = documented()[name][1]
    assert {field: row.required for field, row in rows.items()} == {
        field: about.required for field, about in own.items()
    }


@pytest.mark.parametrize("name", sorted(models()))
def test_every_choice_of_a_field_is_documented(name: str) -> None:
    rows, model = documented()[name][1], models()[name]
    for field, row in rows.items():
        for choice in choices(fields_of(model)[field].annotation):
            assert f"`{choice}`" in row.text, f"{name}.{field}: {choice}"


@pytest.mark.parametrize("kind", sorted(KIND))
def test_every_kind_has_a_page_that_names_its_folder(kind: str) -> None:
    page = DOCS / "editors" / "fields" / f"{kind}.md"
    about = KIND[kind]
    suffix = "md" if about.form == "markdown" else "yaml"
    assert f"`content/{about.folder}/*.{suffix}`" in told(page)
    assert f"({kind}.md) | `content/{about.folder}/*.{suffix}`" in told(page.with_name("index.md"))
    assert documented()[about.model.__name__][0] == name_of(page)
    assert ("shared.md" in told(page)) == issubclass(about.model, Published)


def test_the_questions_for_therapists_are_documented_as_they_are_asked() -> None:
    rows = documented()["Answers"][1]
    assert {name: row.text.partition("?")[0] + "?" for name, row in rows.items()} == QUESTIONS


# Examples


def examples(*how: str) -> list[Example]:
    found = [Example(name_of(page), *each.groups()) for page in PAGES for each in MARKED.finditer(told(page))]
    return [each for each in found if each.how in how]


def model_of(name: str) -> type[Model]:
    return Config if name == "config" else KIND[name].model if name in KIND else models()[name]


def faults(example: Example) -> list[str]:
    """What the model says to the example's YAML; a part may lack keys at its top, and what they say together."""
    parts = split(example.page, example.text) if example.form == "markdown" else Split(example.text, "", 0)
    assert isinstance(parts, Split), parts
    tree = parse_yaml(example.page, parts.yaml)
    assert isinstance(tree, Tree), tree
    wrong = [problem.message for problem in convert(example.page, parts.body).problems]
    try:
        model_of(example.of).validated(tree.value)
    except ValidationError as error:
        wrong += [
            f"{each['loc']}: {each['msg']}"
            for each in error.errors()
            if example.how == "example" or len(each["loc"]) > 1 or (each["loc"] and each["type"] != "missing")
        ]
    return wrong


@pytest.mark.parametrize("example", examples("example", "part of"), ids=lambda each: f"{each.page}:{each.of}")
def test_an_example_is_valid(example: Example) -> None:
    assert faults(example) == []


def test_every_kind_has_a_whole_example() -> None:
    shown = {each.of for each in examples("example") if each.form == "yaml"}
    assert shown >= {*KIND, "config"}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_yaml_stands_unchecked(path: Path) -> None:
    # How a text is written has small pieces of front matter, which are no records.
    blocks = [found[3] for found in FENCE.finditer(told(path)) if found[2] in ("yaml", "yml")]
    assert blocks == [found[4] for found in MARKED.finditer(told(path)) if found[3] == "yaml"]


# Links, sections, the tree


def plain(text: str) -> str:
    """The text without code, in which a bracket is no link."""
    return re.sub(r"`[^`\n]+`", "", FENCE.sub("", text))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#{1,6} (.+)$", FENCE.sub("", told(page)), re.MULTILINE)
    words = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title).strip().lower() for title in titles)
    return {re.sub(r"[^\w\- ]", "", each).replace(" ", "-") for each in words}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", plain(told(path))):
        if not re.match(r"[a-z]+:", target):
            file, _, fragment = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            assert there.is_file(), target
            assert not fragment or fragment in anchors(there), target


def test_every_page_of_the_documentation_is_linked_from_another() -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+\.md[^)\s]*)\)", plain(told(page)))
        if not re.match(r"[a-z]+:", target)
    }
    assert {name_of(page) for page in PAGES if page not in linked} == {"README.md"}


def test_the_sections_are_those_that_a_link_may_name() -> None:
    paragraph = told(DOCS / "editors" / "links-and-pictures.md").partition("<!-- sections -->")[2].split("\n\n")[0]
    assert set(re.findall(r"`site:([a-z-]+)`", paragraph)) == set(SECTIONS)


def tree() -> Iterator[str]:
    """The paths that the page on architecture draws."""
    drawn = told(DOCS / "contributors" / "architecture.md").partition("<!-- tree -->\n```text\n")[2].partition("```")[0]
    folders: dict[int, str] = {}
    for line in drawn.splitlines():
        name = line.split()[0]
        indent = len(line) - len(line.lstrip())
        path = folders.get(indent - 2, "") + name
        folders[indent] = path
        yield path


def test_the_tree_in_the_architecture_is_the_tree() -> None:
    drawn = set(tree())
    assert [path for path in sorted(drawn) if not (ROOT / path).exists()] == []
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    kept = {f"{path.split('/')[0]}/" for path in listing if "/" in path and not path.startswith(".")}
    rooms = {f"fingerpost/{path.parent.name}/" for path in (ROOT / "fingerpost").glob("*/__init__.py")}
    modules = {name_of(path) for path in (ROOT / "fingerpost").glob("*.py") if path.name != "__init__.py"}
    assert (kept | rooms | modules) - drawn == set()
