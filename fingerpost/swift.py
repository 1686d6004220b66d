"""The swift way: whether a build would change anything, told from stamps before anything heavy is imported.

A record is kept by each build that went well. It vouches for nothing but that every file is as that build saw it or
left it; whatever is in doubt, the build decides.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
from datetime import date, datetime

from fingerpost.engine.stamps import Seal, Stamp, intact, is_settled, pack, passed_over, stamp_of, unpack, walk

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
VERSION = 1
# What the program itself is made of, and what it hands to the browser.
_OF_THE_PROGRAM = ("fingerpost", "templates", "frontend", "locale", "package-lock.json", "tsconfig.json")
_OF_THE_SITE = ("content", "templates", "site_config.yaml", "addresses.txt")
_DIGEST = 64


class Look:
    """Everything that a build reads, as it stood when this was made. `options` are those that change the output."""

    def __init__(self, root: str, output: str, options: tuple[object, ...]) -> None:
        self.root, self.output = os.path.abspath(root), os.path.abspath(output)  # noqa: PTH100
        self.started = time.time_ns()
        named = json.dumps([VERSION, self.output, *map(str, options)])
        name = hashlib.sha256(named.encode()).hexdigest()[:32]
        self.path = os.path.join(self.root, ".cache", "swift", name)  # noqa: PTH118
        # The stamp of every file that a build reads, by absolute path: before it reads any.
        self.stamps: dict[str, Stamp] = dict(sorted(self._look()))
        self._inputs = pack(self.stamps)

    def _look(self) -> list[tuple[str, Stamp]]:
        places = {os.path.join(HOME, each) for each in _OF_THE_PROGRAM}  # noqa: PTH118
        of_the_site = {os.path.join(self.root, each) for each in _OF_THE_SITE}  # noqa: PTH118
        places |= of_the_site
        # A package that is installed or upgraded changes the folder in which it lies.
        places |= {each for each in sys.path if each.endswith(("site-packages", "dist-packages"))}
        found: list[tuple[str, Stamp]] = []
        for place in places:
            stamp = stamp_of(place)
            if stamp is not None:
                found.append((place, stamp))
                if not place.endswith("-packages"):
                    ignore = passed_over if place in of_the_site else _passed_over
                    found += [(f"{place}/{path}", stamp) for path, stamp in walk(place, ignore).items()]
        return found

    def below(self, name: str) -> dict[str, Stamp]:
        """What was seen in a folder of the site, by path from there."""
        folder = os.path.join(self.root, name) + "/"  # noqa: PTH118
        return {path[len(folder) :]: stamp for path, stamp in self.stamps.items() if path.startswith(folder)}

    def unchanged(self, today: date | None) -> dict[str, object] | None:
        """What the last build said, if another would do and say the same. `today` is None for the present day."""
        try:
            with open(self.path, "rb") as file:  # noqa: PTH123
                content = file.read()
        except OSError:
            return None
        if hashlib.sha256(content[_DIGEST:]).hexdigest().encode() != content[:_DIGEST]:
            return None
        try:
            return self._read(content[_DIGEST:], today)
        except (LookupError, ValueError, TypeError):
            # Of another version.
            return None

    def _read(self, content: bytes, today: date | None) -> dict[str, object] | None:
        head, _, rest = content.partition(b"\n")
        record: dict[str, object] = json.loads(head)
        split = int(str(record["inputs"]))
        if not _holds(record, today) or rest[:split] != self._inputs:
            return None
        return record if intact(self.output, unpack(rest[split:])) else None

    def record(self, seal: Seal, facts: dict[str, object]) -> None:
        """Keep what was seen and made. Nothing is kept where a stamp could hide a change. Raises OSError."""
        if not seal or not all(self._tells(stamp) for stamp in self.stamps.values()):
            return
        head = json.dumps({**facts, "inputs": len(self._inputs)}).encode()
        content = head + b"\n" + self._inputs + pack(seal)
        staged = f"{self.path}.{os.getpid()}"
        os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(staged, "wb") as file:  # noqa: PTH123
            file.write(hashlib.sha256(content).hexdigest().encode() + content)
        os.replace(staged, self.path)  # noqa: PTH105

    def _tells(self, stamp: Stamp) -> bool:
        """Whether a change would show: what a link leads to may change without the link."""
        return is_settled(stamp, self.started) and not stat.S_ISLNK(stamp[4])


def _passed_over(name: str) -> bool:
    return name == "__pycache__" or passed_over(name)


def _holds(record: dict[str, object], today: date | None) -> bool:
    """Whether the day is one on which the site is the same as on the day it was built."""
    day = today or _present_day(str(record["time_zone"]))
    built, until = str(record["today"]), str(record["until"] or "")
    return built <= day.isoformat() and (not until or day.isoformat() < until)


def _present_day(time_zone: str) -> date:
    from zoneinfo import ZoneInfo  # Not needed when the day is given.

    return datetime.now(ZoneInfo(time_zone)).date()
