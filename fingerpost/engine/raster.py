"""A PNG, JPEG, WebP, GIF or AVIF image: its size as it is shown, whether it is whole, and square copies of it.

Knows what Pillow decodes and where it must be stopped.
"""

from __future__ import annotations

import warnings
from io import BytesIO

import PIL
from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.ExifTags import Base

from fingerpost.engine.images import Format, ImageFault, Size

# MPO is what Pillow calls a JPEG that carries a second picture, as many telephones make them.
_FORMATS: dict[str, Format] = {
    "PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp", "GIF": "gif", "AVIF": "avif",
}  # fmt: skip
_READ = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
# A photograph of today's telephones has up to 50 million pixels; all frames of an animation count together.
_MOST_PIXELS = 80_000_000
_MOST_FRAME_PIXELS = 400_000_000
_SIDEWAYS = frozenset({5, 6, 7, 8})
# What a copy is made with: another one gives other bytes.
ENCODER = f"Pillow {PIL.__version__}, 2"
_HOW: dict[str, dict[str, int | bool]] = {
    "webp": {"quality": 80, "method": 6},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}


def measure_raster(content: bytes) -> Size | ImageFault:
    """The size of the image, decoded to its end, or what is wrong with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return _measured(content)


def _measured(content: bytes) -> Size | ImageFault:
    try:
        return _decoded(content)
    except UnidentifiedImageError:
        return ImageFault("is not a PNG, JPEG, WebP, GIF, AVIF or SVG image, or its first bytes are damaged")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return ImageFault(_too_large(_MOST_PIXELS))
    except Exception as error:  # Pillow's decoders raise nearly anything on damaged bytes.
        return ImageFault(f"is damaged or cut short ({' '.join(str(error).split()) or type(error).__name__})")


def _decoded(content: bytes) -> Size | ImageFault:
    _verify(content)
    with Image.open(BytesIO(content), formats=_READ) as image:
        width, height = image.size
        form = _FORMATS[image.format or ""]
        if width * height > _MOST_PIXELS:
            return ImageFault(_too_large(_MOST_PIXELS))
        orientation = image.getexif().get(Base.Orientation)
        fault = _frame_fault(image)
    if orientation in _SIDEWAYS:
        width, height = height, width
    return fault or Size(width, height, form)


def _verify(content: bytes) -> None:
    """Raise when a PNG's checksums are wrong; decoding alone would not notice."""
    with Image.open(BytesIO(content), formats=_READ) as image:
        if image.format == "PNG":
            image.verify()


def _frame_fault(image: Image.Image) -> ImageFault | None:
    """Decode every frame, since a file cut short may still hold its first one."""
    pixels = 0
    for frame in ImageSequence.Iterator(image):
        pixels += frame.width * frame.height
        if pixels > _MOST_FRAME_PIXELS:
            return ImageFault(_too_large(_MOST_FRAME_PIXELS, " in all its frames"))
        frame.load()
        if image.format == "MPO":
            break
    return None


def _too_large(limit: int, where: str = "") -> str:
    return f"unpacks to more than {limit // 1_000_000} million pixels{where}, which could exhaust the memory"


def square(content: bytes, side: int, form: str) -> bytes:
    """The middle of an image as a square, `side` pixels wide, without anything that its file says besides (EXIF, GPS).

    A face is rarely in the lower third of a portrait: of a tall one the square is taken a third from the top.
    """
    with Image.open(BytesIO(content), formats=_READ) as opened:
        upright = ImageOps.exif_transpose(opened)
        fitted = ImageOps.fit(_flat(upright), (side, side), Image.Resampling.LANCZOS, centering=(0.5, 1 / 3))
    # Pillow would write a comment of the original into the copy.
    fitted.info.clear()
    out = BytesIO()
    fitted.save(out, form, **_HOW[form])
    return out.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """The image in the colours of screens (sRGB), on white where it is transparent."""
    profile = image.info.get("icc_profile")
    if image.mode == "I;16":
        # Pillow would make white of whatever is brighter than the lowest 256th.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground.convert("RGB")
    elif image.mode != "CMYK":
        image = image.convert("RGB")
    return _in_srgb(image, profile) if profile else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours that a profile gives the image. Telephones have colours that screens of the web have not."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        made = None  # A damaged profile, or one of another kind of picture.
    return made or image.convert("RGB")
