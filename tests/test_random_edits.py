"""A build after any edits gives what a build from nothing gives: the same files to the byte, or the same problems.

Hypothesis makes the edits. Each example is a folder that is edited, built, edited and built again, by processes that
come and go and by one that stays; beside it everything is built anew, in an empty folder, without a cache.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fingerpost.addresses import read_addresses
from fingerpost.engine.assets import bundle
from fingerpost.engine.problems import describe
from fingerpost.engine.publish import MANIFEST
from fingerpost.job import Job
from fingerpost.pipeline import HOME, Order, Outcome, configured, day_of, identity_of, open_workshop
from fingerpost.workshop import Workshop
from tests.building import CHECKOUT, Result, contents, fingerpost
from tests.edits import (
    EDITS,
    Edit,
    add_paragraph,
    configure,
    delete_unused,
    draw,
    edit_template,
    flip_draft,
    fresh_site,
    move_address,
    rename,
    retitle,
)

# After so many seconds, stamps tell of every change.
A_MOMENT = 0.03
NUMBERS = st.integers(0, 499)
DAY = date(2026, 11, 21)
# Around the days on which something of the site comes, goes, or grows old.
DAYS = st.sampled_from(
    [DAY + timedelta(days) for days in (-800, -40, -2, -1, 0, 1, 9, 10, 39, 40, 41, 45, 103, 130, 800)]
)


def told(outcome: Outcome) -> list[str]:
    return [describe(problem, outcome.line_of) for problem in outcome.problems]


class RandomEdits(RuleBasedStateMachine):
    """One folder, and what is known of the last site that was published from it. Its lists have many pages."""

    @initialize()
    def begin(self) -> None:
        self.patched = pytest.MonkeyPatch()
        self.patched.setattr("fingerpost.pages.paging.ON_A_PAGE", 2)
        self.folder = Path(tempfile.mkdtemp(prefix="random-edits-"))
        self.root = fresh_site(self.folder / "site")
        self.order = Order(self.root, self.root / "output", DAY, workers=1)
        self.published: dict[str, str] = {}
        self.workshop: Workshop | None = None
        self.waiting = self.broken = False

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.patched.undo()

    # What happens to the folder

    @rule(edit=st.sampled_from(EDITS), number=NUMBERS, then=st.sampled_from(["build", "build", "rest", "edit"]))
    def edit(self, edit: Edit, number: int, then: str) -> None:
        if self.broken and number % 4:
            copy_inputs(self.folder / "good", self.root)
        # A folder may stand where a file is to be written.
        with suppress(OSError):
            edit(self.root, number)
        self.waiting = then == "edit"
        if then == "rest":
            time.sleep(A_MOMENT)

    @rule(day=DAYS)
    def build_on(self, day: date) -> None:
        self._order_anew(day=day)

    @rule()
    def flip_drafts(self) -> None:
        self._order_anew(drafts=not self.order.drafts)

    def _order_anew(self, day: date | None = None, drafts: bool | None = None) -> None:
        drafts = self.order.drafts if drafts is None else drafts
        self.order = Order(self.root, self.root / "output", day or self.order.today, drafts=drafts, workers=1)
        self.waiting = False

    @precondition(lambda self: self.published)
    @rule(number=NUMBERS, gone=st.booleans())
    def touch_what_is_published(self, number: int, gone: bool) -> None:
        # Without its list of files, a folder is somebody else's.
        names = sorted(self.published.keys() - {MANIFEST})
        file = self.order.output / names[number % len(names)]
        file.unlink(missing_ok=True)
        if not gone and file.parent.is_dir():
            file.write_text("somebody wrote this")

    @precondition(lambda self: self.published)
    @rule()
    def find_a_foreign_file(self) -> None:
        foreign = self.order.output / "notes.txt"
        foreign.write_text("mine")
        before = contents(self.order.output)
        refused = self._refused()
        assert contents(self.order.output) == before
        assert refused or self._from_nothing()[1]
        foreign.unlink()

    def _refused(self) -> bool:
        result = self._run()
        return result.exit_code == 2 and "notes.txt" in result.stderr

    @rule(number=NUMBERS, how=st.sampled_from(["all", "entry", "entries", "ledger", "packs"]))
    def lose_of_the_cache(self, number: int, how: str) -> None:
        cache = self.root / ".cache"
        chosen = {"ledger": "ledger/*", "packs": "pack/*"}.get(how, "*/*/*")
        files = sorted(path for path in cache.glob(chosen) if path.is_file())
        if how == "all":
            shutil.rmtree(cache, ignore_errors=True)
            return
        for file in files if how != "entry" else files[number % max(1, len(files)) :][:1]:
            damage(file, number)

    @rule()
    def crash_before_the_ledger_is_kept(self) -> None:
        ledgers = self.root / ".cache/ledger"
        kept = shutil.copytree(ledgers, self.folder / "ledgers", dirs_exist_ok=True) if ledgers.is_dir() else None
        self._built()
        shutil.rmtree(ledgers, ignore_errors=True)
        if kept:
            kept.rename(ledgers)

    # What must come of it

    @precondition(lambda self: not self.waiting)
    @invariant()
    def a_build_gives_what_one_from_nothing_gives(self) -> None:
        expected, said = self._from_nothing()
        self.broken = expected is None
        if not self.broken:
            copy_inputs(self.root, self.folder / "good")
        before = contents(self.order.output)
        for _ in range(2):
            assert self._built() == said
            assert contents(self.order.output) == (before if expected is None else expected)
        self._the_one_that_stays_agrees(expected, said)

    def _built(self) -> str:
        """What a build said. It may not say anything of the program's own."""
        result = self._run()
        assert result.exit_code in (0, 1), result.output
        if result.exit_code == 0:
            self.published = contents(self.order.output)
        return result.stderr

    def _run(self, root: Path | None = None) -> Result:
        drafts = ["--drafts"] if self.order.drafts else []
        return fingerpost(root or self.root, *drafts, "--quiet", today=str(self.order.today))

    def _from_nothing(self) -> tuple[dict[str, str] | None, str]:
        """The files of a build in a new folder, None if there is none, and what was said."""
        with tempfile.TemporaryDirectory(dir=self.folder) as empty:
            root = Path(empty)
            copy_inputs(self.root, root)
            result = self._run(root)
            return (contents(root / "output") if result.exit_code == 0 else None), result.stderr

    def _the_one_that_stays_agrees(self, expected: dict[str, str] | None, said: str) -> None:
        outcome = Outcome(self.root)
        loaded = configured(self.order, outcome.problems)
        if loaded is not None:
            config, marks = loaded
            identity = identity_of(self.order, config)
            if self.workshop is None or self.workshop.ledger.identity != identity:
                self.workshop = open_workshop(self.order, identity)
            day, (addresses, faults) = day_of(self.order, config), read_addresses(self.root)
            outcome.problems.extend(faults)
            job = Job(config, marks, bundle(HOME, HOME / ".cache"), day, addresses=addresses)
            attempt = self.workshop.build(job)
            outcome.problems.extend(attempt.problems)
        assert all(each in said for each in told(outcome))
        if expected is not None and self.workshop is not None:
            found = self.workshop.files.digests
            assert found == {path: digest for path, digest in expected.items() if path != MANIFEST}


