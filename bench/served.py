"""From a saved file to the page in the browser: how long the servers that follow edits take to send the new text.

Knows HTTP and what was written. A server is right when the list of the section, and search if it has one, follow too.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.documents import MadeUp
from bench.peers.peer import Peer
from bench.results import Served
from bench.timing import CommandError
from fingerpost.pages.search.manifest import Manifest

SENTENCES = 10
PROFILES = 5
TITLES = 3
# Between two looks, and between two edits: an editor reads before the next.
_GLANCE = 0.004
_PAUSE = 1.0
_START = 900.0
_EDIT = 120.0
# What a list or search has not shown by then, it never will.
_FOLLOW = 20.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A server that runs, by its port."""

    port: int

    def get(self, path: str) -> str:
        """The body of an answer, '' when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with suppress(OSError, http.client.HTTPException):
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.read().decode(errors="replace") if answer.status == 200 else ""
            finally:
                connection.close()
        return ""

    def until(self, holds: Callable[[], bool], started: float, cap: float) -> float | None:
        """Milliseconds since `started` until it holds; None when that takes longer than `cap` seconds."""
        while time.perf_counter() - started < cap:
            if holds():
                return (time.perf_counter() - started) * 1000
            time.sleep(_GLANCE)
        return None


def measure(peer: Peer, site: MadeUp, folder: Path, sentences: int = SENTENCES, titles: int = TITLES) -> Served:
    """So many articles with one more sentence, and so many with another title."""
    served = Served(has_search=bool(peer.search))
    try:
        with _running(peer, folder, f"/articles/{site.edited}/") as preview:
            for number in range(sentences):
                served.sentences.append(_sentence(peer, site, folder, preview, number))
            for number in range(PROFILES if site.section("therapists") else 0):
                served.profiles.append(_profile(peer, site, folder, preview, number))
            for number in range(titles):
                _title(peer, site, folder, preview, number, served)
    except CommandError as error:
        served.fault = str(error)
    return served


def _sentence(peer: Peer, site: MadeUp, folder: Path, preview: Preview, number: int) -> float:
    article = site.plan.article(number % site.plan.articles)
    return _added(lambda sentence: peer.add(folder, article, sentence), preview, f"/articles/{article}/")


def _profile(peer: Peer, site: MadeUp, folder: Path, preview: Preview, number: int) -> float:
    therapist = site.profile(number)
    return _added(
        lambda sentence: peer.add_to_profile(folder, therapist, sentence), preview, f"/therapists/{therapist}/"
    )


def _added(add: Callable[[str], None], preview: Preview, page: str) -> float:
    """Until the page has one more sentence."""
    sentence = f"A served sentence of kumquats, {time.time_ns()}."
    time.sleep(_PAUSE)
    started = time.perf_counter()
    add(sentence)
    taken = preview.until(lambda: sentence in preview.get(page), started, _EDIT)
    if taken is None:
        raise CommandError(f"an edit was not served within {_EDIT:.0f} s")
    return taken


def _title(peer: Peer, site: MadeUp, folder: Path, preview: Preview, number: int, served: Served) -> None:
    article = site.plan.article(number % site.plan.articles)
    title = f"Served kumquats {time.time_ns()}"
    lists = list_of(preview, article)
    time.sleep(_PAUSE)
    before = search_files(preview)
    started = time.perf_counter()
    peer.retitle(folder, article, title)
    taken = preview.until(lambda: title in preview.get(f"/articles/{article}/"), started, _EDIT)
    if taken is None:
        raise CommandError(f"a title was not served within {_EDIT:.0f} s")
    served.titles.append(taken)
    listed = preview.until(lambda: title in preview.get(lists), started, _FOLLOW)
    served.lists += [listed] if listed else []
    if peer.search:
        other = site.section("therapists")[0].title

        def follows() -> bool:
            if "*" in peer.search:
                return has_in_search(preview, title, before)
            whole = preview.get(f"/{peer.search}")
            return title in whole and other in whole

        found = preview.until(follows, started, _FOLLOW)
        served.search += [found] if found else []


def list_of(preview: Preview, article: str) -> str:
    """The page of the section's list that shows an article: a list may come in pages."""
    path, further = "/articles/", 2
    while text := preview.get(path):
        if f"/articles/{article}/" in text:
            return path
        path, further = f"/articles/page/{further}/", further + 1
    return "/articles/"


def has_in_search(preview: Preview, title: str, before: frozenset[str]) -> bool:
    """Whether a result of our search can show the title: in a file that was not named before, for names are digests."""
    return any(title in preview.get(f"/search/{name}") for name in search_files(preview) - before)


def search_files(preview: Preview) -> frozenset[str]:
    """What the small file of search names that holds results."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        named = Manifest.read(preview.get("/search/manifest.json").encode())
        return frozenset(named.chunks) or frozenset((named.whole,))
    return frozenset()


@contextmanager
def _running(peer: Peer, folder: Path, path: str) -> Iterator[Preview]:
    """The server, once it has the page at `path`. Raises CommandError when it does not come up."""
    port = _free_port()
    command = peer.server(folder, port)
    if command is None:
        raise CommandError("it follows no edits")
    with tempfile.TemporaryFile() as said:
        child = command.start(said.fileno())
        try:
            preview = Preview(port)
            started = time.perf_counter()
            up = preview.until(lambda: child.poll() is not None or bool(preview.get(path)), started, _START)
            if up is None or child.poll() is not None:
                said.seek(0)
                raise CommandError(f"the server did not start:\n{said.read().decode(errors='replace')[-1000:]}")
            time.sleep(2 * _PAUSE)
            yield preview
        finally:
            _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            child.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
