"""The options of the command line, and what one call asks for.

A build that has nothing to do is over in a few hundredths of a second, most of them Python's own: what is loaded here
and in `swift` is chosen for that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost import __version__

if TYPE_CHECKING:
    from fingerpost.pipeline import Order

_PORTS = 65_535


class Call(argparse.Namespace):
    """The command of one call, and its options."""

    command: str | None = None
    root: Path
    where: Path | None
    today: date | None
    base_url: str | None
    drafts: bool
    workers: int
    quiet: bool
    verbose: bool
    # Of single commands.
    explain = False
    profile = False
    keep_foreign = False
    folder: Path | None = None
    port = 0
    in_browser = False

    @property
    def output(self) -> Path:
        """Where the site goes."""
        return self.where or self.root / "output"

    def order(self, drafts: bool = False) -> Order:
        """What the pipeline is to make. `drafts`: include them whatever was asked for."""
        from fingerpost.pipeline import Order

        return Order(
            self.root, self.output, self.today, self.base_url, drafts or self.drafts, self.workers, self.keep_foreign
        )


def read_call(arguments: Sequence[str] | None = None) -> Call:
    """What was asked for. Raises SystemExit with status 2 for a wrong call. Raises OSError."""
    call = _program().parse_args(arguments, Call())
    call.root = call.root.resolve()
    return call


def _program() -> argparse.ArgumentParser:
    program = argparse.ArgumentParser(
        description="Build a site of therapy modalities, psychoeducation and therapists from Markdown and YAML.",
        epilog="Without a command, builds the site. Options stand before the command, and its own after it.",
        allow_abbrev=False,
    )
    add: Callable[..., object] = program.add_argument
    add(
        "--root",
        type=_folder,
        default=Path(),
        metavar="FOLDER",
        help="the folder of content/ and site_config.yaml (default: this one)",
    )
    add("--output", type=Path, dest="where", metavar="FOLDER", help="where the site goes (default: ROOT/output)")
    add(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="build as on this day (default: today, in the time zone of the site)",
    )
    add("--base-url", metavar="URL", help="the address of the site, in place of the one in site_config.yaml")
    add("--drafts", action="store_true", help="include drafts and pages scheduled for later, or expired")
    add("--workers", type=_number(sys.maxsize), default=0, metavar="N", help="processes to use (default: one a core)")
    add("-q", "--quiet", action="store_true", help="print problems only")
    add("-v", "--verbose", action="store_true", help="print what each stage did")
    add("--version", action="version", version=f"fingerpost {__version__}")
    _add_commands(program)
    return program


def _add_commands(program: argparse.ArgumentParser) -> None:
    # Without `prog` it would make the help text, to find out how the program is called.
    commands = program.add_subparsers(prog=program.prog, title="commands", dest="command", metavar="COMMAND")

    def command(name: str, told: str) -> Callable[..., object]:
        return commands.add_parser(name, help=told, description=told, allow_abbrev=False).add_argument

    add = command("build", "Build the site into the output folder (the default).")
    add("--explain", action="store_true", help="say of each page that was made again what had changed")
    add("--profile", action="store_true", help="print where the time went")
    add("--keep-foreign", action="store_true", help="keep files in the output folder that no build put there")
    command("check", "Check the content and write nothing.")
    add = command("verify", "Compare a copy of the site with its own list of files, manifest.json.")
    add("folder", nargs="?", type=_standing, metavar="FOLDER", help="the copy (default: the output folder)")
    command("clean", "Remove the cache and the spare site beside the output; the output stays.")
    add = command("serve", "Show the site in the browser, drafts too, and every change at once. Publishes nothing.")
    add("--port", type=_number(_PORTS), default=8000, metavar="N", help="where to listen (default: 8000)")
    add("--open", action="store_true", dest="in_browser", help="open the preview in a browser")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python also reads 20260309 and 2026-W11-1 as days.
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-03-09.")
    return day


def _folder(text: str) -> Path:
    if Path(text).is_file():
        raise argparse.ArgumentTypeError(f"{text} is a file; name a folder.")
    return Path(text)


def _standing(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder that there is.")
    return Path(text)


def _number(most: int) -> Callable[[str], int]:
    """A reader of whole numbers from 0 to `most`."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) > most:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {most}.")
        return int(text)

    return read
