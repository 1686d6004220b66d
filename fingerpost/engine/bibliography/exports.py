"""A work as BibTeX and as RIS, for reference managers.

Knows the two formats and what each must escape; refuses to know any citation style.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fingerpost.engine.bibliography.works import Name, Work, WorkType, one_line, typographic

_BIBTEX_TYPES: dict[WorkType, str] = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "webpage": "misc",
}
_BIBTEX_CONTAINERS: dict[WorkType, str] = {
    "article-journal": "journal",
    "book": "series",
    "chapter": "booktitle",
    "report": "type",
    "webpage": "howpublished",
}
_RIS_TYPES: dict[WorkType, str] = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "webpage": "ELEC",
}
# Braces by name: BibTeX counts "\{" as an open brace and would read on to the end of the file.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
_VERBATIM_SAFE = "%/:?#[]@!$&'()*+,;=~<>"


def bibtex(work: Work) -> str:
    """The work as one BibTeX entry, ending in a newline. Text is UTF-8; TeX's special characters are escaped."""
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.authors),
        "title": f"{{{_tex(work.title)}}}" if work.title.strip() else "",
        _BIBTEX_CONTAINERS[work.type]: _tex(work.container),
        "year": _year(work),
        "month": str(work.published_on.month) if work.published_on else "",
        "volume": _tex(work.volume),
        "number": _tex(work.issue),
        "pages": re.sub(r"\s*[-–—]+\s*", "--", _tex(work.pages)),
        "institution" if work.type == "report" else "publisher": _tex(work.publisher),
        "doi": _verbatim(work.doi),
        "url": _verbatim(work.url),
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_BIBTEX_TYPES[work.type]}{{{work.id},\n{''.join(lines)}}}\n"


def ris(work: Work) -> str:
    """The work as one RIS record. Its lines end in CR LF, as the format asks."""
    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", one_line(work.pages)).partition("-")
    fields = (
        ("TY", _RIS_TYPES[work.type]),
        ("ID", work.id),
        *(("AU", _ris_name(name)) for name in work.authors),
        ("PY", _year(work)),
        ("DA", work.published_on.strftime("%Y/%m/%d") if work.published_on else ""),
        ("TI", work.title),
        ("T2", work.container),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", first),
        ("EP", last),
        ("PB", work.publisher),
        ("DO", work.doi),
        ("UR", work.url),
    )
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in fields if one_line(value)]
    return "".join([*lines, "ER  - \r\n"])


def _year(work: Work) -> str:
    year = work.year if work.year is not None or work.published_on is None else work.published_on.year
    return "" if year is None else str(year)


def _tex(text: str | None) -> str:
    return typographic(text or "").translate(_TEX)


def _verbatim(address: str | None) -> str:
    # doi and url fields are read verbatim: escaping would spoil them, a stray brace or backslash would break out.
    return quote(one_line(address), safe=_VERBATIM_SAFE)


def _bibtex_name(name: Name) -> str:
    if name.literal or not (name.family and name.given):
        return f"{{{_tex(name.literal or name.family or name.given)}}}"
    return f"{_tex(name.family)}, {_tex(name.given)}"


def _ris_name(name: Name) -> str:
    if name.literal or not (name.family and name.given):
        return name.literal or name.family or name.given
    return f"{name.family}, {name.given}"
