"""The documentation of problems against the code: every code has an entry, and every message shown is the program's."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from fingerpost.clinical.kinds import KIND
from fingerpost.engine.problems import describe
from fingerpost.faces import text_digest
from fingerpost.pipeline import Order, check
from tests.codes import codes, trees
from tests.test_docs import DOCS, FENCE, ROOT, Example, examples, told

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
    outcome = check(Order(tmp_path, tmp_path / "output", date(2026, 11, 21)))
    assert [describe(each, outcome.line_of) + "\n" for each in outcome.problems] == [example.text]


def test_the_program_that_prints_digests_prints_what_a_review_signs(tmp_path: Path) -> None:
    for path, text in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    programs = [found[3] for found in FENCE.finditer(told(DOCS / "editors/fields/shared.md")) if found[2] == "python"]
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{programs[0]}"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    entry = KIND["concern"].model.validated(
        {"title": "Shame", "plain_name": "Shame", "summary": "Shame", "is_condition": "false"}
    )
    assert f"{text_digest(entry, 'Text.')} content/concerns/shame.md" in said.splitlines()
