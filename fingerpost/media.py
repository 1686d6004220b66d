"""Reading one picture or recording: its size, its faults, and the name it is published under."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest as digest_of
from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.sources import RECORDINGS, read_file, unreadable
from fingerpost.engine.values import dataclass

IMAGE = "image"
SIDES = (128, 240)
"""Pixels of a portrait's side: twice what a card shows, and twice what a profile does."""
FORMS = ("webp", "jpeg")
PORTRAITS = "content/therapists/"
"""Where photos of therapists lie. What nobody who is listed shows from there is not published."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A square copy of a photo. `output` is its path on the site, `key` where the cache has its bytes."""

    output: str
    digest: str
    key: str
    side: int
    form: str


@dataclass(frozen=True, slots=True)
class MediumReading:
    """What came of one picture or recording. `output` is its path on the site; sizes are in pixels, 0 if unknown.

    `portraits` are the copies to be shown where a therapist's photo is wanted.
    """

    path: str
    digest: str
    output: str
    width: int = 0
    height: int = 0
    problems: tuple[Problem, ...] = ()
    portraits: tuple[Portrait, ...] = ()

    @property
    def is_recording(self) -> bool:
        return self.path.lower().endswith(RECORDINGS)

    @property
    def sound(self) -> bool:
        return not self.problems


def read_medium(path: str, file: Path, cache: Cache) -> MediumReading:
    """The medium at `file`, whose path from the root is `path`. Copies that are made of it are kept in the cache."""
    try:
        content = read_file(file)
    except OSError as error:
        return MediumReading(path, "", "", problems=(unreadable(path, error),))
    digest = sha256(content)
    if path.lower().endswith(RECORDINGS):
        return MediumReading(path, digest, _output("recordings", path, digest))
    return _picture(path, content, digest, cache)


def _picture(path: str, content: bytes, digest: str, cache: Cache) -> MediumReading:
    # Not needed where no picture is new.
    from fingerpost.engine.images import ImageFault, measure
    from fingerpost.engine.svg import unsafe_svg

    size = measure(content)
    output = _output("images", path, digest)
    if isinstance(size, ImageFault):
        message, help = f"this picture {size.reason}", "save it again, or take another copy"
        return MediumReading(path, digest, output, problems=(Problem("bad-picture", message, Span(path), help),))
    unsafe = unsafe_svg(content) if size.format == "svg" else None
    if unsafe:
        help = "save the drawing as plain SVG: no scripts, no links, nothing from outside"
        fault = Problem("unsafe-svg", f"this drawing holds {unsafe}", Span(path), help)
        return MediumReading(path, digest, output, problems=(fault,))
    portraits: tuple[Portrait, ...] = ()
    if path.startswith(PORTRAITS) and size.format != "svg":
        portraits = _portraits(path, content, digest, min(size.width, size.height), cache)
    return MediumReading(path, digest, output, size.width, size.height, portraits=portraits)


def _portraits(path: str, content: bytes, source: str, most: int, cache: Cache) -> tuple[Portrait, ...]:
    """Square copies of a photo, whose shorter side has `most` pixels: none is larger than that."""
    sides = sorted({min(side, most) for side in SIDES})
    return tuple(_portrait(path, content, source, side, form, cache) for form in FORMS for side in sides)


def _portrait(path: str, content: bytes, source: str, side: int, form: str, cache: Cache) -> Portrait:
    from fingerpost.engine.raster import ENCODER, square

    key = digest_of(ENCODER, source, side, form)
    made = cache.read(IMAGE, key)
    if made is None:
        made = square(content, side, form)
        cache.write(IMAGE, key, made)
    digest = sha256(made)
    stem = posixpath.splitext(path)[0]
    return Portrait(_output("images", f"{stem}-{side}.{form}", digest), digest, key, side, form)


def portrait_bytes(portrait: Portrait, source: Path, cache: Cache) -> bytes:
    """The bytes of a copy, made again from its source where the cache lost them. Raises OSError."""
    from fingerpost.engine.raster import square

    kept = cache.read(IMAGE, portrait.key)
    return square(read_file(source), portrait.side, portrait.form) if kept is None else kept


def _output(folder: str, path: str, digest: str) -> str:
    """Where a medium goes: its name, and the beginning of its digest, so that it may be kept for ever."""
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    # Addresses say the same everywhere only in plain letters, and file systems end names at 255 bytes.
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem)[:60]
    return f"assets/{folder}/{plain}-{digest[:10]}{suffix.lower()}"
