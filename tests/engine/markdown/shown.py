"""A resolver for tests, which shows what it was given."""

from __future__ import annotations

from collections.abc import Mapping

from fingerpost.engine.markdown import Body, Cite, Image, Link, convert, element, link


class Shown:
    def link(self, link: Link) -> Mapping[str, str]:
        return {"href": link.target}

    def image(self, image: Image) -> str:
        return element("img", {"src": image.src, "alt": image.alt})

    def cite(self, cite: Cite) -> str:
        return f'<sup class="cite">{",".join(cite.keys)}</sup>'


def linked(body: Body) -> str:
    return link(body, Shown())


def html(text: str) -> str:
    """The HTML of a text that has no problems."""
    conversion = convert("text.md", text)
    assert conversion.problems == ()
    return linked(conversion.body)
