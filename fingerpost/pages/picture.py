"""A picture, as pages show it."""

from __future__ import annotations

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """A square copy of a portrait, by its side in pixels and its form: webp or jpeg."""

    url: str
    side: int
    form: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the content: where it is published, its size in pixels, and square copies of a possible portrait."""

    url: str
    width: int
    height: int
    copies: tuple[Copy, ...] = ()