def copy_inputs(root: Path, copy: Path) -> None:
    """All that a build of the site at `root` reads, in the place of what stands at `copy`."""
    for name in ("content", "templates"):
        shutil.rmtree(copy / name, ignore_errors=True)
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, symlinks=True)
    for name in ("site_config.yaml", "addresses.txt"):
        if (root / name).is_file():
            shutil.copyfile(root / name, copy / name)


def damage(file: Path, number: int) -> None:
    content = bytearray(file.read_bytes())
    if number % 3 and content:
        content[random.Random(number).randrange(len(content))] ^= 1 + number % 255
        file.write_bytes(content)
    else:
        file.write_bytes(content[: number % (len(content) + 1)])


def test_edits_between_processes_give_what_one_process_gives_from_nothing(tmp_path: Path) -> None:
    root, chosen = fresh_site(tmp_path / "site"), random.Random(12)
    edits = [add_paragraph, retitle, rename, edit_template, draw, delete_unused, configure, move_address, flip_draft]
    for edit in edits:
        edit(root, chosen.randrange(500))
        first = in_a_process(root)
    copy_inputs(root, tmp_path / "copy")
    second = in_a_process(tmp_path / "copy")
    assert (first.returncode, first.stderr) == (second.returncode, second.stderr) == (0, "")
    assert contents(root / "output") == contents(tmp_path / "copy" / "output")


def in_a_process(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(root), "--today", str(DAY), "--quiet"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


THOROUGH = settings.get_current_profile_name() == "thorough"
TestRandomEdits: Callable[..., object] = RandomEdits.TestCase
RandomEdits.TestCase.settings = settings(
    max_examples=300 if THOROUGH else 6,
    stateful_step_count=40 if THOROUGH else 12,
    deadline=None,
    # To shorten a failing example takes longer than to read it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
