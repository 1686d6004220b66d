"""Markdown by digest: a text is converted once until it or the engine changes."""

from __future__ import annotations

import json

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.markdown import Conversion, Labels, conversion_from_json, conversion_to_json, convert

STEP = "markdown"


def converted(cache: Cache, path: str, text: str, first_line: int, labels: Labels) -> tuple[Conversion, str, bool]:
    """The conversion of `text`, the key it is kept under, and whether it had to be made."""
    key = digest(engine_digest(), path, text, first_line, labels)
    kept = conversion_of(cache, key)
    if kept is not None:
        return kept, key, False
    conversion = convert(path, text, first_line, labels)
    cache.write(STEP, key, json.dumps(conversion_to_json(conversion), ensure_ascii=False).encode())
    return conversion, key, True


def conversion_of(cache: Cache, key: str) -> Conversion | None:
    """What is kept under `key`."""
    stored = cache.read(STEP, key)
    return None if stored is None else conversion_from_json(json.loads(stored))
