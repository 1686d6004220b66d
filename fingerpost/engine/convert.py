"""Markdown by digest: each text is converted once, until the text or the engine changes."""

from __future__ import annotations

import json

from fingerpost.engine.cache import Cache, Tally
from fingerpost.engine.digest import digest
from fingerpost.engine.identity import engine_digest
from fingerpost.engine.markdown import Conversion, Labels, conversion_from_json, conversion_to_json, convert


def converted(cache: Cache, tally: Tally, path: str, text: str, first_line: int, labels: Labels) -> Conversion:
    """The conversion of `text`, from the cache when it is there."""
    key = digest(engine_digest(), path, text, first_line, labels)
    stored = cache.read("markdown", key)
    if stored is not None:
        tally.found += 1
        return conversion_from_json(json.loads(stored))
    tally.made += 1
    conversion = convert(path, text, first_line, labels)
    cache.write("markdown", key, json.dumps(conversion_to_json(conversion), ensure_ascii=False).encode())
    return conversion
