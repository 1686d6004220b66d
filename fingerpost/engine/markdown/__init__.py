"""Markdown: `convert` a text locally, `link` it later. See the modules; this is the public face."""

from fingerpost.engine.markdown.body import (
    Allowance,
    Body,
    Cite,
    Conversion,
    Image,
    Link,
    Passage,
    Resolver,
    Section,
    Slot,
    element,
    link,
)
from fingerpost.engine.markdown.convert import convert, converting, warm
from fingerpost.engine.markdown.labels import ENGLISH, Labels
from fingerpost.engine.markdown.stored import conversion_from_text, conversion_to_text
from fingerpost.engine.markdown.terms import link_terms

__all__ = [
    "ENGLISH",
    "Allowance",
    "Body",
    "Cite",
    "Conversion",
    "Image",
    "Labels",
    "Link",
    "Passage",
    "Resolver",
    "Section",
    "Slot",
    "conversion_from_text",
    "conversion_to_text",
    "convert",
    "converting",
    "element",
    "link",
    "link_terms",
    "warm",
]
