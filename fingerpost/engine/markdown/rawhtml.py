"""The HTML that authors write: what is allowed, what is said when something is not, and the sanitiser that has the
last word over the whole page.

An author's tag is told from ours by where it comes from: Python-Markdown's stash holds only theirs.
"""

from __future__ import annotations

import re
from html import unescape

import nh3
from markdown import Markdown
from markdown.postprocessors import RawHtmlPostprocessor

from fingerpost.engine.markdown.blocks import CLASSES, LANGUAGE, SLUG, Desk, Ours
from fingerpost.engine.markdown.body import Allowance, element
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.marks import FORBIDDEN, MARKS, UNPLACED
from fingerpost.engine.markdown.targets import SCHEMES

_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title"})
_CELL = frozenset({"colspan", "rowspan"})
ELEMENTS: dict[str, frozenset[str]] = {
    name: frozenset()
    for name in (
        "abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure hr i "
        "ins kbd mark p pre q s samp small span strong sub summary sup table tbody tfoot thead tr u ul var wbr"
    ).split()
} | {
    "a": frozenset({"href"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "decorative"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed"}),
    "td": _CELL,
    "th": _CELL | {"scope"},
    "time": frozenset({"datetime"}),
}
"""Elements an author may write, with the attributes each has beyond id, class, lang, dir and title."""

_SWALLOWED = frozenset("script style iframe object embed template noscript textarea title xmp noembed noframes".split())
_NOT_TEXT = _SWALLOWED | {"svg", "math", "select", "button", "form", "video", "audio"}
_VALUES = {"class": None, "id": SLUG, "lang": LANGUAGE, "dir": re.compile("ltr|rtl|auto")}
_PIECE = re.compile(
    r"""<!--(?P<comment>.*?)-->
      | <(?P<close>/?)(?P<name>[A-Za-z][^\s/<>]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>
      | (?P<other><[!?][^<>]*>)
      | <""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_ALLOW = re.compile(r"\s*allow\s+(?P<code>[A-Za-z][\w-]*)\s*:\s*(?P<reason>\S.*?)\s*", re.DOTALL)
_ALMOST_ALLOW = re.compile(r"\s*allow(?:\s*:.*|\s+[A-Za-z]\w*-[\w-]+.*|\s+\w+\s*:?|)\s*", re.DOTALL | re.IGNORECASE)
_CHARACTER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")

_TAG = re.compile(r'<(/?)([a-z0-9]+)([^>"]*(?:"[^"]*"[^>"]*)*)>')
_VOID = frozenset({"br", "hr", "img", "wbr"})
_PASSES = 6
_CLEANER = nh3.Cleaner(
    tags={*ELEMENTS, "section", "h1", "h2", "h3", "h4", "h5", "h6"},
    clean_content_tags={"script", "style"},
    attributes={"*": set(_EVERYWHERE) | {"data-at"}}
    | {name: set(extra) for name, extra in ELEMENTS.items() if extra}
    | {"td": set(_CELL) | {"align"}, "th": set(_CELL) | {"scope", "align"}},
    link_rel=None,
    url_schemes=set(SCHEMES),
)


def balanced(html: str, draft: Draft) -> str:
    """The HTML without the authors' tags that do not pair up within what they stand in."""
    return _Balance(html, draft).run()


def sanitise(html: str, settle: bool) -> str:
    """HTML that parses back to itself and holds nothing but what we allow.

    `settle`: authors' tags are in it, which may nest in ways that take several passes to come to rest.
    """
    html = _CHARACTER.sub(_safe_character, html) if "&#" in html else html
    for _ in range(_PASSES):
        clean = _CLEANER.clean(html)
        if not settle or clean == html:
            return clean
        html = clean
    return html


def _safe_character(found: re.Match[str]) -> str:
    """A numeric reference, unless it names a character that a page cannot hold or that we use as a mark."""
    number = int(found[1], 16) if found[1] else int(found[2])
    return "\ufffd" if number > 0x10FFFF or number < 9 or FORBIDDEN.match(chr(number)) else found[0]


class RawHtml(RawHtmlPostprocessor):
    """Puts authors' HTML back, rewritten tag by tag; what is left out is reported."""

    def __init__(self, md: Markdown, desk: Desk) -> None:
        super().__init__(md)
        self._desk = desk

    def stash_to_string(self, text: str) -> str:
        if isinstance(text, Ours) or text.startswith("&"):
            return text
        return Author(self._desk.draft).rewrite(text)


class Author:
    """Rewrites one stashed piece of an author's HTML."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def rewrite(self, html: str) -> str:
        parts: list[str] = []
        at = 0
        while found := _PIECE.search(html, at):
            parts.append(html[at : found.start()])
            parts.append(self._piece(found))
            at = found.end()
            if found["name"] and not found["close"] and found["name"].lower() in _NOT_TEXT:
                at = _after_element(html, at, found["name"])
        parts.append(html[at:])
        return "".join(parts)

    def _piece(self, found: re.Match[str]) -> str:
        if found["comment"] is not None:
            return self._comment(found["comment"])
        if found["other"]:
            return self._removed(found["other"])
        if not found["name"]:
            return "&lt;"
        name = MARKS.sub("", found["name"]).lower()
        if found["close"]:
            return self._end(name, found["attributes"])
        return self._open(name, found["attributes"])

    def _end(self, name: str, written: str) -> str:
        """An end tag, its mark kept for `balance`."""
        mark = "".join(MARKS.findall(written))[:1] or UNPLACED
        return f"</{name} {mark}>" if name in ELEMENTS else ""

    def _comment(self, text: str) -> str:
        offset = self._draft.marks.first(text)
        written = self._draft.marks.strip(text)
        found = _ALLOW.fullmatch(written)
        if found:
            line = self._draft.marks.span(offset).line
            self._draft.allowances.append(Allowance(found["code"], " ".join(found["reason"].split()), line))
        elif _ALMOST_ALLOW.fullmatch(written):
            help = "write <!-- allow CODE: why it is right here -->"
            self._draft.report("bad-allowance", "this exception has no code or no reason", offset, 4, help)
        return ""

    def _removed(self, text: str) -> str:
        written = self._draft.marks.strip(text)
        offset = self._draft.marks.text.find(written)
        help = "declarations and processing instructions have no place in a text"
        self._draft.report(
            "html-removed", f'"{written}" was removed', offset if offset >= 0 else None, len(written), help
        )
        return ""

    def _open(self, name: str, written: str) -> str:
        mark = (MARKS.findall(written) or [UNPLACED])[0][:1]
        if name not in ELEMENTS:
            help = "write it in Markdown, or leave it out: the documentation lists the elements that a text may hold"
            offset = self._draft.marks.first(mark)
            self._draft.report("html-removed", f"<{name}> is not allowed and was removed", offset, len(name) + 1, help)
            return ""
        attributes = self._attributes(name, self._draft.marks.strip(written), mark)
        attributes["data-at"] = mark
        if mark != UNPLACED:
            self._draft.raw_tags[mark] = name
        return element(name, attributes)

    def _attributes(self, name: str, written: str, mark: str) -> dict[str, str]:
        kept: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(written):
            key, value = found[1].lower(), unescape((found[2] or "").strip("\"'"))
            fault = _attribute_fault(name, key, value)
            if fault:
                self._attribute_removed(name, key, fault, mark)
            elif key not in kept:
                kept[key] = mark + value if key in ("href", "src", "id") else value
        return kept

    def _attribute_removed(self, name: str, key: str, fault: str, mark: str) -> None:
        marks = self._draft.marks
        tag = marks.first(mark)
        offset = marks.text.lower().find(key, tag + len(name) + 1) if tag is not None else -1
        message = f'attribute "{key}" of <{name}> was removed: {fault}'
        help = "leave it out; looks belong to the theme, and pages run no scripts of their own"
        self._draft.report("html-removed", message, offset if offset >= 0 else tag, len(key), help)


def _attribute_fault(name: str, key: str, value: str) -> str:
    if key not in _EVERYWHERE and key not in ELEMENTS[name]:
        return "it is not allowed there"
    if key == "class":
        unknown = [one for one in value.split() if one not in CLASSES]
        return f'class "{unknown[0]}" does not exist' if unknown else ""
    form = _VALUES.get(key)
    return f'"{value}" is not a value for it' if form and not form.fullmatch(value) else ""


class _Balance:
    """Takes out authors' tags that are never closed, close nothing, or cross the structure around them."""

    def __init__(self, html: str, draft: Draft) -> None:
        self._html = html
        self._draft = draft
        self._open: list[tuple[str, re.Match[str], bool]] = []
        self._cuts: list[tuple[int, int, str]] = []

    def run(self) -> str:
        for tag in _TAG.finditer(self._html):
            if tag[1]:
                self._close(tag)
            elif tag[2] not in _VOID:
                self._open.append((tag[2], tag, "data-at=" in tag[3]))
        self._drop_from(0)
        parts, at = [], 0
        for start, end, instead in sorted(self._cuts):
            parts += [self._html[at:start], instead]
            at = end
        return "".join([*parts, self._html[at:]])

    def _close(self, tag: re.Match[str]) -> None:
        raw = MARKS.search(tag[3]) is not None or UNPLACED in tag[3]
        at = self._partner(tag[2], raw)
        if at is None:
            self._drop(tag, "closes nothing")
            return
        self._drop_from(at + 1)
        del self._open[at:]
        if raw:
            self._cuts.append((tag.start(), tag.end(), f"</{tag[2]}>"))

    def _partner(self, name: str, raw: bool) -> int | None:
        for at in range(len(self._open) - 1, -1, -1):
            open_name, _, open_raw = self._open[at]
            if raw and not open_raw:
                return None
            if open_raw == raw and open_name == name:
                return at
        return None

    def _drop_from(self, start: int) -> None:
        for _, tag, raw in self._open[start:]:
            if raw:
                self._drop(tag, "is never closed")

    def _drop(self, tag: re.Match[str], why: str) -> None:
        self._cuts.append((tag.start(), tag.end(), ""))
        mark = "".join(MARKS.findall(tag[3]))[:1]
        self._draft.raw_tags.pop(mark, None)
        written = f"<{tag[1]}{tag[2]}>"
        help = "open and close it within the same paragraph, or the same block of HTML"
        offset = self._draft.marks.first(mark)
        self._draft.report("html-unclosed", f"{written} {why}, and was removed", offset, len(written) - 1, help)


def _after_element(html: str, at: int, name: str) -> int:
    """Where the element's content ends, so that scripts and the like do not become text; `at` if it never does."""
    found = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(html, at)
    return found.end() if found else at
