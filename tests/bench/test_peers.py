"""The writers of the peers' sites: each writes every document, and each edit where the peer reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.compare import PEERS, Ask
from bench.documents import BREAK, MadeUp
from bench.peers import setup
from bench.peers.peer import Peer
from bench.plan import LEAST_PAGES, Plan

OTHERS = PEERS[1:]


def named(peer: Peer) -> str:
    return peer.name


@pytest.fixture(scope="module")
def site() -> MadeUp:
    return MadeUp.of(Plan.of(LEAST_PAGES, 4, seed=1))


@pytest.mark.parametrize("peer", OTHERS, ids=named)
def test_every_document_is_written_with_its_whole_text(peer: Peer, site: MadeUp, tmp_path: Path) -> None:
    peer.prepare(site, tmp_path)
    written = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.rglob("*.md"))]
    for document in site.documents:
        title = document.title.replace('"', '\\"')
        holding = [text for text in written if text.endswith(document.text) and title in text]
        assert len(holding) == 1, document.url
        assert document.updated in holding[0]


@pytest.mark.parametrize("peer", PEERS, ids=named)
def test_a_sentence_is_added_to_the_text_and_not_to_the_facts(peer: Peer, site: MadeUp, tmp_path: Path) -> None:
    peer.prepare(site, tmp_path)
    path = peer.file(tmp_path, site.edited)
    before = path.read_text(encoding="utf-8")
    peer.add(tmp_path, site.edited, "One more sentence.")
    after = path.read_text(encoding="utf-8")
    assert after.partition(BREAK)[0].endswith("\n\nOne more sentence.\n")
    assert after.replace("\n\nOne more sentence.\n", "", 1).split() == before.split()


@pytest.mark.parametrize("peer", PEERS, ids=named)
def test_a_sentence_about_a_therapist_is_added_where_it_is_read(peer: Peer, site: MadeUp, tmp_path: Path) -> None:
    peer.prepare(site, tmp_path)
    sentence = "One more sentence about somebody."
    before = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.suffix in (".md", ".yaml")}
    peer.add_to_profile(tmp_path, site.profile(0), sentence)
    changed = [path for path, text in before.items() if path.read_text(encoding="utf-8") != text]
    assert [path.stem for path in changed] == [site.profile(0)]
    after = changed[0].read_text(encoding="utf-8")
    assert "".join(after.replace(sentence, "", 1).split()) == "".join(before[changed[0]].split())
    assert sentence in after.partition(BREAK)[0]


@pytest.mark.parametrize("peer", PEERS, ids=named)
def test_a_title_is_changed_and_nothing_else(peer: Peer, site: MadeUp, tmp_path: Path) -> None:
    peer.prepare(site, tmp_path)
    path = peer.file(tmp_path, site.edited)
    before = path.read_text(encoding="utf-8").splitlines()
    peer.retitle(tmp_path, site.edited, "Another title")
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert re.fullmatch(r"(\.\. )?title: Another title", changed[0][1], re.IGNORECASE)


@pytest.mark.parametrize("peer", PEERS, ids=named)
def test_forgetting_removes_what_a_build_leaves_and_no_source(peer: Peer, site: MadeUp, tmp_path: Path) -> None:
    peer.prepare(site, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    (tmp_path / peer.output / "articles").mkdir(parents=True)
    peer.forget(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_no_lock_of_the_peers_holds_an_address() -> None:
    for name in ("requirements.in", "requirements.txt", "package.json", "package-lock.json"):
        text = (setup.LOCKS / name).read_text(encoding="utf-8")
        assert not re.findall(r"[a-z+]+://\S+|--(?:extra-)?index-url|--find-links|\"resolved\"", text), name


def test_every_peer_is_locked_with_a_hash() -> None:
    lock = (setup.LOCKS / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in lock.splitlines() if "==" in line]
    assert all("--hash=sha256:" in line for line in pins)
    assert {"hugo", "mkdocs", "nikola", "pagefind", "pagefind-bin", "pelican"} <= setup.python_versions().keys()
    packages = json.loads((setup.LOCKS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in setup.npm_versions().items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in package for path, package in packages.items() if path)


def test_all_take_part_at_the_compared_sizes_and_few_at_the_others() -> None:
    told = {"rounds": None, "cap": 1, "patience": 1, "builds": True, "serving": True, "fresh": False, "keep": False}
    ask = Ask(sizes=(), only=(), results=Path(), scratch=Path(), **told)  # type: ignore[arg-type]
    assert ask.take_part(1000) == PEERS
    assert [peer.name for peer in ask.take_part(5000)] == ["Fingerpost", "Hugo"]
    few = Ask(sizes=(), only=("mkdocs",), results=Path(), scratch=Path(), **told)  # type: ignore[arg-type]
    assert [peer.name for peer in few.take_part(1000)] == ["MkDocs"]
