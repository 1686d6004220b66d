"""Python-Markdown, made to run only what can match: a step is left out where a text lacks the signs it needs.

Knows of every stock step the signs without which it changes nothing, and not what the step does. The output is that
of the stock machinery, byte for byte: the tests hold one against the other.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self, TypeVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString, Registry

from fingerpost.engine.markdown.inline import cited

_OF_BLOCKS = {
    "blocks": "///",
    "table": "|",
    "hashheader": "#",
    "setextheader": "\n",
    "deflist": ": ",
    "quote": ">",
    "footnote": "]:",
    "abbr": "*[",
    "reference": "]:",
}
_OF_INLINE = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "cite": "[@",
    "reference": "[",
    "link": "](",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "",
}
_OF_TREES = {"attr_list": "{", "unescape": "\\"}
"""What must stand in a text for a step to have any effect. Steps that are not listed, or have '', always run."""
_STX = "\x02"
_SIGNS = ("`", "\\", "<", "&", "*", "_", "!", "^", "  \n")
"""What must stand in a text for any pattern to match it, beside citations and links, which begin with `[`."""
_BY_REFERENCE = ("reference", "image_reference", "short_reference", "short_image_ref")

_PARAGRAPH = re.compile(r"(?:[^\n |!#*+\-/:=>\[_\d][^\n|]*+(?:\n|\Z))+")
"""A block of which no line begins as anything else than a paragraph does, and which is no table."""
_HEADING = re.compile(r"(#{1,6})([^\n|#!/\\]*)")
"""A heading and nothing else."""
_BLANK_LINE = re.compile(r"(?<=\n) +\n")

Step = TypeVar("Step")
Plan = tuple[tuple[Step, str], ...]


class Sparing(Markdown):
    """A Markdown instance that skips: 0.3 ms for 650 words, not 1.8. `settle` when everything is registered."""

    def build_parser(self) -> Self:
        super().build_parser()
        self.parser = SparingBlocks(self.parser)
        self.treeprocessors.register(SparingInline(self), "inline", 20)
        return self

    def settle(self) -> None:
        """Fix the order of all steps."""
        self._after: Plan[Treeprocessor] = _plan(self.treeprocessors, _OF_TREES)
        assert isinstance(self.parser, SparingBlocks)
        self.parser.settle()

    def convert(self, source: str) -> str:
        if not source.strip():
            return ""
        root = Element(self.doc_tag)
        self.parser.root = root
        text = self._prepared(source)
        # The title of an admonition may not be the text's own.
        self.signs = (_STX, *(_SIGNS if "!!!" in text else [sign for sign in _SIGNS if sign in text]))
        self.parser.parseChunk(root, text)
        for treeprocessor, sign in self._after:
            if sign in source:
                replaced = treeprocessor.run(root)
                root = root if replaced is None else replaced
        html = self.serializer(root)
        html = html[html.index("<div>") + 5 : html.rindex("</div>")].strip()
        # They put things in the place of what was put aside.
        for postprocessor in self.postprocessors if _STX in html else ():
            html = postprocessor.run(html)
        return html.strip()

    def _prepared(self, source: str) -> str:
        """The text as the preprocessors leave it."""
        text = f"{source}\n\n"
        if "\t" in text:
            text = text.expandtabs(self.tab_length)
        if " \n" in text:
            text = _BLANK_LINE.sub("\n", text)
        if has_fence(text):
            text = "\n".join(self.preprocessors["fenced_code_block"].run(text.split("\n")))
        if "<" in text or "&" in text:
            text = "\n".join(self.preprocessors["html_block"].run(text.split("\n")))
        return text


class SparingBlocks(BlockParser):
    """Asks of each block only the processors whose signs are in it, and of an ordinary paragraph only the last.

    Most blocks are paragraphs, and the stock parser tries seventeen processors before: 0.15 ms a text, not 0.6.
    """

    def __init__(self, stock: BlockParser) -> None:
        super().__init__(stock.md)
        self.blockprocessors = stock.blockprocessors
        for processor in self.blockprocessors:
            processor.parser = self
        self._open_cards: list[Any] = []

    def settle(self) -> None:
        if "blocks" in self.blockprocessors:
            cards: Any = self.blockprocessors["blocks"]
            self._open_cards = cards.stack
        self._paragraph = self.blockprocessors["paragraph"]
        self._in_card = _plan(self.blockprocessors, _OF_BLOCKS | {"blocks": ""})
        self._elsewhere = _plan(self.blockprocessors, _OF_BLOCKS)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        while blocks:
            block, count = blocks[0], len(blocks)
            # An open card asks for blocks of any kind.
            in_card = bool(self._open_cards)
            if not in_card and _PARAGRAPH.fullmatch(block):
                self._paragraph.run(parent, blocks)
                continue
            heading = None if in_card else _HEADING.fullmatch(block)
            if heading:
                SubElement(parent, f"h{len(heading[1])}").text = heading[2].strip()
                del blocks[0]
                continue
            for processor, sign in self._in_card if in_card else self._elsewhere:
                if sign in block and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break
            if len(blocks) == count and blocks[0] is block:
                raise RecursionError("a card that is open in a list takes no block, and lets no other take it")


class SparingInline(InlineProcessor):
    """The stock stage, which runs only the patterns whose sign is in a text, and not at all on a text without signs.

    Three texts in four have none, and of the others most hold only citations and links: 0.1 ms, not 0.9.
    """

    _place: Any = InlineProcessor._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
    _match: Any = InlineProcessor._InlineProcessor__applyPattern  # type: ignore[attr-defined]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to all texts and tails of a tree, in the order of the stock stage."""
        self.stashed_nodes: dict[str, Element | str] = {}
        assert isinstance(self.md, Sparing)
        self._signs = ("[", *self.md.signs) if self.md.references else self.md.signs
        self._steps = self._all_steps if self.md.references else self._steps_without_references
        waiting = deque([(tree, [tree.tag])])
        while waiting:
            element, self.ancestors = waiting.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            waiting += self._children(element)
        return tree

    def _children(self, element: Element) -> list[tuple[Element, list[str]]]:
        """Recognise what stands in an element's children; what is to be visited next, each with its ancestors."""
        next: list[tuple[Element, list[str]]] = []
        made: list[tuple[Element, list[Element]]] = []
        # What is made from a child's tail stands right after the child, and so comes up here as well.
        for child in element:
            text, tail = child.text, child.tail
            if text and not isinstance(text, AtomicString) and ("[" in text or self._has_sign(text)):
                nodes = self._text(child)
                next += nodes
                made.append((child, [node for node, _ in nodes]))
            if tail and ("[" in tail or self._has_sign(tail)):
                self._tail(element, child)
            if len(child):
                next.append((child, self.ancestors[:]))
        for child, elements in made:
            child[:0] = elements
        return next

    def _text(self, child: Element) -> list[tuple[Element, list[str]]]:
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text or "", None
        if self._has_sign(text):
            nodes: list[tuple[Element, list[str]]] = self._place(self._recognised(text), child)
        else:
            nodes = [(link, self.ancestors[:]) for link in self._links(child, cited(text))]
        self.ancestors.pop()
        return nodes

    def _links(self, child: Element, text: str) -> list[Element]:
        """The links of a text that holds no other sign, which goes between them: `_recognised` and `_place` in one."""
        links: list[Element] = []
        read = 0
        if "](" in text and "a" not in self.ancestors:
            for bracket in self._link.compiled_re.finditer(text):
                if bracket.start() < read:
                    continue
                link, start, end = self._link.handleMatch(bracket, text)
                if link is not None:
                    _put(text[read:start], child, links)
                    links.append(link)
                    read = end
        _put(text[read:], child, links)
        return links

    @cached_property
    def _link(self) -> Any:
        return self.inlinePatterns["link"]

    def _has_sign(self, text: str) -> bool:
        """Whether any pattern but those of citations and links could match, or a placeholder stands in a text."""
        for sign in self._signs:  # noqa: SIM110 (a generator takes four times as long)
            if sign in text:
                return True
        return False

    def _tail(self, element: Element, child: Element) -> None:
        carrier = Element("d")
        nodes = self._place(self._recognised(child.tail), carrier, False)
        child.tail = carrier.tail
        if nodes:
            after = list(element).index(child) + 1
            element[after:after] = [node for node, _ in nodes]

    def _recognised(self, data: str | None, first: int = 0) -> str:
        """The text with a placeholder for all that the patterns from number `first` on recognise in it."""
        if not data or isinstance(data, AtomicString) or not ("[" in data or self._has_sign(data)):
            return data or ""
        for number, sign, pattern in self._steps:
            if number < first or sign not in data:
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._match(pattern, data, number, start)
        return data

    # The stock stage comes back here with the text of each element that a pattern makes.
    _InlineProcessor__handleInline = _recognised

    @cached_property
    def _all_steps(self) -> list[tuple[int, str, Any]]:
        """The number, sign and pattern of each step."""
        patterns = self.inlinePatterns
        return sorted((patterns.get_index_for_name(name), sign, patterns[name]) for name, sign in _OF_INLINE.items())

    @cached_property
    def _steps_without_references(self) -> list[tuple[int, str, Any]]:
        """The steps of a text that defines no reference: those of references would match, and change nothing."""
        patterns = self.inlinePatterns
        by_reference = {patterns.get_index_for_name(name) for name in _BY_REFERENCE}
        return [step for step in self._all_steps if step[0] not in by_reference]


def has_fence(text: str) -> bool:
    """Whether a text may hold a block of fenced code."""
    # One character is found twenty times as fast as three.
    return ("`" in text and "```" in text) or ("~" in text and "~~~" in text)


def _put(text: str, child: Element, links: list[Element]) -> None:
    """Text goes behind the last link of an element, or where it begins."""
    if text and links:
        links[-1].tail = text
    elif text:
        child.text = text


def _plan(steps: Registry[Step], signs: Mapping[str, str]) -> Plan[Step]:
    """All steps in their order, each with its sign."""
    signed = {id(steps[name]): sign for name, sign in signs.items() if name in steps}
    return tuple((step, signed.get(id(step), "")) for step in steps)
