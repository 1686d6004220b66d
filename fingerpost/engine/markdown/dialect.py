"""Python-Markdown with our syntax, one instance a thread, reused from text to text.

Knows what is installed where; what each part does is for its own module.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.util import ETX, STX

from fingerpost.engine.markdown import inline
from fingerpost.engine.markdown.blocks import Desk, House, Notes, Shorthand, definition_offset
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.marks import MARKS, unmarked
from fingerpost.engine.markdown.rawhtml import RawHtml
from fingerpost.engine.markdown.skipping import Sparing

if TYPE_CHECKING:
    from fingerpost.engine.markdown.cards import Cards

_LEAK = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}?")
_local = threading.local()


def dialect() -> Dialect:
    """The instance of the thread."""
    if not hasattr(_local, "dialect"):
        _local.dialect = Dialect()
    kept: Dialect = _local.dialect
    return kept


def forget() -> None:
    """Drop the thread's instance, which an exception left in the middle of a text."""
    _local.__dict__.pop("dialect", None)


class Unfinished(Exception):
    """A text that cannot be converted, for it holds what never ends, as has been reported."""


class Dialect:
    """A Markdown instance with our syntax, reused from text to text. `machine` is Markdown itself in the tests."""

    def __init__(self, machine: type[Markdown] = Sparing) -> None:
        self.desk = Desk()
        self.notes = Notes(self.desk)
        self._cards: Cards | None = None
        self.markdown = machine(
            output_format="html",
            extensions=[
                TableExtension(use_align_attribute=True),
                DefListExtension(),
                Shorthand(),
                SaneListExtension(),
                AttrListExtension(),
                self.notes,
                House(self.desk),
            ],
        )
        inline.install(self.markdown)
        self.markdown.treeprocessors.deregister("prettify")
        self.markdown.postprocessors.register(RawHtml(self.markdown, self.desk), "raw_html", 30)
        self.markdown.ESCAPED_CHARS += ['"', "'", "/"]
        self._settle()

    def convert(self, draft: Draft) -> str:
        if "///" in draft.marks.text:
            self.add_cards()
        self.desk.draft = draft
        self.markdown.reset()
        try:
            html = self.markdown.convert(draft.marks.marked)
        except RecursionError:
            # Cards that never end, in lists, run on and into each other.
            if self._report_unclosed(draft):
                raise Unfinished from None
            raise
        if STX in html or ETX in html:
            html = _without_leaks(html, draft)
        self._report_unclosed(draft)
        self._report_unused(draft)
        return html

    def add_cards(self) -> None:
        """Install care cards, once. They wait for the first text that may have one, for they take 35 ms to load."""
        if self._cards is not None:
            return
        from fingerpost.engine.markdown.cards import Cards

        self._cards = Cards()
        self.markdown.registerExtensions([self._cards], {})
        self._settle()

    def _settle(self) -> None:
        if isinstance(self.markdown, Sparing):
            self.markdown.settle()

    def _report_unclosed(self, draft: Draft) -> bool:
        titles = self._cards.unclosed() if self._cards else []
        for title in titles:
            help = "end it with a line that holds only ///"
            draft.report(
                "unclosed-block", "this care card never ends", _title_offset(draft, title), len(unmarked(title)), help
            )
        return bool(titles)

    def _report_unused(self, draft: Draft) -> None:
        for name in self.notes.unused():
            offset = definition_offset(draft.marks.text, name)
            help = f"refer to it in the text as [^{name}], or remove it"
            draft.report("unused-footnote", f'nothing refers to footnote "{name}"', offset, len(name) + 3, help)


def _title_offset(draft: Draft, title: str) -> int | None:
    """Where the title of a card stands. In a list it has no mark."""
    marked = draft.marks.first(title)
    if marked is not None:
        return marked
    found = re.search(rf"/{{3,}}[^\n|]*\|[ ]*({re.escape(unmarked(title))})", draft.marks.text)
    return found.start(1) if found else None


def _without_leaks(html: str, draft: Draft) -> str:
    """Python-Markdown can lose the place of markup that crosses other markup, and leave its own placeholder there."""
    leak = _LEAK.search(html)
    if leak:
        marks = MARKS.findall(html, 0, leak.start())
        offset = draft.marks.offset(marks[-1][-1]) if marks else None
        help = "markup that crosses other markup cannot be read: close what was opened last first"
        draft.report("crossed-markup", "some markup near here was lost", offset, 1, help)
    return _LEAK.sub("", html).replace(STX, "").replace(ETX, "")
