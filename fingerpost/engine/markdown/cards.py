"""Care cards: `/// emergency | Title`, the text, and `///`. Built on pymdown's blocks."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from fingerpost.engine.markdown.blocks import URGENCIES


class Card(Block):  # type: ignore[misc]
    """One urgency of care card. Its heading's level is chosen later, where its place among the headings is known."""

    ARGUMENT = True

    def on_validate(self, parent: Element) -> bool:
        return not self.options.get("attrs")

    def on_create(self, parent: Element) -> Element:
        section = SubElement(parent, "section", {"class": f"care-card care-card--{self.NAME}"})
        SubElement(section, "h2", {"class": "care-card__title"}).text = self.argument
        self.tracker.setdefault("open", []).append((section, self.argument))
        return section

    def on_end(self, block: Element) -> None:
        self.tracker["open"] = [entry for entry in self.tracker["open"] if entry[0] is not block]


class Cards(BlocksExtension):  # type: ignore[misc]
    """Registers one block for each urgency."""

    def __init__(self) -> None:
        super().__init__()
        self.manager: BlocksProcessor | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        self.manager = block_mgr
        for urgency in URGENCIES:
            block_mgr.register(type(f"Card_{urgency}", (Card,), {"NAME": urgency}), {})

    def unclosed(self) -> list[str]:
        """The marked titles of cards that never ended."""
        assert self.manager is not None
        trackers = self.manager.trackers
        return [title for urgency in URGENCIES for _, title in trackers[urgency].get("open", [])]
