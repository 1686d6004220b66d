"""The one file of search with a lasting name: what the browser needs to score, and what all other files are called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fingerpost.engine.values import dataclass
from fingerpost.pages.search.analyser import Analyser, analyser_for
from fingerpost.pages.search.coding import compact, front_coded, front_decoded
from fingerpost.pages.search.counting import FIELDS
from fingerpost.pages.search.files import STAMP, File

# What each document of a kind counts, where it is not 1. Who asks for words of a work's title rarely means the work;
# a page comes before the list of therapists for it; and where a help line fits at all, nothing matters more.
WEIGHTS = {"crisis": 2, "list": 0.75, "citation": 0.25}
VERSION = 3  # of the format and the analyser together: the browser refuses one that it was not made for
NAME = "manifest.json"
_NEEDED = ("whole", "lunr", "lens")

# The constants of BM25. The browser computes the scores.
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Settings:
    """What a publisher decides of an index: its language, how much each of FIELDS counts, whose form it has.

    `stop_words` are passed over besides those of the language, `kept_words` are not; both are `spelled`.
    """

    language: str
    boosts: tuple[int, ...] = (10, 6, 4, 3, 1)
    compatible: bool = False
    stop_words: tuple[str, ...] = ()
    kept_words: tuple[str, ...] = ()

    @property
    def analyser(self) -> Analyser:
        """What cuts the texts of the index into terms. Raises ValueError for a language without one."""
        return analyser_for(self.language, self.stop_words, self.kept_words)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index consists of: `whole`, or `lunr` with `lens` and chunks, or everything but these two.

    `firsts` are the first terms of the shards; `sizes` the rows in each chunk. Shards, chunks and the parts of the
    vocabulary are named by their digests alone: they stand in `s/`, `d/` and `v/`.
    """

    documents: int
    settings: Settings
    words: str
    whole: str = ""
    lunr: str = ""
    lens: str = ""
    vocabulary: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    shards: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    chunks: tuple[str, ...] = ()

    def file(self) -> File:
        """The manifest as it is published."""
        names = self._names()
        head = {
            "v": VERSION,
            # First, so that it can be asked for before all of this has come.
            **{each: names[each] for each in _NEEDED if each in names},
            "language": self.settings.language,
            "stop": self.settings.stop_words,
            "kept": self.settings.kept_words,
            "n": self.documents,
            "k1": K1,
            "b": B,
            "fields": FIELDS,
            "boosts": self.settings.boosts,
            "weights": WEIGHTS,
            "prefix": shortest_prefix(self.documents),
            "words": self.words,
        }
        return File(NAME, (compact(head | names) + "\n").encode())

    def _names(self) -> dict[str, object]:
        if self.whole:
            return {"whole": self.whole}
        chunks = {"sizes": self.sizes, "rows": "".join(map(_stamp_of, self.chunks))}
        if self.lunr:
            return {"lunr": self.lunr, "lens": self.lens, **chunks}
        return {
            "lens": self.lens,
            "vocab": "".join(map(_stamp_of, self.vocabulary)),
            "first": front_coded(self.firsts),
            "shards": "".join(map(_stamp_of, self.shards)),
            **chunks,
        }

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """What `file` made. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
        found: dict[str, Any] = json.loads(content)
        if found["v"] != VERSION:
            raise ValueError(f"the index has version {found['v']}, and not {VERSION}")
        read = cls(
            documents=found["n"],
            settings=Settings(
                found["language"],
                tuple(found["boosts"]),
                "lunr" in found,
                tuple(found["stop"]),
                tuple(found["kept"]),
            ),
            words=found["words"],
            whole=found.get("whole", ""),
            lunr=found.get("lunr", ""),
            lens=found.get("lens", ""),
            vocabulary=tuple(f"v/{each}.json" for each in _stamps(found.get("vocab", ""))),
            firsts=tuple(front_decoded(found.get("first", ""))),
            shards=tuple(f"s/{each}.json" for each in _stamps(found.get("shards", ""))),
            sizes=tuple(found.get("sizes", ())),
            chunks=tuple(f"d/{each}.json" for each in _stamps(found.get("rows", ""))),
        )
        if len(read.firsts) != len(read.shards) or len(read.sizes) != len(read.chunks):
            raise ValueError("the manifest has more names than parts, or fewer")
        return read

    def names(self) -> Iterator[str]:
        """The names of all other files."""
        yield self.words
        yield from filter(None, (self.whole, self.lunr, self.lens))
        yield from self.vocabulary
        yield from self.shards
        yield from self.chunks


def _stamp_of(name: str) -> str:
    return name[2 : -len(".json")]


def _stamps(joined: str) -> list[str]:
    return [joined[start : start + STAMP] for start in range(0, len(joined), STAMP)]


def shortest_prefix(documents: int) -> int:
    """The letters that a search for beginnings needs: two begin a twentieth of all postings, too much to fetch here."""
    return 2 if documents < 2_500 else 3 if documents < 20_000 else 4
