"""Reading: the files of a folder, as text with digests, and the faults that no parser can see past.

Follows no symbolic links and opens nothing but regular files.
"""

from __future__ import annotations

import errno
import os
import posixpath
import stat
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.stamps import UNKNOWN, Stamp, passed_over, stamp_of, walk
from fingerpost.engine.values import dataclass

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
    """What stands in a folder, unopened: the stamps of files by path from the root, and what cannot be used.

    `names` are those files whose name on the disk is not their path: macOS may keep é as two characters.
    """

    stamps: dict[str, Stamp]
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def scan_folder(root: Path, name: str, walked: Mapping[str, Stamp] | None = None) -> Scan:
    """Every file under `root/name`, in path order. Names that start with a dot or end with ~ are passed over.

    `walked` are the stamps of all those files, by path from there, where somebody has just looked at them.
    """
    folder = f"{root}/{name}"
    stamp = stamp_of(folder)
    if stamp is None or not stat.S_ISDIR(stamp[4]) or not os.access(folder, os.R_OK | os.X_OK):
        return Scan({}, (_no_folder(folder, name),))
    stamps: dict[str, Stamp] = {}
    names: dict[str, str] = {}
    problems: dict[Problem, None] = {}
    for found, stamp in sorted((walk(folder, passed_over) if walked is None else walked).items()):
        written = f"{name}/{found}"
        # Who types a link writes one character.
        path = written if written.isascii() else unicodedata.normalize("NFC", written)
        fault = _unusable(path, stamp, f"{folder}/{found}")
        if fault is not None:
            problems[fault] = None
            continue
        if path in stamps:
            message = "is there twice, with its accents stored in two ways that look the same"
            problems[Problem("same-name", message, Span(path), "rename one of the two files")] = None
        stamps[sys.intern(path)] = stamp
        if path != written:
            names[path] = written
    return Scan(stamps, tuple(problems), names)


def _no_folder(folder: str, name: str) -> Problem:
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        return unreadable(name, error)
    return Problem("unreadable", "cannot be read", Span(name), "check that you may read it")


def _no_stamp(file: str, path: str) -> Problem:
    """A folder's names may be read, and nothing more of what is in it."""
    try:
        os.lstat(file)
    except OSError as error:
        return unreadable(path, error)
    return Problem("unreadable", "cannot be read", Span(path), "check that you may read it")


def _unusable(path: str, stamp: Stamp, file: str) -> Problem | None:
    if stamp == UNKNOWN:
        return _no_stamp(file, path)
    mode = stamp[4]
    if stat.S_ISLNK(mode):
        return Problem("symbolic-link", "is a symbolic link", Span(path), "put a copy of the file here")
    if stat.S_ISDIR(mode):
        # It stands for itself when its names cannot be read.
        return _no_folder(file, path)
    if not stat.S_ISREG(mode):
        return Problem("not-a-file", "is neither a file nor a folder", Span(path), "remove it")
    if path.count("/") > MAX_FOLDERS + 1:
        outermost = "/".join(path.split("/")[: MAX_FOLDERS + 2])
        message, help = f"lies in more than {MAX_FOLDERS} folders, one in another", "move it further up"
        return Problem("too-deep", message, Span(outermost), help)
    suffix = posixpath.splitext(path)[1].lower()
    return None if suffix in TEXTS or suffix in MEDIA else _unknown_file(path, suffix)


def read_text(path: Path, relative: str, follow: bool = True) -> tuple[Source | None, tuple[Problem, ...]]:
    """One text file, and what is wrong with its bytes. No source where the text cannot be trusted.

    `follow`: it may be a symbolic link. A pipe, or whatever else is no file, is not waited for.
    """
    try:
        size, content = _read(path, MAX_BYTES, follow)
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


def read_file(path: Path, follow: bool = False) -> bytes:
    """The content of a file, through a symbolic link only to `follow`. Raises OSError for whatever else is there."""
    return _read(path, sys.maxsize, follow)[1]


def _read(path: Path, most: int, follow: bool) -> tuple[int, bytes]:
    """The size of a file and, unless it is more than `most`, its content. Raises OSError."""
    # A file object with its buffers costs as much as all the rest that is done to a short text.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
    try:
        status = os.fstat(file)
        # Something else may have taken its place since somebody looked. That of a folder the system says itself.
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise OSError(errno.EINVAL, "it is no file")
        size = status.st_size
        parts = [b""]
        if size <= most:
            # To the end, which may be nearer or farther than the size says while somebody writes.
            while part := os.read(file, size + 1):
                parts.append(part)
        return size, b"".join(parts)
    finally:
        os.close(file)


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
    plain = text.replace("\r\n", "\n") if "\r" in text else text
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
