"""Markdown text to a Body, locally: a pure function of the text (and of where it stands, for positions).

The stages: forbid what HTML cannot hold, mark the source, let Python-Markdown convert, sanitise, assemble.
"""

from __future__ import annotations

import re
import threading

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.util import ETX, STX

from fingerpost.engine.markdown import inline
from fingerpost.engine.markdown.assemble import assemble
from fingerpost.engine.markdown.blocks import Cards, Desk, House, Notes, Shorthand, definition_offset
from fingerpost.engine.markdown.body import Body, Conversion
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.labels import ENGLISH, Labels
from fingerpost.engine.markdown.marks import FORBIDDEN, MARKS, UNPLACED
from fingerpost.engine.markdown.rawhtml import RawHtml, balanced, sanitise

_DEEPEST = 30
_LONGEST = 1_000_000
_LONGEST_BLOCK = 20_000
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)|$")
_NESTING = re.compile(r"^[ >]*(?:(?:[*+-]|\d{1,9}\.)[ ]+)*", re.MULTILINE)
_local = threading.local()


_LEAK = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}?")
_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)


class Dialect:
    """A Markdown instance with our syntax, reused from text to text."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.notes = Notes(self.desk)
        self.cards = Cards()
        self.markdown = Markdown(
            output_format="html",
            extensions=[
                TableExtension(use_align_attribute=True),
                DefListExtension(),
                Shorthand(),
                SaneListExtension(),
                FencedCodeExtension(),
                AttrListExtension(),
                self.notes,
                self.cards,
                House(self.desk),
            ],
        )
        inline.install(self.markdown)
        self.markdown.treeprocessors.deregister("prettify")
        self.markdown.postprocessors.register(RawHtml(self.markdown, self.desk), "raw_html", 30)
        self.markdown.ESCAPED_CHARS += ['"', "'"]

    def convert(self, draft: Draft) -> str:
        self.desk.draft = draft
        self.markdown.reset()
        html = self.markdown.convert(draft.marks.marked)
        if STX in html or ETX in html:
            html = _without_leaks(html, draft)
        self._report_unfinished(draft)
        return html

    def _report_unfinished(self, draft: Draft) -> None:
        for title in self.cards.unclosed():
            help = "end it with a line that holds only ///"
            draft.report_at("unclosed-block", "this care card never ends", title, help)
        for name in self.notes.unused():
            offset = definition_offset(draft.marks.text, name)
            help = f"refer to it in the text as [^{name}], or remove it"
            draft.report("unused-footnote", f'nothing refers to footnote "{name}"', offset, len(name) + 3, help)


def convert(path: str, text: str, first_line: int = 1, labels: Labels = ENGLISH) -> Conversion:
    """Convert a Markdown text.

    `path` and `first_line` (the line of the file on which the text starts) serve positions only. Line ends are `\\n`.
    Never raises on content: every fault is a Problem. A text that is too long or too deeply nested gives an empty body.
    """
    forbidden = FORBIDDEN.search(text) is not None
    draft = Draft(path, FORBIDDEN.sub("\ufffd", text) if forbidden else text, first_line, labels)
    if forbidden:
        _report_forbidden(draft, text)
    refusal = _refusal(draft)
    if refusal:
        return _refused(draft, *refusal)
    try:
        html = _dialect().convert(draft)
        has_tags = " data-at=" in html or UNPLACED in html or "</" in draft.marks.text
        clean = sanitise(balanced(html, draft) if has_tags else html, settle=has_tags)
        _report_open_fence(draft)
        body = assemble(clean, draft, labels)
    except RecursionError:
        _local.__dict__.pop("dialect", None)
        return _refused(draft, "too-deep", "this text is nested too deeply", None)
    return Conversion(body, tuple(draft.problems))


def _dialect() -> Dialect:
    if not hasattr(_local, "dialect"):
        _local.dialect = Dialect()
    dialect: Dialect = _local.dialect
    return dialect


def _report_forbidden(draft: Draft, text: str) -> None:
    for found in FORBIDDEN.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        draft.report("bad-character", f"{name} cannot stand in a page", found.start(), 1, "remove it, and type it anew")


def _without_leaks(html: str, draft: Draft) -> str:
    """Python-Markdown can lose the place of markup that crosses other markup, and leave its own placeholder there."""
    leak = _LEAK.search(html)
    if leak:
        marks = MARKS.findall(html, 0, leak.start())
        offset = draft.marks.offset(marks[-1][-1]) if marks else None
        help = "markup that crosses other markup cannot be read: close what was opened last first"
        draft.report("crossed-markup", "some markup near here was lost", offset, 1, help)
    return _LEAK.sub("", html).replace(STX, "").replace(ETX, "")


def _report_open_fence(draft: Draft) -> None:
    """A fence without an end is no fence, and its code would be read as text."""
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(draft.marks.text):
        if opened is None:
            opened = found if "`" not in found[2] else None
        elif found[1] == opened[1] and not found[2].strip():
            opened = None
    if opened:
        help = f"end it with a line that holds only {opened[1]}"
        draft.report("unclosed-fence", "this block of code never ends", opened.start(), len(opened[1]), help)


def _refusal(draft: Draft) -> tuple[str, str, int | None] | None:
    if len(draft.marks.text) > _LONGEST or draft.marks.too_many:
        return "too-long", f"this text is longer than {_LONGEST:,} characters", None
    long = _long_block(draft.marks.text)
    if long is not None:
        return "too-long", f"this block is longer than {_LONGEST_BLOCK:,} characters without an empty line", long
    for found in _NESTING.finditer(draft.marks.text):
        prefix = found[0].replace("  ", " ")
        if sum(prefix.count(sign) for sign in ">*+-.") + (len(found[0]) - len(found[0].lstrip())) // 4 > _DEEPEST:
            return "too-deep", f"quotes and lists are nested more than {_DEEPEST} deep here", found.start()
    return None


def _long_block(text: str) -> int | None:
    """Where a block starts that is too long to convert in reasonable time, if one is."""
    if len(text) <= _LONGEST_BLOCK:
        return None
    start = 0
    for found in _EMPTY_LINE.finditer(text):
        if found.start() - start > _LONGEST_BLOCK:
            return start
        start = found.end()
    return None


def _refused(draft: Draft, code: str, message: str, offset: int | None) -> Conversion:
    draft.report(code, message, offset, 1, "split it into smaller texts")
    return Conversion(Body(draft.path, ("",), (), (), (), (), (), 0), tuple(draft.problems))
