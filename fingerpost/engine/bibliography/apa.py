"""APA 7 references, written by citeproc and its APA style.

Knows where citeproc needs help: it neither escapes nor links, recases names of journals, stumbles over some
given names and repeats the title of a work without authors. Refuses to know anything of APA that it does know.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from fingerpost.engine.bibliography.patterns import Pattern, PatternOf, Shape, learned, written
from fingerpost.engine.bibliography.works import Name, Work, typographic

# Private-use characters stand for markup until all text is escaped at once; none may come from the fields.
_ITALIC, _ROMAN, _LINK, _LESS = "\ue000", "\ue001", "\ue002", "\ue003"
_RESERVED = dict.fromkeys(range(0xE000, 0xE007))
_ITALICS = re.compile(f"{_ITALIC}(.*?){_ROMAN}")
_RANGE = re.compile(r"\s*(\w+)\s*[-–—]+\s*(\w+)\s*")
_TITLE_TWICE = re.compile(r"^(.+?)\.? (\([^)]*\)\. )\1(\.? |\.?$)")
_STOP_TOO_MANY = re.compile(f"([?!.][’”]?{_ROMAN}|[?!][’”]?|[.][’”])\\.(?!\\.)")
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~"
_DOI_SAFE = "/:;().,~_-"


@lru_cache(maxsize=1024)
def reference_pattern(shape: Shape) -> Pattern:
    """What citeproc writes of a shape, with marks for italics and for the link."""
    # Most shapes are known from an earlier build, and citeproc takes longer to load than to write a reference.
    from fingerpost.engine.bibliography.csl import reference

    return learned(shape, lambda csl: reference(csl, _MARKS))


def reference_html(work: Work, suffix: str = "", pattern_of: PatternOf = reference_pattern) -> str:
    """The reference as inline HTML: titles in `<cite>`, a volume in `<em>`, the DOI or URL a link at the end."""
    text = escape(_reference(work, suffix, pattern_of), quote=False)
    volume = escape(_text(_dashed(work.volume)), quote=False)
    text = _ITALICS.sub(lambda found: _emphasised(found[1], "em" if found[1] == volume else "cite"), text)
    return text.replace(_LINK, _link_html(work))


def apa_text(work: Work, suffix: str = "", pattern_of: PatternOf = reference_pattern) -> str:
    """The reference as plain text."""
    text = _reference(work, suffix, pattern_of).replace(_ITALIC, "").replace(_ROMAN, "")
    return text.replace(_LINK, _address(work))


def _reference(work: Work, suffix: str, pattern_of: PatternOf) -> str:
    """The reference with marks for italics and for the link."""
    return _mended(written(_csl(work, suffix), pattern_of), work)


def _italic(text: object) -> str:
    return f"{_ITALIC}{text}{_ROMAN}"


_MARKS = SimpleNamespace(
    preformat=str, Italic=_italic, Oblique=_italic, Bold=str, Light=str,
    Underline=str, Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip


def _csl(work: Work, suffix: str) -> dict[str, Any]:
    fields = {
        "title": work.title,
        _container_field(work): _unless_author(work.container, work),
        "volume": _dashed(work.volume),
        "issue": _dashed(work.issue),
        _pages_field(work): _dashed(work.pages),
        "publisher": _unless_author(work.publisher, work),
        "year-suffix": suffix,
    }
    csl: dict[str, Any] = {name: _text(value) for name, value in fields.items() if value and value.strip()}
    if work.doi or work.url:
        csl["DOI" if work.doi else "URL"] = _LINK
    if work.published_on is not None or work.year is not None:
        csl["issued"] = {"date-parts": [_date_parts(work)]}
    if work.authors:
        csl["author"] = [_csl_name(name) for name in work.authors]
    # Titles of anything but English keep the capitals they were given: so does everything here.
    return {**csl, "id": "work", "type": work.type, "language": "zxx"}


def _text(value: str) -> str:
    # "<" waits as a mark too: citeproc reads `<span class="nocase">` in a field as an instruction.
    text = value if value.isascii() else value.translate(_RESERVED)
    return typographic(text).replace("<", _LESS)


def _container_field(work: Work) -> str:
    return "collection-title" if work.type in ("report", "book") else "container-title"


def _pages_field(work: Work) -> str:
    article_number = work.type == "article-journal" and re.fullmatch(r"\s*\w+\s*", work.pages or "")
    return "number" if article_number else "page"


def _dashed(value: str | None) -> str:
    """A range with its dash; a range of one page is that page."""
    ends = _RANGE.fullmatch(value) if value else None
    if ends is None:
        return value or ""
    return ends[1] if ends[1] == ends[2] else f"{ends[1]}–{ends[2]}"


def _unless_author(value: str | None, work: Work) -> str | None:
    """APA does not repeat as publisher or site the body that is the author."""
    return None if work.authors and value == work.authors[0].literal else value


def _date_parts(work: Work) -> list[int]:
    day = work.published_on
    return [day.year, day.month, day.day] if day is not None else [work.year or 0]


def _csl_name(name: Name) -> dict[str, str]:
    family, given = _text(name.family), _text(name.given)
    if not name.literal and not (family and given):
        return {"literal": family or given}
    if name.literal:
        return {"literal": _text(name.literal)}
    given, particle = _split_particle(given)
    if not all(part[:1].isupper() for word in given.split() for part in word.split("-")):
        return {"literal": f"{family} {given}"}
    return {"family": family, "given": given, **({"dropping-particle": particle} if particle else {})}


def _split_particle(given: str) -> tuple[str, str]:
    """The given names, each part with a capital (citeproc takes no other for a name), and a trailing particle."""
    words = given.split()
    end = len(words)
    while end > 1 and words[end - 1].islower():
        end -= 1
    names = ("-".join(part[:1].upper() + part[1:] for part in word.split("-") if part) for word in words[:end])
    return " ".join(names), " ".join(words[end:])


def _mended(text: str, work: Work) -> str:
    """What the style and citeproc leave to mend in a finished reference."""
    if work.type == "article-journal" and not work.container:
        title = _text(work.title)
        text = text.replace(_italic(title), title)
    if not work.authors:
        text = _TITLE_TWICE.sub(r"\1. \2", text).rstrip()
    text = _STOP_TOO_MANY.sub(r"\1", text)
    text = text.replace(f" Retrieved {_LINK}", f" {_LINK}").replace(f"https://doi.org/{_LINK}", _LINK)
    return text.replace(_LESS, "<")


def _emphasised(text: str, tag: str) -> str:
    return f"<{tag}>{text}</{tag}>"


def _address(work: Work) -> str:
    return f"https://doi.org/{work.doi.strip()}" if work.doi else (work.url or "").strip()


def _link_html(work: Work) -> str:
    shown = escape(_address(work))
    if work.doi:
        target = "https://doi.org/" + quote(work.doi.strip(), safe=_DOI_SAFE)
    else:
        target = quote(_address(work), safe=_URL_SAFE)
    # An address that is not the web's is printed and not made clickable.
    return f'<a href="{escape(target)}">{shown}</a>' if re.match(r"https?://", target) else shown
