"""The files of a good build: the digest of each, and its content for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from fingerpost.catalogue import FileChanged
from fingerpost.engine.cache import Cache
from fingerpost.engine.values import dataclass
from fingerpost.ledger import Made
from fingerpost.rendering import STEP


def _lost(*_: object) -> bytes:
    raise FileChanged("The cache")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one good build. It stays as it is while the next is made."""

    pages: Mapping[str, tuple[str, Made]] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    cache: Cache | None = None
    remake: Callable[[str, Made], bytes] = _lost
    reindex: Callable[[str], bytes] = _lost

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file by output path."""
        return {**{path: page.digest for path, (_, page) in self.pages.items()}, **self.others}

    def load(self, path: str) -> bytes:
        """The content of one file. Raises FileChanged when it can no longer be made as it was."""
        if path in self.contents:
            return self.contents[path]
        if path in self.media:
            return self.media[path]()
        if path not in self.pages:
            return self.reindex(path)
        name, page = self.pages[path]
        content = self.cache.read(STEP, page.key) if self.cache else None
        return self.remake(name, page) if content is None else content
