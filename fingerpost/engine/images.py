"""How large an image is, and whether it is whole.

Knows the bytes of one image; a fault in them is a value. Refuses to know files, sizes wanted or how to encode.
"""

from __future__ import annotations

from typing import Literal

from fingerpost.engine.svg import svg_size
from fingerpost.engine.values import dataclass

Format = Literal["png", "jpeg", "webp", "gif", "avif", "svg"]


@dataclass(frozen=True, slots=True)
class Size:
    """An image as it is shown: width and height in CSS pixels, after its EXIF orientation."""

    width: int
    height: int
    format: Format


@dataclass(frozen=True, slots=True)
class ImageFault:
    """Why an image cannot be used, as the end of a sentence that begins "this image"."""

    reason: str


def measure(content: bytes) -> Size | ImageFault:
    """The size of a PNG, JPEG, WebP, GIF, AVIF or SVG image, decoded to its end, or what is wrong with it."""
    if not content:
        return ImageFault("is empty")
    if _looks_like_xml(content):
        return _measure_svg(content)
    # Pillow takes longer to load than most images to measure; what was measured before needs neither.
    from fingerpost.engine.raster import measure_raster

    return measure_raster(content)


def _looks_like_xml(content: bytes) -> bool:
    start = content[:64].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xfe\xff").lstrip()
    return start.startswith(b"<")


def _measure_svg(content: bytes) -> Size | ImageFault:
    found = svg_size(content)
    return ImageFault(found) if isinstance(found, str) else Size(*found, "svg")
