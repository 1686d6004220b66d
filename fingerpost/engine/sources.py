"""Reading: the files of a folder, as text with digests, and the faults that no parser can see past.

Follows no symbolic links and opens nothing but regular files.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.stamps import Stamp

TEXTS = (".md", ".yaml")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg")
RECORDINGS = (".mp4", ".webm", ".vtt")
MEDIA = (*PICTURES, *RECORDINGS)
MAX_BYTES = 2_000_000
MAX_FOLDERS = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A text file: POSIX path from the root, its text with \\n line ends, and the SHA-256 of its bytes."""

    path: str
    text: str
    digest: str

    def line(self, number: int) -> str | None:
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else None


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a folder, unopened: the files and their stamps by path from the root, and what cannot be used."""

    files: dict[str, Path]
    stamps: dict[str, Stamp]
    problems: tuple[Problem, ...]


def scan_folder(root: Path, name: str) -> Scan:
    """Every file under `root/name`, in path order. Names that start with a dot or end with ~ are passed over."""
    files: dict[str, Path] = {}
    stamps: dict[str, Stamp] = {}
    problems: list[Problem] = []
    for entry, relative in _walk(f"{root}/{name}", name, problems):
        at = entry.stat(follow_symlinks=False)
        suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
        if suffix in TEXTS or suffix in MEDIA:
            files[relative] = Path(entry.path)
            stamps[relative] = at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode
        else:
            problems.append(_unknown_file(relative, suffix))
    return Scan(files, stamps, tuple(problems))


def _walk(folder: str, name: str, problems: list[Problem]) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Regular files below `folder`, whose path from the root is `name`."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(unreadable(name, error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        # macOS may keep é as two characters; who types a link writes one.
        relative = unicodedata.normalize("NFC", f"{name}/{entry.name}")
        fault = _unusable(entry, relative)
        if fault is not None:
            problems.append(fault)
        elif entry.is_dir():
            yield from _walk(entry.path, relative, problems)
        else:
            yield entry, relative


def _unusable(entry: os.DirEntry[str], relative: str) -> Problem | None:
    if entry.is_symlink():
        return Problem("symbolic-link", "is a symbolic link", Span(relative), "put a copy of the file here")
    if not entry.is_dir():
        return _not_regular(entry, relative)
    if relative.count("/") > MAX_FOLDERS:
        message, help = f"lies in more than {MAX_FOLDERS} folders, one in another", "move it further up"
        return Problem("too-deep", message, Span(relative), help)
    return None


def _not_regular(entry: os.DirEntry[str], relative: str) -> Problem | None:
    try:
        regular = stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError as error:
        # A folder whose names may be read, and nothing more of it.
        return unreadable(relative, error)
    return None if regular else Problem("not-a-file", "is neither a file nor a folder", Span(relative), "remove it")


def read_text(path: Path, relative: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """One text file, and what is wrong with its bytes. No source where the text cannot be trusted."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return None, (unreadable(relative, error),)
    if size > MAX_BYTES:
        message, help = f"is {size:,} bytes long; at most {MAX_BYTES:,} are read", "split it into several files"
        return None, (Problem("too-large", message, Span(relative), help),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(relative, content, error.start),)
    if not text.strip("\ufeff \t\r\n"):
        return None, (Problem("empty-file", "is empty", Span(relative), "write the record or remove the file"),)
    return _clean(relative, text, sha256(content))


def unreadable(relative: str, error: OSError) -> Problem:
    """A file that the system does not let us read."""
    message = f"cannot be read: {(error.strerror or str(error)).lower()}"
    return Problem("unreadable", message, Span(relative), "check that it is there, and that you may read it")


def _not_utf8(relative: str, content: bytes, at: int) -> Problem:
    before = content[:at]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Problem(
        "not-utf8",
        f"the byte 0x{content[at]:02X} is not UTF-8 text",
        Span(relative, before.count(b"\n") + 1, column),
        "save the file in the encoding UTF-8, and check its accents and quotation marks",
    )


def _clean(relative: str, text: str, digest: str) -> tuple[Source, tuple[Problem, ...]]:
    """The text with plain line ends. Consistent CRLF is how Windows saves, and is no fault."""
    problems: list[Problem] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        problems.append(
            Problem(
                "byte-order-mark",
                "starts with an invisible byte order mark",
                Span(relative, 1, 1),
                "save the file as UTF-8 without BOM",
                "warning",
            )
        )
    plain = text.replace("\r\n", "\n")
    if "\r" in plain:
        line = plain[: plain.index("\r")].count("\n") + 1
        plain = plain.replace("\r", "\n")
        problems.append(
            Problem(
                "stray-carriage-return",
                "holds a carriage return that is no line end",
                Span(relative, line, 1),
                "save the file with one kind of line end",
                "warning",
            )
        )
    return Source(relative, plain, digest), tuple(problems)


def _unknown_file(relative: str, suffix: str) -> Problem:
    if suffix == ".yml":
        return Problem("unknown-file", "ends in .yml", Span(relative), "records end in .yaml: rename the file")
    known = ", ".join((*TEXTS, *MEDIA))
    return Problem(
        "unknown-file", "is of a kind that is not used here", Span(relative), f"content files end in {known}"
    )
