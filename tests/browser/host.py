"""A static host: a folder answers with its index, an unknown address with 404.html. It knows nothing of pages."""

from __future__ import annotations

import fnmatch
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

Rules = tuple[tuple[str, str, str], ...]


class StaticHost(ThreadingHTTPServer):
    """Serves `folder` under `base_path`. `asked` holds every request as a server sees it, its line and its headers."""

    daemon_threads = True

    def __init__(self, folder: Path, base_path: str, rules: Rules) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.folder, self.base_path, self.rules = folder, base_path, rules
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Where the site starts, with a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}{self.base_path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is closed drops its connections. Any other failure here is a fault of the tests."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(folder: Path, base_path: str = "/", obeys_headers_file: bool = False) -> Iterator[StaticHost]:
    """The folder on a port of its own while the block runs. Some hosts obey the file `_headers`, others ignore it."""
    with StaticHost(folder, base_path, _rules(folder) if obeys_headers_file else ()) as host:
        thread = threading.Thread(target=host.serve_forever, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()


def _rules(folder: Path) -> Rules:
    """The `_headers` file as (pattern, name, value)."""
    rules, pattern = [], ""
    for line in (folder / "_headers").read_text("utf-8").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules.append((pattern, name, value))
        elif line:
            pattern = line
    return tuple(rules)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StaticHost

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.requestline}\n{self.headers}")
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file is not None and file.is_dir():
            return self._say(301, b"", {"Location": f"{self.path}/"})
        if file is None or not file.is_file():
            return self._say(404, (self.server.folder / "404.html").read_bytes(), {"Content-Type": TYPES[".html"]})
        return self._say(200, file.read_bytes(), {"Content-Type": TYPES.get(file.suffix, "application/octet-stream")})

    def _file(self, path: str) -> Path | None:
        """The file or folder at a path; None for what lies outside the site."""
        if not path.startswith(self.server.base_path):
            return None
        file = self.server.folder / path.removeprefix(self.server.base_path)
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.resolve().is_relative_to(self.server.folder.resolve()) else None

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        path = urlsplit(self.path).path
        own = {name: value for pattern, name, value in self.server.rules if fnmatch.fnmatchcase(path, pattern)}
        self.send_response(status)
        for name, value in {**headers, **own, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the tests' output is for the tests."""
