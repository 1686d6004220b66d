"""Links, images and figures: cuts their slots, and judges what they lead to by its text alone."""

from __future__ import annotations

from html import escape

from fingerpost.engine.markdown.body import Image, Link
from fingerpost.engine.markdown.marks import MARKS, TO_TEXT, UNPLACED
from fingerpost.engine.markdown.punctuation import smarten
from fingerpost.engine.markdown.sheet import Sheet, written
from fingerpost.engine.markdown.targets import Fault, image_fault, link_fault


class Links:
    """The `<a>` and `<img>` elements of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._link_start: tuple[int, int | None] | None = None
        self._link_has_image = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        href = attributes.pop("href", None)
        if href is None:
            self._sheet.write(name, attributes)
        else:
            self._open_written_link(href, attributes)

    def _open_written_link(self, href: str, attributes: dict[str, str]) -> None:
        offset, target = self._target(href)
        fault = link_fault(target) or self._emergency_fault(target)
        self._link_start = (self._sheet.prose.length, offset)
        self._link_has_image = False
        self._sheet.in_link = True
        if fault:
            self._report(fault, offset, len(target))
            self._sheet.write("a", attributes)
            return
        self._sheet.out.append("<a")
        self._sheet.cut(Link(target, self._sheet.draft.marks.span(offset, len(target))))
        self._sheet.out.append(f"{written(attributes)}>")

    def _target(self, marked: str) -> tuple[int | None, str]:
        """Where a target was written, and the target."""
        marks = self._sheet.draft.marks
        if marked[1:].isascii() and MARKS.match(marked) and marks.kind(marked[0]) != "tag":
            return marks.offset(marked[0]), marked[1:].strip()
        target = MARKS.sub("", marked).removeprefix(UNPLACED).translate(TO_TEXT).strip()
        found = MARKS.search(marked)
        if not found:
            return None, target
        offset = marks.offset(found[0][0])
        return (self._sheet.written_at(offset, target) if marks.kind(found[0][0]) == "tag" else offset), target

    def _emergency_fault(self, target: str) -> Fault | None:
        if "emergency" not in self._sheet.cards or target.partition(":")[0].lower() in ("tel", "sms"):
            return None
        return Fault(
            "emergency-card-links",
            "an emergency card holds the action and nothing to read on",
            "link only to tel: or sms: here, and move other links below the card",
        )

    def _report(self, fault: Fault, offset: int | None, length: int) -> None:
        self._sheet.draft.report(fault.code, fault.message, offset, max(1, length), fault.help)

    def close(self) -> None:
        self._sheet.out.append("</a>")
        self._sheet.in_link = False
        if self._link_start:
            start, offset = self._link_start
            if not self._sheet.prose.current[start:].strip() and not self._link_has_image:
                help = "write what it leads to between the brackets"
                self._sheet.draft.report("empty-link", "the link has no text", offset, 1, help)
        self._link_start = None

    def image(self, name: str, attributes: dict[str, str]) -> None:
        title = attributes.pop("title", "")
        slot = self._image_slot(attributes, title)
        if slot:
            self._link_has_image = self._link_has_image or not slot.decorative
            self._sheet.cut(slot)

    def _image_slot(self, attributes: dict[str, str], title: str) -> Image | None:
        offset, source = self._target(attributes.pop("src", ""))
        alt, decorative = " ".join(attributes.pop("alt", "").split()), "decorative" in attributes
        attributes.pop("decorative", None)
        fault = image_fault(source) or _alt_fault(alt, decorative)
        if fault:
            self._report(fault, offset, len(source))
        if fault and fault.code != "missing-alt":
            return None
        span = self._sheet.draft.marks.span(offset, len(source))
        return Image(source, smarten(alt), smarten(title), decorative, tuple(attributes.items()), span)

    def figure(self) -> bool:
        """A paragraph that holds only an image with a title becomes a figure with its caption."""
        parts, at = self._sheet.parts, self._sheet.at
        if len(parts) < at + 5 or not parts[at + 2].startswith("<img"):
            return False
        ahead = parts[at + 1 : at + 5]
        if ahead[3] != "</p>" or ' title="' not in ahead[1]:
            return False
        if self._sheet.draft.marks.strip(ahead[0] + ahead[2]).strip():
            return False
        attributes = self._sheet.attributes(ahead[1])
        caption = smarten(attributes.pop("title"))
        slot = self._image_slot(attributes, "")
        if slot:
            self._sheet.out.append("<figure>")
            self._sheet.cut(slot)
            self._sheet.out.append(f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>")
            self._sheet.prose.place(self._sheet.draft.marks.first(ahead[1]) or 0)
            self._sheet.prose.add(caption)
            self._sheet.prose.end("figcaption")
        self._sheet.blocks.pop()
        self._sheet.at += 4
        return True


def _alt_fault(alt: str, decorative: bool) -> Fault | None:
    if alt and decorative:
        help = "remove the text between the brackets, or decorative=true"
        return Fault("decorative-alt", "a decorative image has no alternative text", help)
    if not alt and not decorative:
        help = "say between the brackets what it shows, or add {decorative=true} when it says nothing"
        return Fault("missing-alt", "the image has no alternative text", help)
    return None
