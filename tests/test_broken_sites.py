"""One fault a site: its exact message, exit status 1, and the published site untouched.

A case is a folder in sites/broken: files laid over the smallest site, and in expected.txt what is printed.
Files that a repository cannot hold well are written by the functions in WRITERS.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building import CHECKOUT, SITES, contents, copy_of, fingerpost
from tests.codes import codes

BROKEN = SITES / "broken"
EXPECTED = "expected.txt"
ABOUT = "content/pages/about.md"
TERM = "content/glossary/effect-size.yaml"
FRONT_MATTER = "---\ntitle: About\nsummary: The one page of the smallest site.\n---\n\n"
NOT_BUILT = "1 error. The site was not built; what was in the output is unchanged.\n"


def _write(root: Path, path: str, content: bytes | str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def _bytes(path: str, content: bytes | str) -> Callable[[Path], None]:
    return lambda root: _write(root, path, content)


def _link(root: Path) -> None:
    (root / "content/pages/copy.md").symlink_to("about.md")


def _fifo(root: Path) -> None:
    os.mkfifo(root / "content/pages/pipe.md")


def _bomb() -> str:
    """Each line holds the one above nine times: a billion laughs."""
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))]
    return "\n".join(lines) + "\n"


WRITERS: dict[str, Callable[[Path], None]] = {
    "alias-bomb": _bytes(TERM, _bomb()),
    "brackets-in-a-record": _bytes(TERM, "term: " + "[" * 200_000 + "\n"),
    "brackets-in-front-matter": _bytes(ABOUT, "---\ntitle: " + "[" * 200_000 + "\n---\n\nText.\n"),
    "brackets-in-markdown": _bytes(ABOUT, FRONT_MATTER + "[" * 200_000 + "\n"),
    "byte-order-mark": _bytes(ABOUT, "\ufeff" + FRONT_MATTER + "Text.\n"),
    "config-empty": _bytes("site_config.yaml", ""),
    "config-missing": lambda root: (root / "site_config.yaml").unlink(),
    "content-missing": lambda root: shutil.rmtree(root / "content"),
    "control-character": _bytes(TERM, "term: effect size\ndefinition: How\x00 large.\n"),
    "control-character-in-markdown": _bytes(ABOUT, FRONT_MATTER + "Some\x07 text.\n"),
    "line-separator": _bytes(TERM, "term: effect size\ndefinition: How\u2028large.\n"),
    "not-a-file": _fifo,
    "not-utf8": _bytes(ABOUT, FRONT_MATTER.encode() + "Text with a café in it.\n".encode("latin-1")),
    "not-utf8-is-still-a-target": _bytes(ABOUT, b"---\ntitle: Caf\n---\n" + b"\xff\n"),
    "stray-carriage-return": _bytes(ABOUT, FRONT_MATTER + "One line.\rAnother.\n"),
    "symbolic-link": _link,
    "text-too-long": _bytes(TERM, "term: effect size\ndefinition: " + "large " * 3_334 + "\n"),
    "text-too-long-in-markdown": _bytes(ABOUT, FRONT_MATTER + "A long text. " * 40_000 + "\n"),
    "too-large": _bytes(ABOUT, FRONT_MATTER + "Text.\n" * 333_334),
}
CASES = sorted({*WRITERS, *(path.name for path in BROKEN.iterdir())} if BROKEN.is_dir() else WRITERS)


def broken_site(case: str, folder: Path) -> Path:
    """The smallest site with the case's fault."""
    copy_of("minimal", folder)
    if (BROKEN / case).is_dir():
        shutil.copytree(BROKEN / case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))
    if case in WRITERS:
        WRITERS[case](folder)
    return folder


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_once_and_leaves_the_published_site(
    case: str, tmp_path: Path, minimal_output: Path, update_goldens: bool
) -> None:
    root = broken_site(case, tmp_path / "site")
    shutil.copytree(minimal_output, root / "output")
    before = contents(root / "output")

    result = fingerpost(root)

    said = result.stderr.removesuffix(f"\n{NOT_BUILT}") if result.exit_code else result.stderr.removesuffix("\n")
    if update_goldens:
        _write(BROKEN / case, EXPECTED, said)
    assert said == (BROKEN / case / EXPECTED).read_text("utf-8")
    faults = re.findall(r"^\S.*?: (error|warning)\[[a-z0-9-]+\]: ", said, flags=re.MULTILINE)
    assert len(faults) == 1
    if faults == ["error"]:
        assert (result.exit_code, result.stderr) == (1, f"{said}\n{NOT_BUILT}")
        assert contents(root / "output") == before
        assert not list(root.glob(".output-*"))
    else:
        assert result.exit_code == 0


def test_every_code_in_the_source_has_a_case() -> None:
    told = {code for case in CASES for code in _codes_told(BROKEN / case / EXPECTED)}
    assert codes() - told == {*TESTED_ELSEWHERE, *GUARDS}
    for code, path in TESTED_ELSEWHERE.items():
        assert f'"{code}"' in (CHECKOUT / path).read_text("utf-8")


# Faults that no site shows alone: one in two languages is warned of its interface too, and some systems keep two files
# of the same name as one.
TESTED_ELSEWHERE = {"no-original": "tests/test_reading.py", "same-name": "tests/engine/test_sources.py"}

# Guards against what Python-Markdown may do to a text; none is known to bring them out.
GUARDS = {"bad-block", "crossed-markup"}


def _codes_told(expected: Path) -> list[str]:
    return re.findall(r": (?:error|warning|notice)\[([a-z0-9-]+)\]: ", expected.read_text("utf-8"))
