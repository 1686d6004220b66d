"""What a contestant is: a writer of its own kind of site, and the commands that build and serve it."""

from __future__ import annotations

import json
import os
import re
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from bench.documents import BREAK, NAVIGATION, SECTIONS, Document, MadeUp
from bench.timing import Command

# What every head says, with the places where a generator puts its own.
HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<title>%(title)s</title>\n<meta name="description" content="%(description)s">\n'
    '<link rel="canonical" href="%(canonical)s">\n<link rel="stylesheet" href="/main.css">\n</head>\n<body>\n'
)
MENU = "".join(f'<li><a href="/{section}/">{section.capitalize()}</a></li>\n' for section in NAVIGATION)
LINKS = "".join(f'<li><a href="/{section}/">{section.capitalize()}</a></li>\n' for section in SECTIONS.values())
HEADER = f'<header><a href="/">Made-up site</a>\n<nav aria-label="Main"><ul>\n{MENU}</ul></nav></header>\n'
FOOTER = f"<footer><ul>\n{LINKS}</ul><p>Every word is made up.</p></footer>\n</body>\n</html>\n"
ORIGIN = "https://made-up.example.org"


class Peer(ABC):
    """One contestant. Every method takes the folder of its own site."""

    name: ClassVar[str]
    # What a build leaves behind, to be removed before a cold one.
    made: ClassVar[tuple[str, ...]]
    # Where a document is.
    source: ClassVar[str] = "content/{section}/{id}.md"
    # A contestant of the targets is measured in full, however long that takes.
    is_target: ClassVar[bool] = False
    # Where its pages lie, and in there the files that search takes its results from; '' without search.
    output: ClassVar[str]
    search: ClassVar[str] = ""

    @property
    def version(self) -> str:
        """Its version, '' when it cannot run here."""
        return ""

    @abstractmethod
    def prepare(self, site: MadeUp, folder: Path) -> None:
        """Write its site into a new folder."""

    @abstractmethod
    def cold(self, folder: Path) -> tuple[Command, ...]:
        """The commands of a first build."""

    def again(self, folder: Path) -> tuple[Command, ...]:
        """The commands of a build after another, with whatever it has to make that quicker."""
        return self.cold(folder)

    def server(self, folder: Path, port: int) -> Command | None:
        """The command that serves the site and follows edits, for those that are compared in that."""
        return None

    def page(self, folder: Path, place: str) -> Path:
        """The file of a page, by its path in the site."""
        return folder / self.output / place / "index.html"

    def forget(self, folder: Path) -> None:
        """As after a fresh clone: no cache and no output.

        What was there is put aside and not removed: for minutes ext4 gives no new file the number of one that was
        removed, and the search for others takes longer than many a build.
        """
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix="forgotten-"))
        for name in self.made:
            if os.path.lexists(folder / name):
                (folder / name).rename(aside / Path(name).name)

    def file(self, folder: Path, id: str, section: str = "articles") -> Path:
        """The file that a document is written in."""
        return folder / self.source.format(section=section, id=id)

    def add(self, folder: Path, id: str, sentence: str) -> None:
        """One more sentence at the end of the text of an article."""
        _add(self.file(folder, id), sentence)

    def add_to_profile(self, folder: Path, id: str, sentence: str) -> None:
        """One more sentence about a therapist."""
        _add(self.file(folder, id, "therapists"), sentence)

    def retitle(self, folder: Path, id: str, title: str) -> None:
        """Another title for an article."""
        path = self.file(folder, id)
        text = path.read_text(encoding="utf-8")
        written = re.sub(r"(?im)^((?:\.\. )?title:).*$", rf"\1 {title}", text, count=1)
        path.write_text(written, encoding="utf-8")


def _add(path: Path, sentence: str) -> None:
    text, rule, facts = path.read_text(encoding="utf-8").partition(BREAK)
    path.write_text(f"{text.rstrip()}\n\n{sentence}\n{rule}{facts}", encoding="utf-8")


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts by path."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def write_documents(folder: Path, documents: Iterable[Document], head: str = "") -> None:
    """Markdown with YAML front matter, one file each: what most generators read. `head` goes into the front matter."""
    made = set[str]()
    for each in documents:
        if each.section not in made:
            (folder / each.section).mkdir(parents=True, exist_ok=True)
            made.add(each.section)
        (folder / each.section / f"{each.id}.md").write_text(f"{front(each)}{head}---\n\n{each.text}", encoding="utf-8")


def front(document: Document) -> str:
    """The opening of a file: the front matter without its end."""
    told = {"title": document.title, "description": document.summary, "date": document.updated}
    if document.further:
        told["further"] = "yes"
    return "---\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items())


def drawings(site: MadeUp, folder: str) -> dict[str, str]:
    """The pictures by path, below the folder that is published as it is."""
    return {f"{folder}/images/{name}": text for name, text in site.drawings} | {f"{folder}/main.css": "body{}\n"}
