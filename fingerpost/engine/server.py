"""The preview server: a site out of memory to browsers on this machine, and word to them when it changes.

It knows paths, bytes and events. It writes nothing, and knows neither what the pages are about nor how they are built.
"""

from __future__ import annotations

import asyncio
import errno
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from html import escape, unescape
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from fingerpost.engine.answers import LONGEST_PATH, Rule, decoded, find, header_rules, headers_for, part_of, type_of
from fingerpost.engine.digest import sha256
from fingerpost.engine.snapshot import Snapshot, Told

HOST = "127.0.0.1"
OTHER_PORTS = 20
# No id begins with an underscore, so no page can stand here.
CLIENT = "/_preview/client.js"
EVENTS = "/_preview/events"
MOST_TOLD = 100

_LOCAL = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
_STYLESHEET = re.compile(rb'<link rel="stylesheet" href="([^"]*)"')
_OWN = {"cache-control": "no-store", "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff"}
_NOTHING_YET = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing to show yet</title></head>
<body><h1>There is nothing to show yet</h1>
<p>Since the preview was started, the site has had errors. Mend them, and it appears here.</p>
{}</body>
</html>
"""


class _Guard:
    """Refuses who is not on this machine or speaks for another site: a name that leads here proves nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(Request(scope)) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)


def _refusal(request: Request) -> Response | None:
    here = _LOCAL.fullmatch(request.headers.get("host", ""))
    if here is None:
        return _plain(403, "This preview answers to 127.0.0.1 and localhost alone.")
    for origin in request.headers.getlist("origin"):
        there = _LOCAL.fullmatch(origin.removeprefix("http://")) if origin.startswith("http://") else None
        if there is None or there[1] != here[1]:
            return _plain(403, "This preview answers no other site.")
    if len(request.scope["raw_path"]) > LONGEST_PATH:
        return _plain(414, "This address is too long.")
    return None


def _plain(status: int, sentence: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status, headers=_OWN)


