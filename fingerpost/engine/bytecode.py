"""Compiled templates, kept where Python keeps compiled modules: in a `__pycache__` of the program.

They are run, so they never lie in a site's `.cache`, which may come from elsewhere. Python's own setting for bytecode
decides whether any are written.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from fingerpost.engine.cache import write_atomically
from fingerpost.engine.digest import digest, sha256
from fingerpost.engine.identity import PACKAGE

FOLDER = Path(PACKAGE, "__pycache__", "templates")
_STAMP = 64


class Bytecode(BytecodeCache):
    """The bytecode of templates by file. `identity` stands for all that beside a template's text makes its code."""

    def __init__(self, identity: str, folder: Path = FOLDER) -> None:
        self._identity = identity
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """One file for each template, whatever its text."""
        return digest(name, filename)[:32]

    def get_source_checksum(self, source: str) -> str:
        """Of the template's text, and of what else makes its code."""
        return digest(self._identity, source, sys.implementation.cache_tag)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code, if it was kept and is of this text."""
        with suppress(OSError):
            content = (self._folder / bucket.key).read_bytes()
            checksum, stamp, code = content[:_STAMP], content[_STAMP : 2 * _STAMP], content[2 * _STAMP :]
            if checksum == bucket.checksum.encode() and stamp == sha256(code).encode():
                bucket.code = marshal.loads(code)  # noqa: S302

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code. Where that cannot be, templates are compiled each time."""
        if sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            write_atomically(self._folder / bucket.key, (bucket.checksum + sha256(code)).encode() + code)
