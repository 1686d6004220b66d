"""The spare: the previous site, kept beside the published one to make the next one of.

Most of its files are those of the published site under a second name. A record says how it was left; a spare that is
not exactly so is thrown away.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import MANIFEST, listed
from fingerpost.engine.stamps import Seal, Stamp, intact, pack, stamp_of, unpack

_STAMP = 64
_OWN = {"site", "stamps", "aside"}


@dataclass(frozen=True, slots=True)
class Spare:
    """A hidden folder beside the output, with the tree, its record and, between two renames, the site itself."""

    folder: Path

    @staticmethod
    def beside(target: Path) -> Spare:
        """Raises PublishError if something else has its name, or is in it."""
        folder = target.parent / f".{target.name}-previous"
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise PublishError(
                f"{folder} is no folder. A build keeps the previous site in one of that name: remove it."
            )
        if folder.exists() and (foreign := sorted({each.name for each in folder.iterdir()} - _OWN)):
            raise PublishError(
                f"{folder} holds what no build put there: {foreign[0]}. A build keeps the previous site in a folder of "
                "that name, and would delete the rest. Move it elsewhere."
            )
        return Spare(folder)

    @property
    def tree(self) -> Path:
        return self.folder / "site"

    @property
    def _record(self) -> Path:
        return self.folder / "stamps"

    def take(self) -> tuple[Seal, dict[str, str]]:
        """The stamps of its folders, and the digests of its files.

        From here on it has no record, until `keep`. Without a spare that can be trusted there is an empty tree.
        """
        stamps = self._stamps()
        if intact(self.tree, stamps):
            digests = listed(self.tree) or {}
            self._record.unlink()
            return stamps, {**digests, MANIFEST: ""}
        if self.folder.exists():
            shutil.rmtree(self.folder)
        # No web server has a business in it.
        self.folder.mkdir(0o700)
        self.tree.mkdir()
        return {}, {}

    def same_files(self, digests: Mapping[str, str], stamps: Seal) -> dict[str, str]:
        """`digests`, with none for a file that is not the very one in `stamps`, those of the published site."""
        return {path: digest if self._is(path, stamps.get(path)) else "" for path, digest in digests.items()}

    def _is(self, path: str, stamp: Stamp | None) -> bool:
        own = stamp_of(f"{self.tree}/{path}")
        return own is not None and own == stamp

    def keep(self, stamps: Seal) -> None:
        """Write down how it is left. One that cannot be recorded is discarded."""
        packed = pack(stamps)
        try:
            self._record.write_bytes(sha256(packed).encode() + packed)
        except OSError:
            self.discard()

    def discard(self) -> None:
        """Remove it, whatever it is."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stamps(self) -> Seal:
        try:
            content = self._record.read_bytes()
            packed = content[_STAMP:]
            return unpack(packed) if content[:_STAMP] == sha256(packed).encode() else {}
        except (OSError, ValueError):
            return {}
