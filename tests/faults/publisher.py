"""A process that publishes two versions of a made-up site in turns, until somebody ends it.

    python -m tests.faults.publisher TARGET PAUSE

PAUSE is in seconds. Most of its life is spent between the first file it stages and the last that it seals.
"""

from __future__ import annotations

import sys
import time
from itertools import count
from pathlib import Path

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish import Site, publish_site
from fingerpost.engine.stamps import Seal

# A change writes two thirds of them: so many that a copy of the process takes a part.
_PAGES = 900


def site(version: int) -> Site:
    """One of two versions: a third of the pages is in both, a third differs, and a third is in one of them."""
    same = {f"same/{number}/index.html": b"same" for number in range(_PAGES // 3)}
    differ = {f"differ/{number}/index.html": b"version %d" % version for number in range(_PAGES // 3)}
    own = {f"only-{version}/{number}/index.html": b"own" for number in range(_PAGES // 3)}
    contents = {**same, **differ, **own}
    digests = {path: sha256(content) for path, content in contents.items()}
    return Site(digests, contents.__getitem__, {"version": str(version)})


def main(arguments: list[str]) -> None:
    target, pause = Path(arguments[0]), float(arguments[1])
    seal: Seal = {}
    for number in count():
        seal = publish_site(site(number % 2), target, seal).seal
        if number == 0:
            sys.stdout.write("publishing\n")
            sys.stdout.flush()
        time.sleep(pause)


if __name__ == "__main__":
    main(sys.argv[1:])
