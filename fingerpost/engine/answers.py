"""What a static host answers: addresses, types, headers and ranges, over files that are in memory.

It opens no file and no connection, so that no address can lead out of the site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

from fingerpost.engine.values import dataclass

LONGEST_PATH = 4096
LONGEST_RANGE = 18  # digits; no file is that long

TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bib": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

# What hosts read themselves and show to nobody.
_FOR_THE_HOST = ("_headers", "_redirects", ".nojekyll")
_STRAY_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*([\x20-\x7e]*)")
_RANGE = re.compile(rf"bytes=(\d{{0,{LONGEST_RANGE}}})-(\d{{0,{LONGEST_RANGE}}})", re.ASCII)

# What the preview says of itself: how long its answers last and how long they are.
_OURS = frozenset({"cache-control", "connection", "content-length", "content-type", "transfer-encoding"})


def type_of(path: str) -> str:
    """The media type of a file, by its ending and never by the machine's own table."""
    return TYPES.get(posixpath.splitext(path)[1].lower(), "application/octet-stream")


def decoded(raw: bytes) -> str | None:
    """The path of an address as text, or None for one that no file can have.

    Refused are stray percent signs, what is not UTF-8, control characters, backslashes, and `.` or `..` as a folder,
    however they are written.
    """
    if not raw.startswith(b"/") or len(raw) > LONGEST_PATH or _STRAY_PERCENT.search(raw):
        return None
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    folders = path.split("/")
    return None if _UNFIT.search(path) or "." in folders or ".." in folders else path


@dataclass(frozen=True, slots=True)
class Found:
    """Where an address leads: to the file at `path`, to another address, or with status 404 to the page that says so.

    `path` is empty where there is no file to show.
    """

    status: Literal[200, 302, 404]
    path: str = ""
    location: str = ""


def find(files: Mapping[str, bytes], base_path: str, path: str) -> Found:
    """What stands at a decoded path. A folder without its slash leads to the same with one, and `/` to the site."""
    if not path.startswith(base_path):
        return Found(302, location=base_path) if path in ("/", base_path[:-1]) else Found(404)
    below = path.removeprefix(base_path)
    file = f"{below}index.html" if below.endswith("/") or not below else below
    if file in files and file not in _FOR_THE_HOST:
        return Found(200, file)
    if below and f"{below}/index.html" in files:
        return Found(302, location=f"{quote(path)}/")
    return Found(404, next((page for page in _not_found_pages(below) if page in files), ""))


def _not_found_pages(below: str) -> Iterator[str]:
    """`404.html` in the folder, in those around it, and at the root."""
    folder, slash, _ = below.rpartition("/")
    while slash:
        yield f"{folder}/404.html"
        folder, slash, _ = folder.rpartition("/")
    yield "404.html"


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for all paths that match."""

    pattern: re.Pattern[str]
    headers: tuple[tuple[str, str], ...]


def header_rules(content: bytes) -> tuple[Rule, ...]:
    """The rules of a `_headers` file. A line that makes no plain header is passed over, and so is one about caching."""
    rules: list[Rule] = []
    for line in content.decode("utf-8", "replace").splitlines():
        if line[:1] not in ("", " ", "\t", "#"):
            rules.append(Rule(re.compile(".*".join(map(re.escape, line.strip().split("*")))), ()))
        elif rules and (header := _HEADER.fullmatch(line.strip())) and header[1].lower() not in _OURS:
            rules[-1] = Rule(rules[-1].pattern, (*rules[-1].headers, (header[1].lower(), header[2])))
    return tuple(rules)


def headers_for(rules: tuple[Rule, ...], path: str) -> dict[str, str]:
    """The headers of a path by name; of two rules the later one holds."""
    return {name: value for rule in rules if rule.pattern.fullmatch(path) for name, value in rule.headers}


def part_of(wanted: str, size: int) -> tuple[int, int] | Literal["all", "none"]:
    """The first byte and the one after the last that a `Range` header asks for, of a file of `size` bytes.

    "all" for what asks for several parts or makes no sense, as RFC 9110 has it; "none" for what lies beyond the end.
    """
    asked = _RANGE.fullmatch(wanted.strip())
    if asked is None or asked[1] == asked[2] == "":
        return "all"
    if asked[1] == "":
        first, last = max(0, size - int(asked[2])), size - 1
    else:
        first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        if asked[2] and int(asked[2]) < first:
            return "all"
    return (first, last + 1) if first <= last else "none"
