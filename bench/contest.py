"""Builds of all contestants in turn, A B C A B C: so that whatever else the machine does, it does to all of them.

Every edit is looked for in what was built; a build that does not show it is a fault, and no measure.
"""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.documents import MadeUp
from bench.peers.peer import Peer
from bench.results import Builds, Size
from bench.timing import CommandError, Run, timed


@dataclass(frozen=True, slots=True)
class Rules:
    """How often each contestant builds, and when it has had enough time.

    In the first `titles` rounds a title is changed too. A build is stopped after `cap` seconds. A peer without an aim
    for edits that takes longer than `patience` for a cold build is measured once at that size, and cold alone.
    """

    rounds: int
    titles: int = 100
    cap: float = 900
    patience: float = 30


@dataclass(frozen=True, slots=True)
class Contest:
    """Builds at one size. `after` is called whenever something was measured, and `told` with what it was."""

    site: MadeUp
    size: Size
    scratch: Path
    rules: Rules
    after: Callable[[], None]
    told: Callable[[str], None]

    def run(self, peers: Sequence[Peer]) -> None:
        """Measure what is not measured yet."""
        for turn in range(self.rules.rounds):
            for peer in peers:
                builds = self.size.builds.setdefault(peer.name, Builds(peer.version))
                if builds.fault or builds.rounds() > turn:
                    continue
                try:
                    self._round(peer, builds, turn)
                except CommandError as error:
                    builds.fault = str(error)
                    self.told(f"{peer.name}: {error}")
                self.after()

    def _round(self, peer: Peer, builds: Builds, turn: int) -> None:
        """All kinds of builds, once each, added together: a round that was broken off leaves none of them."""
        folder = prepared(peer, self.site, self.scratch)
        peer.forget(folder)
        runs = {"cold": timed(peer.cold(folder), self.rules.cap)}
        self.told(f"{peer.name}: cold {runs['cold'].wall:.2f} s")
        if runs["cold"].wall > self.rules.patience and not peer.is_target:
            builds.fault = f"measured once, and cold alone: it took longer than {self.rules.patience:.0f} s"
        else:
            runs |= self._later(peer, folder, turn)
        for kind, run in runs.items():
            builds.add(kind, run)

    def _later(self, peer: Peer, folder: Path, turn: int) -> dict[str, Run]:
        """The builds after the first one."""
        article = self.site.plan.article(turn % self.site.plan.articles)
        page = peer.page(folder, f"articles/{article}")
        runs = {"again": timed(peer.again(folder), self.rules.cap)}
        for kind in ("first", "edit"):
            sentence = f"Somebody wrote the {kind} sentence of round {turn + 1} of kumquats here."
            peer.add(folder, article, sentence)
            runs[kind] = timed(peer.again(folder), self.rules.cap)
            _look_for(sentence, page)
        if turn < self.rules.titles:
            # Another one than in any earlier contest on the same files: to write what is there already is no edit.
            title = f"Kumquats of {time.time_ns():x}"
            peer.retitle(folder, article, title)
            runs["title"] = timed(peer.again(folder), self.rules.cap)
            _look_for(title, page)
            _look_for_in_list(title, peer.page(folder, "articles"))
            _look_for_in_search(title, peer, folder)
        therapist = self.site.profile(turn)
        if therapist:
            sentence = f"Somebody wrote of round {turn + 1} of kumquats here."
            peer.add_to_profile(folder, therapist, sentence)
            runs["profile"] = timed(peer.again(folder), self.rules.cap)
            _look_for(sentence, peer.page(folder, f"therapists/{therapist}"))
        self.told(f"{peer.name}: " + ", ".join(f"{kind} {run.wall:.2f} s" for kind, run in runs.items()))
        return runs


def prepared(peer: Peer, site: MadeUp, scratch: Path) -> Path:
    """The folder of a contestant's site, written unless it is there."""
    folder = scratch / peer.name.lower().replace(" ", "").replace("+", "-")
    mark = folder.with_suffix(".prepared")
    if not mark.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        peer.prepare(site, folder)
        mark.touch()
    return folder


def _look_for(text: str, page: Path) -> None:
    """Raises CommandError when the page does not say it."""
    if not page.is_file() or text not in page.read_text(encoding="utf-8"):
        raise CommandError(f"an edit is missing from {page.name} of {page.parent.name}")


def _look_for_in_list(title: str, first: Path) -> None:
    """Raises CommandError when no page of a list says it: a list may come in pages."""
    if not any(title in page.read_text(encoding="utf-8") for page in first.parent.glob("page/*/index.html")):
        _look_for(title, first)


def _look_for_in_search(title: str, peer: Peer, folder: Path) -> None:
    """Raises CommandError when the peer has search and no result of it can show the title."""
    if not peer.search:
        return
    contents = (_unpacked(path.read_bytes()) for path in (folder / peer.output).glob(peer.search))
    if not any(title.encode() in content for content in contents):
        raise CommandError("an edit is missing from search")


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
