"""Running previews in tests: a server in a thread, what it answers, and the words that it sends to browsers."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fingerpost.engine.server import HOST, Host, Server, listen
from fingerpost.engine.snapshot import Snapshot
from fingerpost.pipeline import Order
from fingerpost.preview import Preview
from fingerpost.serving import Preview as AnyPreview
from fingerpost.serving import Serving
from tests.building import TODAY

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: the status, the headers by name in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(port: int, target: str, method: str = "GET", **headers: str) -> Answered:
    """One request. Without a `host` among the headers it names this server."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in {"host": f"{HOST}:{port}", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


class Words:
    """What the server tells a browser that shows a page."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self._answer = answer

    def next(self) -> dict[str, Any]:
        """The next word; raises TimeoutError when none comes."""
        while line := self._answer.readline():
            if line.startswith(b"data: "):
                return dict(json.loads(line.removeprefix(b"data: ")))
        raise EOFError("the stream has ended")

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first word from here on that is as wanted; raises EOFError when there are too many others."""
        for _ in range(1_000):
            if wanted(word := self.next()):
                return word
        raise EOFError("the server says the same again and again")


@contextmanager
def listening(port: int, page: str = "/", shown: str = "") -> Iterator[Words]:
    """A browser's stream of events for a page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/_preview/events?{urlencode({'page': page, 'shown': shown})}")
        with connection.getresponse() as answer:
            assert answer.getheader("content-type") == "text/event-stream"
            yield Words(answer)
    finally:
        connection.close()


@contextmanager
def hosted(snapshot: Snapshot, client: bytes = b"// client", port: int = 0) -> Iterator[tuple[Host, int]]:
    """A host that shows a site, and its port."""
    host = Host(client)
    host.show(snapshot)
    server = Server(host)
    with listen(port) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield host, listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview that runs: its port, its address, and what it said in the terminal."""

    port: int
    address: str
    said: list[str]


@contextmanager
def previewed(root: Path, preview: AnyPreview | None = None) -> Iterator[Previewed]:
    """The preview of a site while the block runs."""
    said: list[str] = []
    order = Order(root, root / "output", date.fromisoformat(TODAY), drafts=True)
    serving = Serving(preview or Preview(order), root, 0, said.append)
    ready = threading.Event()
    thread = threading.Thread(target=serving.run, args=(lambda _: ready.set(),))
    thread.start()
    try:
        assert ready.wait(PATIENCE), said
        yield Previewed(serving.port, serving.address, said)
    finally:
        serving.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()
