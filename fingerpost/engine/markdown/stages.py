"""The stages of a conversion: forbid what HTML cannot hold, mark the source, let Python-Markdown convert, sanitise,
assemble.
"""

from __future__ import annotations

import re

from fingerpost.engine.abreast import Work
from fingerpost.engine.markdown.assemble import assemble
from fingerpost.engine.markdown.body import Body, Conversion
from fingerpost.engine.markdown.dialect import Unfinished, dialect, forget
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.labels import Labels
from fingerpost.engine.markdown.limits import refusal
from fingerpost.engine.markdown.marks import FORBIDDEN, UNPLACED, is_clean
from fingerpost.engine.markdown.rawhtml import balanced, sanitise
from fingerpost.engine.markdown.skipping import has_fence

_FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)


def run(path: str, text: str, first_line: int, labels: Labels) -> Work[Conversion]:
    """Convert a text, as `convert` says."""
    clean = is_clean(text)
    draft = Draft(path, text if clean else FORBIDDEN.sub("\ufffd", text), first_line, labels)
    if not clean:
        _report_forbidden(draft, text)
    refused = refusal(draft)
    if refused:
        return _refused(draft, *refused)
    try:
        yield
        body = yield from _body(draft)
    except Unfinished:
        forget()
        return _nothing(draft)
    except RecursionError:
        forget()
        return _refused(draft, "too-deep", "this text is nested too deeply", None)
    return Conversion(body, tuple(draft.problems))


def _body(draft: Draft) -> Work[Body]:
    html = dialect().convert(draft)
    yield
    text = draft.marks.text
    has_tags = "<" in text and (" data-at=" in html or UNPLACED in html or "</" in text)
    clean = sanitise(balanced(html, draft) if has_tags else html, settle=has_tags)
    if has_fence(text):
        _report_open_fence(draft)
    yield
    return assemble(clean, draft, draft.labels)


def _report_forbidden(draft: Draft, text: str) -> None:
    for found in FORBIDDEN.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        draft.report("bad-character", f"{name} cannot stand in a page", found.start(), 1, "remove it, and type it anew")


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


def _refused(draft: Draft, code: str, message: str, offset: int | None) -> Conversion:
    draft.report(code, message, offset, 1, "split it into smaller texts")
    return _nothing(draft)


def _nothing(draft: Draft) -> Conversion:
    return Conversion(Body(draft.path, ("",), (), (), (), (), (), 0), tuple(draft.problems))
