"""The spare: the previous site, kept beside the published one to make the next one of.

Most of its files are those of the published site under a second name. A record says how it was left; where that does
not hold, only what is the very same file as in the published site is used.
"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import MANIFEST, listed
from fingerpost.engine.publish.standing import Standing
from fingerpost.engine.seals import read_seal, write_seal
from fingerpost.engine.stamps import Seal, intact, seal
from fingerpost.engine.values import dataclass

_OPEN = 0o755
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

    def is_as_left(self) -> bool:
        """Whether it is as its record says."""
        return intact(self.tree, read_seal(self._record))

    def take(self, standing: Standing, as_left: bool) -> tuple[Seal, dict[str, str]]:
        """The stamps of its folders, and the digests of its files; "" for one that the published site does not share.

        From here on it has no record, until `keep`. Without a tree there is an empty one, and no stamp. `as_left`: it
        is as its record says, and what stands is as it was sealed.
        """
        stamps = read_seal(self._record)
        self._record.unlink(missing_ok=True)
        if as_left:
            return stamps, {**(listed(self.tree) or {}), MANIFEST: ""}
        stamps = seal(self.tree)
        if all(stat.S_IMODE(stamp[4]) == _OPEN for stamp in stamps.values() if stat.S_ISDIR(stamp[4])) and stamps:
            return stamps, _shared(stamps, standing)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        # No web server has a business in it.
        self.folder.mkdir(0o700)
        self.tree.mkdir()
        return {}, {}

    def keep(self, stamps: Seal) -> None:
        """Write down how it is left. One that cannot be recorded is discarded."""
        try:
            write_seal(self._record, stamps)
        except OSError:
            self.discard()

    def discard(self) -> None:
        """Remove it, whatever it is."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _shared(stamps: Seal, standing: Standing) -> dict[str, str]:
    """Of all files in the tree, the digests of those that are the very files of the published site."""
    files = {path: stamp for path, stamp in stamps.items() if not stat.S_ISDIR(stamp[4])}
    known, published = standing.digests, standing.stamps
    return {path: known.get(path, "") if published.get(path) == stamp else "" for path, stamp in files.items()}
