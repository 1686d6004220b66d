"""Markdown by digest: a text is converted once until it or the engine changes."""

from __future__ import annotations

from fingerpost.engine.abreast import Work
from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.markdown import Conversion, Labels, conversion_from_text, conversion_to_text, converting

STEP = "markdown"


Converted = tuple[Conversion, str, bool]
"""A conversion, the key it is kept under, and whether it had to be made."""


def converted(cache: Cache, path: str, text: str, first_line: int, labels: Labels) -> Work[Converted]:
    """The conversion of `text`, in steps."""
    key = digest(engine_digest(), path, text, first_line, labels)
    kept = conversion_of(cache, key)
    if kept is not None:
        return kept, key, False
    conversion = yield from converting(path, text, first_line, labels)
    yield
    cache.write(STEP, key, conversion_to_text(conversion).encode())
    return conversion, key, True


def conversion_of(cache: Cache, key: str) -> Conversion | None:
    """What is kept under `key`."""
    stored = cache.read(STEP, key)
    return None if stored is None else conversion_from_text(stored.decode())
