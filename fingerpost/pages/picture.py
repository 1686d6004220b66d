"""A picture, as pages show it."""

from __future__ import annotations

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the content: where it is published and its size in pixels."""

    url: str
    width: int
    height: int
