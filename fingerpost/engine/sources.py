"""Reading: the files of a folder, as text with digests, and the faults that no parser can see past.

Follows no symbolic links and opens nothing but regular files.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span

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
class Medium:
    """A picture or recording beside the texts: its path from the root and its bytes."""

    path: str
    content: bytes = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read: texts and media in path order, and the problems met."""

    sources: tuple[Source, ...]
    media: tuple[Medium, ...]
    problems: tuple[Problem, ...]


def read_folder(root: Path, name: str) -> Folder:
    """Every file under `root/name`, in path order. Names that start with a dot or end with ~ are passed over."""
    sources: list[Source] = []
    media: list[Medium] = []
    problems: list[Problem] = []
    for path, relative in _walk(root, name, problems):
        suffix = path.suffix.lower()
        if suffix in TEXTS:
            source, found = read_text(path, relative)
            problems += found
            sources += [source] if source else []
        elif suffix in MEDIA:
            medium = _read_medium(path, relative)
            if isinstance(medium, Problem):
                problems.append(medium)
            else:
                media.append(medium)
        else:
            problems.append(_unknown_file(relative, suffix))
    return Folder(tuple(sources), tuple(media), tuple(problems))


def _read_medium(path: Path, relative: str) -> Medium | Problem:
    try:
        content = path.read_bytes()
    except OSError as error:
        return _unreadable(relative, error)
    return Medium(relative, content, sha256(content))


def _walk(root: Path, name: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    folder = root / name
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(name, error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        # macOS may keep é as two characters; who types a link writes one.
        relative = unicodedata.normalize("NFC", f"{name}/{entry.name}")
        if entry.is_symlink():
            problems.append(
                Problem("symbolic-link", "is a symbolic link", Span(relative), "put a copy of the file here")
            )
        elif entry.is_dir() and relative.count("/") > MAX_FOLDERS:
            message, help = f"lies in more than {MAX_FOLDERS} folders, one in another", "move it further up"
            problems.append(Problem("too-deep", message, Span(relative), help))
        elif entry.is_dir():
            yield from _walk(root, relative, problems)
        else:
            fault = _not_regular(entry, relative)
            if fault is None:
                yield folder / entry.name, relative
            else:
                problems.append(fault)


def _not_regular(entry: os.DirEntry[str], relative: str) -> Problem | None:
    try:
        regular = stat.S_ISREG(entry.stat().st_mode)
    except OSError as error:
        # A folder whose names may be read, and nothing more of it.
        return _unreadable(relative, error)
    return None if regular else Problem("not-a-file", "is neither a file nor a folder", Span(relative), "remove it")


def read_text(path: Path, relative: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """One text file, and what is wrong with its bytes. No source where the text cannot be trusted."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, (_unreadable(relative, error),)
    if len(content) > MAX_BYTES:
        message, help = f"is {len(content):,} bytes long; at most {MAX_BYTES:,} are read", "split it into several files"
        return None, (Problem("too-large", message, Span(relative), help),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(relative, content, error.start),)
    if not text.strip("\ufeff \t\r\n"):
        return None, (Problem("empty-file", "is empty", Span(relative), "write the record or remove the file"),)
    return _clean(relative, text, sha256(content))


def _unreadable(relative: str, error: OSError) -> Problem:
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
