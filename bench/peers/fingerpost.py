"""Ourselves, as an editor calls us."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bench.corpus import write_corpus
from bench.documents import MadeUp
from bench.peers.peer import Peer
from bench.plan import DAY
from bench.timing import Command
from fingerpost import __version__

HOME = Path(__file__).resolve().parents[2]


class Fingerpost(Peer):
    """Every page, listings, sitemap, redirects and the search index."""

    name = "Fingerpost"
    made = (".cache", "output", ".output-previous", ".output.lock")
    output = "output"
    is_target = True
    search = "search/**/*.json"

    @property
    def version(self) -> str:
        return __version__

    def prepare(self, site: MadeUp, folder: Path) -> None:
        write_corpus(site.plan, folder)

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (_build(folder, "-q", "build"),)

    def add_to_profile(self, folder: Path, id: str, sentence: str) -> None:
        path = folder / f"content/therapists/{id}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'(?m)^(bio: ".*)"$', rf'\1 {sentence}"', text, count=1), encoding="utf-8")

    def server(self, folder: Path, port: int) -> Command:
        return _build(folder, "serve", "--port", str(port))


def _build(folder: Path, *arguments: str) -> Command:
    start = (sys.executable, str(HOME / "build.py"), "--root", str(folder), "--today", DAY.isoformat())
    return Command((*start, *arguments), HOME)