class Host:
    """The ASGI application, and the site that it shows. `show` and `close` may be called from any thread."""

    def __init__(self, client: bytes = b"") -> None:
        self._client = client
        self._site: tuple[Snapshot, tuple[Rule, ...]] = Snapshot(), ()
        self._bells: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        routes = [Route(CLIENT, self._script), Route(EVENTS, self._events), Route("/{path:path}", self._file)]
        self.app: ASGIApp = _Guard(Starlette(routes=routes))

    @property
    def listeners(self) -> int:
        """How many browsers are listening for changes."""
        return len(self._bells)

    def attach(self) -> None:
        """Take the running loop for the one in which browsers are told."""
        self._loop = asyncio.get_running_loop()

    def show(self, snapshot: Snapshot) -> None:
        """Answer with this site from now on, and tell the browsers."""
        headers = _loaded(snapshot, "_headers") or b""
        self._site = snapshot, header_rules(headers)
        self._tell()

    def close(self) -> None:
        """End all streams of events, for a server waits for them before it stops."""
        self._closed = True
        self._tell()

    def _tell(self) -> None:
        if self._loop is not None:
            # The loop is closed where a site was finished after the server was.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    async def _script(self, _: Request) -> Response:
        return Response(self._client, headers={**_OWN, "content-type": type_of(CLIENT)})

    async def _file(self, request: Request) -> Response:
        path = decoded(request.scope["raw_path"])
        if path is None:
            return _plain(400, "No page can have this address.")
        snapshot, rules = self._site
        if not snapshot.files:
            return self._nothing_yet(snapshot)
        found = find(snapshot.files, snapshot.base_path, path)
        headers = {**headers_for(rules, path), **_OWN}
        if found.location:
            query = f"?{request.url.query}" if request.url.query else ""
            return Response(status_code=found.status, headers={**headers, "location": found.location + query})
        if not found.path:
            return _plain(404, f"There is nothing here. The site is at {snapshot.base_path}")
        headers["content-type"] = type_of(found.path)
        content = _loaded(snapshot, found.path)
        if content is None:
            return _plain(503, "This is being made again; ask once more in a moment.")
        if headers["content-type"].startswith("text/html"):
            return Response(self._with_client(content), found.status, headers)
        return _answer(request, content, found.status, headers)

    def _nothing_yet(self, snapshot: Snapshot) -> Response:
        told = "" if self._client else "".join(f"<pre>{escape(each.text)}</pre>\n" for each in snapshot.problems)
        page = self._with_client(_NOTHING_YET.format(told).encode("utf-8", "replace"), shown=b"")
        return Response(page, 503, {**_OWN, "content-type": type_of("index.html")})

    def _with_client(self, content: bytes, shown: bytes | None = None) -> bytes:
        """The page with the script of the preview at the end of its head, and word of what it shows."""
        at = max(content.find(b"</head>"), 0) or max(content.rfind(b"</body>"), 0) or len(content)
        looks = escape(_looks(content if shown is None else shown))
        tag = f'<script src="{CLIENT}" data-shown="{looks}" defer></script>\n' if self._client else ""
        return content[:at] + tag.encode() + content[at:]

    async def _events(self, request: Request) -> Response:
        headers = {**_OWN, "content-type": "text/event-stream"}
        page, shown = (request.query_params.get(name, "") for name in ("page", "shown"))
        if request.method == "HEAD":
            return Response(headers=headers)
        return StreamingResponse(self._stream(page, shown), headers=headers)

    async def _stream(self, page: str, shown: str) -> AsyncIterator[str]:
        """What a browser that shows `page` must know: at once, and again whenever there is another site."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield "retry: 500\n\n"
            while not self._closed:
                snapshot, _ = self._site
                now = _content(snapshot, page)
                looks = shown if now is None else _looks(now)
                styles = _restyled(shown, looks)
                word = {"shown": looks, "reload": shown != looks and not styles, "styles": styles}
                yield f"data: {json.dumps({**word, **_told(snapshot.problems)})}\n\n"
                shown = looks
                await bell.wait()
                bell.clear()
        finally:
            self._bells.discard(bell)


def _answer(request: Request, content: bytes, status: int, headers: dict[str, str]) -> Response:
    """The content, or the part of it that a player of videos asks for."""
    headers["accept-ranges"] = "bytes"
    wanted = request.headers.get("range")
    if wanted is None or "if-range" in request.headers or status != 200:
        return Response(content, status, headers)
    part = part_of(wanted, len(content))
    if part == "none":
        return Response(status_code=416, headers={**_OWN, "content-range": f"bytes */{len(content)}"})
    if part == "all":
        return Response(content, status, headers)
    first, end = part
    headers["content-range"] = f"bytes {first}-{end - 1}/{len(content)}"
    return Response(content[first:end], 206, headers)


def _content(snapshot: Snapshot, page: str) -> bytes | None:
    """The file that a browser sees at an address, as it was built: empty without one, None if it cannot be had now."""
    path = decoded(page.encode("utf-8", "replace"))
    found = find(snapshot.files, snapshot.base_path, path) if path else None
    return _loaded(snapshot, found.path) if found and found.path else b""


def _loaded(snapshot: Snapshot, path: str) -> bytes | None:
    """The content of a file, or None where it is no longer what it was and the next site has not come yet."""
    try:
        return snapshot.files[path]
    except Exception:
        # The files may be of any making, and whatever is wrong with one of them ends no connection.
        return None


def _looks(page: bytes) -> str:
    """What a page shows: the digest of all but its stylesheets, and their addresses, with spaces between.

    A browser hands it back, so that a page is restyled no matter which site it is from, or when it began to listen.
    """
    addresses = (unescape(each.decode("utf-8", "replace")) for each in _STYLESHEET.findall(page))
    return " ".join((sha256(_STYLESHEET.sub(b"", page)), *addresses))


def _restyled(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """The old and new addresses of the stylesheets, where nothing else of the page has changed; else none."""
    (digest, *old), (other, *new) = before.split(" "), now.split(" ")
    if digest != other or len(old) != len(new):
        return ()
    return tuple(pair for pair in zip(old, new, strict=True) if pair[0] != pair[1])


def _told(problems: tuple[Told, ...]) -> dict[str, object]:
    ordered = sorted(problems, key=lambda told: told.severity != "error")
    listed = [{"severity": each.severity, "text": each.text} for each in ordered[:MOST_TOLD]]
    return {"problems": listed, "errors": sum(each.severity == "error" for each in ordered), "count": len(ordered)}


class Server(uvicorn.Server):
    """Runs a host until it is told to stop, by a signal or through `should_exit`. Open streams keep it from nothing."""

    def __init__(self, host: Host) -> None:
        self._host = host
        settings = uvicorn.Config(
            host.app,
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        super().__init__(settings)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._host.attach()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._host.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, and at a second signal at once. The signal ends here: to be told to stop is no failure."""
        self.force_exit = self.should_exit
        self.should_exit = True


def listen(port: int) -> socket.socket:
    """A socket on this machine alone, on `port` or the next free one. Raises OSError when there is none."""
    for each in range(port, min(port + OTHER_PORTS, 65535) + 1):
        listening = socket.socket()
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((HOST, each))
            # Another program may hold a port without listening on it yet.
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listening
    raise OSError(errno.EADDRINUSE, f"ports {port} to {each} are all in use; name another one with --port")
