"""Publishing a site: look at what stands, make the next one beside it, let it take its place."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import field, replace
from pathlib import Path

from fingerpost.engine.crew import Errand, cores
from fingerpost.engine.digest import sha256
from fingerpost.engine.publish.change import carry_out, change, refuse_bad_paths, refuse_incomplete, write_new
from fingerpost.engine.publish.exchange import mend, put_in_place
from fingerpost.engine.publish.foreign import carry_over, refuse, refuse_in_the_way
from fingerpost.engine.publish.lock import Clock, PublishError, lock
from fingerpost.engine.publish.manifest import MANIFEST, Manifest, folders_of
from fingerpost.engine.publish.sealing import Made, Turn, folders, record_spare, seal_published, settled
from fingerpost.engine.publish.spare import Spare
from fingerpost.engine.publish.standing import NOTHING, Standing, look
from fingerpost.engine.stamps import Seal, intact
from fingerpost.engine.values import dataclass

# To look at so many files takes longer than a copy of the process.
_MANY = 1_000


@dataclass(frozen=True, slots=True)
class Site:
    """What to publish: the SHA-256 of every file by path, and facts about the build for the manifest.

    `load` gives the content of one path, and is asked only for those that are new or different.
    """

    digests: Mapping[str, str]
    load: Callable[[str], bytes]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """How many files are new or different, the same as before, and gone; and those of others that were kept.

    `exchanged`: put in place in one step. `seal`: the stamps of what stands now, for the next build; empty if they
    could not tell every later change.
    """

    written: int
    unchanged: int
    removed: int
    exchanged: bool = True
    kept: int = 0
    seal: Seal = field(default_factory=dict, compare=False, repr=False)


class Publisher:
    """Publishes to one folder, in a `with`. From its look until it has published no other build does.

    `sealed` is the seal of the last report, and saves reading the files it vouches for. Files that no build put there
    are refused, or with `keep_foreign` carried over; they are in no manifest.
    """

    def __init__(self, target: Path, sealed: Seal, keep_foreign: bool = False) -> None:
        # "." and ".." have no place beside which a new site could stand.
        self._target = Path(os.path.abspath(target))  # noqa: PTH100
        self._sealed, self._keep_foreign = sealed, keep_foreign
        self._held = ExitStack()
        self._begun: _Begun | None = None

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *_: object) -> None:
        self._begun = None
        self._held.close()

    def look(self) -> None:
        """Begin to look at what stands there, while something else is done. What is wrong with it, `publish` says."""
        if self._target.name and self._target.is_dir():
            with suppress(PublishError, OSError):
                self._begun = self._begin()

    def stage(self, files: Iterable[tuple[str, str, bytes]]) -> None:
        """Write files of a first site, by path, SHA-256 and content, before all of it is known.

        Where a site stands, nothing is done; what cannot be written, `publish` writes, or says why not.
        """
        self._begin_first()
        if self._begun is None or self._begun.staged is None:
            return
        try:
            with _readable_by_all():
                for path, digest, content in files:
                    write_new(f"{self._begun.spare.tree}/", path, content, digest)
                    self._begun.staged[path] = digest
        except (PublishError, OSError):
            self._begun.staged = None

    def publish(self, site: Site) -> Report:
        """Make the folder hold exactly the site and its manifest. Raises PublishError and leaves it as it was."""
        if not self._target.name:
            raise PublishError(f"{self._target} is the root of the file system. Name a folder inside it with --output.")
        if MANIFEST in site.digests:
            raise PublishError(f"A file of the site has the path {MANIFEST}, which is that of the list of all files.")
        with self, _told_in_a_sentence(self._target):
            return _publish(site, self._target, self._begun or self._begin(), self._keep_foreign)

    def _begin_first(self) -> None:
        """Begin, with an empty spare, where no site stands and none has begun."""
        if self._begun or not self._target.name or os.path.lexists(self._target):
            return
        with suppress(PublishError, OSError):
            begun = self._begun = self._begin()
            # While the lock was waited for, a site may have come.
            if not os.path.lexists(self._target):
                self._held.callback(begun.spare.discard)
                begun.spare.discard()
                with _readable_by_all():
                    begun.spare.take(NOTHING, as_left=False)
                begun.staged = {}

    def _begin(self) -> _Begun:
        spare = Spare.beside(self._target)
        with ExitStack() as held:
            clock = held.enter_context(lock(self._target))
            mend(spare.tree, self._target)
            since = clock.now()
            errand = Errand(len(self._sealed) >= _MANY and cores() > 1, lambda: self._is_intact(spare))
            held.callback(errand.end)
            self._held = held.pop_all()
        return _Begun(spare, clock, since, self._sealed, errand)

    def _is_intact(self, spare: Spare) -> tuple[bool, bool]:
        as_sealed = intact(self._target, self._sealed)
        return as_sealed, as_sealed and spare.is_as_left()


@dataclass(slots=True)
class _Begun:
    """A publishing that has begun: the spare, the time of the look in nanoseconds, and the seal of what was there.

    `intact`: whether what stands is as it was sealed, and whether the spare is as it was left, too. `staged`: the
    digests of all that is in the spare already, None when it is not known.
    """

    spare: Spare
    clock: Clock
    since: int
    sealed: Seal
    intact: Errand[tuple[bool, bool]]
    staged: dict[str, str] | None = None


def publish_site(site: Site, target: Path, sealed: Seal | None = None, keep_foreign: bool = False) -> Report:
    """Publish at once: see Publisher."""
    with Publisher(target, sealed or {}, keep_foreign) as publisher:
        return publisher.publish(site)


def forget(target: Path) -> None:
    """Remove the previous site, which builds keep beside `target`. Raises PublishError."""
    target = Path(os.path.abspath(target))  # noqa: PTH100
    spare = Spare.beside(target)
    if spare.folder.exists():
        with _told_in_a_sentence(target), lock(target):
            mend(spare.tree, target)
            spare.discard()


def _publish(site: Site, target: Path, begun: _Begun, keep_foreign: bool) -> Report:
    spare = begun.spare
    as_sealed, as_left = begun.intact.result()
    standing = look(target, begun.sealed, as_sealed)
    refuse_bad_paths(site.digests.keys() - standing.digests.keys())
    manifest = Manifest(site.facts, site.digests).to_bytes()
    wanted = {**site.digests, MANIFEST: sha256(manifest)}
    if keep_foreign:
        refuse_in_the_way(standing, target, wanted)
    else:
        refuse(standing, target)
        standing = replace(standing, foreign_folders=())
    if standing.digests == wanted:
        return _report(site, standing, True, standing.stamps if settled(standing.stamps, begun.since) else {})
    turn = Turn(target, spare.tree, standing, wanted, begun.since)
    try:
        made = _make(turn, begun, as_left, lambda path: manifest if path == MANIFEST else site.load(path))
        exchanged = put_in_place(spare.tree, target)
    except Exception:
        mend(spare.tree, target)
        # A full disk has room again.
        spare.discard()
        raise
    finally:
        mend(spare.tree, target)
    return _report(site, standing, exchanged, _seal(turn, made, spare, begun.clock))


def _make(turn: Turn, begun: _Begun, as_left: bool, load: Callable[[str], bytes]) -> Made:
    """Make the next site in the spare."""
    standing, wanted = turn.standing, turn.wanted
    stamps: Seal = {}
    with _readable_by_all():
        if begun.staged is not None and not standing.stamps:
            # Of a site of its own there is nothing to link.
            steps = change(begun.staged, folders_of(begun.staged), begun.staged, wanted)
        else:
            stamps, digests = begun.spare.take(standing, as_left)
            steps = change(digests, folders(stamps), standing.digests, wanted)
        linked = carry_out(steps, turn.tree, turn.target, wanted, load)
        carried = carry_over(standing, turn.target, turn.tree, steps.folders)
    touched = steps.touched_folders() if stamps else steps.folders
    refuse_incomplete(turn.tree, {*wanted, *steps.folders, *carried}, touched)
    return Made(steps, stamps, linked)


def _seal(turn: Turn, made: Made, spare: Spare, clock: Clock) -> Seal:
    """Record the previous site as the spare, if its manifest is true; the seal of the new one."""
    ticked = clock.tick()
    try:
        if not made.linked or not turn.standing.stamps:
            spare.discard()
        elif ticked and turn.standing.sound:
            spare.keep(record_spare(turn))
        return seal_published(turn, made) if ticked else {}
    except OSError:
        # The site is in place. Without a seal the next build reads it again.
        return {}


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """A web server reads the site as somebody else, whatever the builder's umask keeps to themselves."""
    umask = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(umask)


def _report(site: Site, standing: Standing, exchanged: bool, seal: Seal) -> Report:
    before = {path: digest for path, digest in standing.digests.items() if path != MANIFEST}
    same = sum(before.get(path) == digest for path, digest in site.digests.items())
    removed = len(before.keys() - site.digests.keys())
    return Report(len(site.digests) - same, same, removed, exchanged, len(standing.foreign), seal)


@contextmanager
def _told_in_a_sentence(target: Path) -> Iterator[None]:
    """What the system refuses, as a PublishError."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EBUSY:
            told = f"{target} is a mount point and cannot be replaced whole. Name a folder inside it."
        elif error.errno == errno.EXDEV:
            told = f"{target} cannot be renamed where it is. Remove it, or name another folder with --output."
        else:
            told = f"The site could not be written: {error.strerror or error}. {target} is as it was."
        raise PublishError(told) from error
