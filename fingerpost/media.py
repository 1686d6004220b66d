"""Reading one picture or recording: its size, its faults, and the name it is published under."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.problems import Problem, Span
from fingerpost.engine.sources import RECORDINGS, unreadable
from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class MediumReading:
    """What came of one picture or recording. `output` is its path on the site; sizes are in pixels, 0 if unknown."""

    path: str
    digest: str
    output: str
    width: int = 0
    height: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_recording(self) -> bool:
        return self.path.lower().endswith(RECORDINGS)

    @property
    def sound(self) -> bool:
        return not self.problems


def read_medium(path: str, file: Path) -> MediumReading:
    """The medium at `file`, whose path from the root is `path`."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return MediumReading(path, "", "", problems=(unreadable(path, error),))
    digest = sha256(content)
    if path.lower().endswith(RECORDINGS):
        return MediumReading(path, digest, _output("recordings", path, digest))
    return _picture(path, content, digest)


def _picture(path: str, content: bytes, digest: str) -> MediumReading:
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
    return MediumReading(path, digest, output, size.width, size.height)


def _output(folder: str, path: str, digest: str) -> str:
    """Where a medium goes: its name, and the beginning of its digest, so that it may be kept for ever."""
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    # Addresses say the same everywhere only in plain letters, and file systems end names at 255 bytes.
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem)[:60]
    return f"assets/{folder}/{plain}-{digest[:10]}{suffix.lower()}"
