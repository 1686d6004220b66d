"""Tables and footnotes: what they need to be readable by everyone.

A table scrolls in a named region; a header cell has its scope; notes stand in a section, with links back.
"""

from __future__ import annotations

import re
from html import escape

from fingerpost.engine.markdown.sheet import Sheet

_NUMBER = re.compile(r"\d+")
BACK = "↩\ufe0e"


class Tables:
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._tables = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:
        self._tables += 1
        label = self._sheet.labels.table_under if self._sheet.title else self._sheet.labels.table
        text = label.format(number=self._tables, heading=self._sheet.title)
        self._sheet.out.append(f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(text)}">')
        self._sheet.write(name, attributes)

    def close(self) -> None:
        self._sheet.out += ["</table>", "</div>"]

    def open_cell(self, name: str, attributes: dict[str, str]) -> None:
        align = attributes.pop("align", "")
        if align in ("left", "center", "right"):
            attributes["class"] = f"{attributes.get('class', '')} align-{align}".strip()
        if name == "th" and "thead" in self._sheet.blocks:
            attributes.setdefault("scope", "col")
        self._sheet.write(name, attributes)

    def close_header_cell(self) -> None:
        """A header cell without text is no header: screen readers would announce nothing for its column."""
        last = self._sheet.out[-1]
        if last.startswith("<th"):
            self._sheet.out[-1] = "<td>"
            self._sheet.out.append("</td>")
        else:
            self._sheet.out.append("</th>")


class Footnotes:
    """The references to notes, and the section that holds them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._depth: int | None = None
        """How deep the notes' section stands, once it is open."""

    @property
    def begun(self) -> bool:
        return self._depth is not None

    def open(self) -> None:
        self._depth = len(self._sheet.blocks)
        label = escape(self._sheet.labels.footnotes)
        self._sheet.out.append(f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">')

    def close_div(self) -> None:
        self._sheet.out.append("</section>" if self._depth == len(self._sheet.blocks) else "</div>")

    def rule(self, name: str, attributes: dict[str, str]) -> None:
        """Python-Markdown's line above the notes is left out."""
        if self._depth != len(self._sheet.blocks):
            self._sheet.write(name, attributes)

    def reference(self) -> None:
        """The link inside a `<sup>`. Its number is written, and is no word of the text.

        In another link there is none: HTML has no links in links. Then the mark stands alone, and is reported.
        """
        sheet = self._sheet
        tag, number = sheet.parts[sheet.at + 2 : sheet.at + 4]
        if not tag.startswith("<a "):
            return
        href = sheet.attributes(tag)["href"]
        sheet.write("a", {"class": "footnote-ref", "href": href, "role": "doc-noteref"})
        sheet.out.append(f"{number}</a>")
        sheet.at += 4

    def back(self, href: str, title: str) -> None:
        """The arrow from a note to one of its references."""
        number, again = _NUMBER.search(title), _NUMBER.match(href.removeprefix("#fnref"))
        which = (number[0] if number else "") + (f"-{again[0]}" if again else "")
        label = self._sheet.labels.back.format(number=which)
        attributes = {"class": "footnote-backref", "href": href, "role": "doc-backlink", "aria-label": label}
        self._sheet.write("a", attributes)
        self._sheet.out.append(BACK)
        self._sheet.at += 1
