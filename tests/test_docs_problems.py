"""The documentation of problems against the code: every code has an entry, and every message shown is the program's."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest

from fingerpost.clinical.kinds import KIND
from fingerpost.engine.problems import describe
from fingerpost.engine.scalars import Refers
from fingerpost.pipeline import Order, Outcome, check
from fingerpost.reading import text_digest
from tests.test_docs import DOCS, FENCE, ROOT, Example, examples, models, told

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")

CONCERN = "---\ntitle: {0}\nplain_name: {0}\nsummary: {0}\nis_condition: false\n---\n\nText.\n"
SITE = {
    "site_config.yaml": "name: S\ntagline: T\nbase_url: https://example.org/\npublisher: {name: P}\n"
    "navigation: [{section: concerns}]\nsamples: {publish: false}\n",
    "content/concerns/anxiety.md": CONCERN.format("Anxiety"),
    "content/concerns/shame.md": CONCERN.format("Shame"),
}
SITES = {
    "unknown-concern": {
        **SITE,
        "content/modalities/cbt.md": "---\ntitle: CBT\nsummary: S\nkind: therapy\nconcerns: [anxeity]\n"
        "cautions: [{text: T}]\n---\n\nText.\n",
    },
    "empty-file": {**SITE, "content/modalities/loving-kindness-meditation.md": ""},
}


@cache
def trees() -> tuple[ast.Module, ...]:
    """The program's source, parsed."""
    return tuple(ast.parse(told(path)) for path in sorted((ROOT / "fingerpost").rglob("*.py")))


@cache
def takers() -> dict[str, int]:
    """Every function and class of the program that takes a code, with the place of that among its arguments."""
    found: dict[str, int] = {}
    for node in (node for tree in trees() for node in ast.walk(tree)):
        names: list[str] = []
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
        elif isinstance(node, ast.ClassDef):
            names = [
                each.target.id
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "code" in names:
            found[node.name] = names.index("code")
    return found


def texts_in(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, the start of one, or either branch."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from texts_in(node.values[0])
    elif isinstance(node, ast.IfExp):
        yield from (*texts_in(node.body), *texts_in(node.orelse))


def codes_written() -> Iterator[str]:
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = node.args[takers()[name] :][:1] if name in takers() else []
            given += [each.value for each in node.keywords if each.arg == "code"]
            yield from (text for expression in given for text in texts_in(expression))


def kinds_named(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, Refers):
            yield argument.kind
        yield from kinds_named(argument)


def codes() -> set[str]:
    """Every code in the source. `unknown-{kind}` stands for each kind of record that a field can name."""
    found = set(codes_written())
    assert "unknown-" in found
    fields = [field for model in models().values() for field in model.model_fields.values()]
    kinds = {kind for field in fields for kind in kinds_named(Annotated[field.annotation, *field.metadata, ""])}
    return {code for code in found if re.fullmatch(CODE, code)} | {f"unknown-{kind}" for kind in kinds}


def test_every_problem_has_an_entry_and_every_entry_a_problem() -> None:
    entries = re.findall(r"^### (\S+)$", told(DOCS / "editors" / "problems.md"), re.MULTILINE)
    assert len(entries) == len(set(entries))
    assert set(entries) == codes()


def test_the_entries_say_which_problems_are_warnings() -> None:
    calls = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [[each for each in node.args if isinstance(each, ast.Constant)] for node in calls]
    warnings = {texts[0].value for texts in given if len(texts) > 1 and texts[-1].value == "warning"}
    entries = re.findall(r"^### (\S+)\n(?=\*Warning\.\*)", told(DOCS / "editors" / "problems.md"), re.MULTILINE)
    assert set(entries) == warnings


@pytest.mark.parametrize("example", examples("message"), ids=lambda each: each.of)
def test_a_message_in_the_documentation_is_what_the_program_says(example: Example, tmp_path: Path) -> None:
    for path, text in SITES[example.of].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    outcome = Outcome()
    check(Order(tmp_path, tmp_path / "output", date(2026, 11, 21)), outcome)
    assert [describe(each, outcome.line_of) + "\n" for each in outcome.problems] == [example.text]


def test_the_program_that_prints_digests_prints_what_a_review_signs(tmp_path: Path) -> None:
    for path, text in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    programs = [found[3] for found in FENCE.finditer(told(DOCS / "editors/fields/shared.md")) if found[2] == "python"]
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{programs[0]}"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    entry = KIND["concern"].model.model_validate(
        {"title": "Shame", "plain_name": "Shame", "summary": "Shame", "is_condition": "false"}
    )
    assert f"{text_digest(entry, 'Text.')} content/concerns/shame.md" in said.splitlines()
