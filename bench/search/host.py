"""A host of files that knows what each weighs on the wire, and notes what it was asked for. Knows no contestant."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped]

_QUALITY = 9
_GZIP = b"\x1f\x8b"
_TEXT = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A body as it travels: compressed with brotli, unless it is compressed in itself or grows by it."""

    content: bytes
    encoding: str

    @classmethod
    def of(cls, content: bytes) -> Sent:
        packed = content if content.startswith(_GZIP) else brotli.compress(content, quality=_QUALITY)
        return cls(packed, "br") if len(packed) < len(content) else cls(content, "")


class Host:
    """The files of a folder on a port of this machine. What was sent is kept: nothing is compressed twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._sent: dict[str, Sent] = {}
        self._lock = threading.Lock()
        self._asked: list[str] = []
        self.address = ""

    def asked(self) -> list[str]:
        """The paths of what was sent since this was asked last."""
        with self._lock:
            found, self._asked = self._asked, []
        return found

    def weight(self, path: str) -> int:
        """Bytes of a body on the wire."""
        return len(self._sent[path].content)

    def send(self, path: str) -> Sent | None:
        """A body to send, None where there is no such file."""
        file = (self._folder / path).resolve()
        if not file.is_relative_to(self._folder) or not file.is_file():
            return None
        with self._lock:
            if path not in self._sent:
                self._sent[path] = Sent.of(file.read_bytes())
            self._asked.append(path)
            return self._sent[path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave together: apart, the second waits for the first to be acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True
    host: Host

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        path += "index.html" if path.endswith("/") or not path else ""
        sent = self.host.send(path)
        self.send_response(200 if sent else 404)
        self.send_header("Content-Length", str(len(sent.content) if sent else 0))
        if sent:
            suffix = Path(path).suffix
            self.send_header("Content-Type", _TEXT.get(suffix) or guess_type(path)[0] or "application/octet-stream")
            self.send_header("Cache-Control", "max-age=3600")
            if sent.encoding:
                self.send_header("Content-Encoding", sent.encoding)
        self.end_headers()
        if sent:
            self.wfile.write(sent.content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of visitors who left before they had everything."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder for a while."""
    host = Host(folder)
    handler = type("Handler", (_Handler,), {"host": host})
    server = _Server(("127.0.0.1", 0), handler)
    host.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
