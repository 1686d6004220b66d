"""Building fixture sites in tests: copies of tests/sites, runs of the command line, and what a folder holds."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fingerpost.catalogue import Catalogue
from fingerpost.cli import main
from fingerpost.config import load_config
from fingerpost.engine.cache import Cache
from fingerpost.engine.reads import Reads, Today
from fingerpost.engine.sources import scan_folder
from fingerpost.ledger import Ledger
from fingerpost.naming import CONTENT
from fingerpost.pages.edition import Edition
from fingerpost.pages.publication import Publication
from fingerpost.pages.strings import Strings
from fingerpost.reading import Reader

CHECKOUT = Path(__file__).resolve().parents[1]
SITES = CHECKOUT / "tests" / "sites"
TODAY = "2026-11-21"


def copy_of(site: str, folder: Path) -> Path:
    """A copy of tests/sites/`site` in `folder`, to build there and to break."""
    shutil.copytree(SITES / site, folder, dirs_exist_ok=True)
    if site == "full":
        # No recording lies in the repository.
        (folder / "content/therapists/media/nora.mp4").write_bytes(b"no film, but bytes enough")
    return folder


class _Screen(io.StringIO):
    """A stream that also writes to another one."""

    def __init__(self, both: io.StringIO) -> None:
        super().__init__()
        self._both = both

    def write(self, text: str) -> int:
        self._both.write(text)
        return super().write(text)


@dataclass(frozen=True, slots=True)
class Result:
    """How a call ended and what it printed: to both streams in its order, and to each."""

    exit_code: int
    output: str
    stdout: str
    stderr: str


def fingerpost(root: Path, *arguments: str | Path, today: str = TODAY) -> Result:
    """One run of the command line in this process. An exception other than an exit fails the test."""
    status, both = 0, io.StringIO()
    out, err = _Screen(both), _Screen(both)
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(["--root", str(root), "--today", today, *map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
    return Result(status, both.getvalue(), out.getvalue(), err.getvalue())


def run(*arguments: str, interpreter: Sequence[str] = (), **environment: str) -> subprocess.CompletedProcess[str]:
    """One run of the command line in a process of its own."""
    command = [sys.executable, *interpreter, str(CHECKOUT / "build.py"), *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=100)


def built(root: Path, *arguments: str | Path, today: str = TODAY) -> Path:
    """The output of a build that must succeed without a word on the error stream."""
    result = fingerpost(root, *arguments, today=today)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return root / "output"


def contents(folder: Path, without: Iterable[str] = ()) -> dict[str, str]:
    """Every file below `folder` by path, with the digest of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {path: digest for path, digest in found.items() if path not in without}


def catalogue_of(root: Path, *languages: str, ledger: Ledger | None = None) -> Catalogue:
    """What is known of the content of a site, read now or taken over from what `ledger` says of it."""
    labels = {language: Strings.of(language).body_labels for language in languages or ("en",)}
    reader = Reader(root, languages or ("en",), Cache(root / ".cache"), labels)
    catalogue = Catalogue.of(reader, "/", ledger or Ledger())
    update(catalogue)
    return catalogue


def edition_of(root: Path, catalogue: Catalogue | None = None, today: str = TODAY, cache: str = ".cache") -> Edition:
    """A site in its first language on one day, of which nothing was read yet, with what an earlier one cached."""
    config, *_ = load_config(root)
    assert config is not None
    day = Today(date.fromisoformat(today), Reads())
    shown = Publication(day, config.samples.publish).includes
    content = catalogue or catalogue_of(root, *config.languages)
    return Edition.of(config, content, shown, day, config.language, Cache(root / cache))


def update(catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """Look at the files again, and read what changed. The paths of what was read, and of what is gone."""
    started = time.time_ns()
    scan = scan_folder(catalogue.reader.root, CONTENT)
    changed, gone = catalogue.differences(scan, started)
    for path in gone:
        catalogue.remove(path)
    for path in changed:
        catalogue.place(path)
    for reading in catalogue.read_each(changed):
        catalogue.take(reading)
    return changed, gone
