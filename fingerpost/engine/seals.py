"""A seal in a file: the stamps by which a later build knows a folder again."""

from __future__ import annotations

from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.stamps import Seal, Stamp, pack, unpack

_DIGEST = 64


def write_seal(path: Path, sealed: Seal) -> None:
    """Keep a seal. Raises OSError."""
    packed = pack(sealed)
    path.write_bytes(sha256(packed).encode() + packed)


def read_seal(path: Path) -> dict[str, Stamp]:
    """The seal that was kept. An empty one if there is none, or a damaged one."""
    try:
        content = path.read_bytes()
        packed = content[_DIGEST:]
        return unpack(packed) if content[:_DIGEST] == sha256(packed).encode() else {}
    except (OSError, ValueError):
        return {}
