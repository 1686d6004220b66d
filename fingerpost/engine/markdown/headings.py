"""Headings and care cards: levels, ids, sections, and the titles that open cards."""

from __future__ import annotations

import re

from fingerpost.engine.markdown.sheet import Sheet, written

_CARD_CLASS = re.compile(r"care-card care-card--([a-z-]+)")


class Headings:
    """The headings of a sheet. Each is written when it closes, since its id is made from its text."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._heading_start = 0
        self._heading: dict[str, str] = {}
        self._card_start = 0

    def open(self, attributes: dict[str, str]) -> None:
        self._heading = attributes
        self._heading_start = len(self._sheet.out)
        self._sheet.out.append("")

    def line(self, name: str, title: str, offset: int | None) -> None:
        """A heading of level 2 or 3 that is nothing but its title: what `open` and `close` make of one."""
        level = int(name[1])
        self._sheet.outline.heading(level, title, offset)
        id = self._sheet.outline.unique(title)
        self._sheet.out.append(f'<{name} id="{id}">{title}</{name}>')
        if self._sheet.blocks:
            self._sheet.prose.keep(title, name, offset)
        else:
            self._sheet.prose.count(title)
            self._begin_section(level, id, title, offset)

    def close(self, name: str) -> None:
        offset = self._sheet.prose.offset_of_first
        title = " ".join(self._sheet.prose.current.split())
        card = self._heading.get("class") == "care-card__title"
        level = min(6, max(2, self._sheet.outline.level + 1)) if card else int(name[1])
        if card:
            self._card_title(title, offset)
        else:
            self._sheet.outline.heading(level, title, offset)
        id = self._heading.setdefault("id", "") or self._sheet.outline.unique(title)
        self._heading["id"] = id
        tag = f"h{max(2, level)}"
        hidden = (
            f'<span class="visually-hidden">{self._sheet.labels.urgency(self._sheet.cards[-1])}</span>' if card else ""
        )
        self._sheet.out[self._heading_start] = f"<{tag}{written(self._heading)}>{hidden}"
        self._sheet.out.append(f"</{tag}>")
        if card:
            start = f'<section class="care-card care-card--{self._sheet.cards[-1]}" aria-labelledby="{id}">'
            self._sheet.out[self._card_start] = start
        elif len(self._sheet.blocks) == 1 and level in (2, 3):
            self._sheet.prose.end_title()
            self._begin_section(level, id, title, offset)

    def _card_title(self, title: str, offset: int | None) -> None:
        if not title:
            help = "write /// emergency | Call 9-1-1 now"
            self._sheet.draft.report(
                "missing-card-title", f"this {self._sheet.cards[-1]} card has no title", offset, 1, help
            )

    def _begin_section(self, level: int, id: str, title: str, offset: int | None) -> None:
        line = 0 if offset is None else self._sheet.draft.marks.place(offset)[0]
        self._sheet.title = title
        self._sheet.outline.begin(level, id, title, line, self._sheet.prose.take())

    def open_card(self, name: str, attributes: dict[str, str]) -> None:
        found = _CARD_CLASS.fullmatch(attributes.get("class", ""))
        if found:
            self._sheet.cards.append(found[1])
            self._card_start = len(self._sheet.out)
        self._sheet.write(name, attributes)

    def close_card(self) -> None:
        if self._sheet.cards:
            self._sheet.cards.pop()
        self._sheet.out.append("</section>")
