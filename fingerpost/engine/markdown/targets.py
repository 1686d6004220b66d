"""What may be written as the target of a link or the source of an image, judged from the text alone.

Whether a file exists is for the check stage, which has the other files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fingerpost.engine.values import NamedTuple

SCHEMES = ("http", "https", "mailto", "tel", "sms", "site")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DOMAIN = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|ca|edu|gov)(?:[/?#]|$)", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20\x7f\\]")
_FORMS = {
    "http": re.compile(r"https?://[^/?#@\s]+\S*", re.IGNORECASE),
    "https": re.compile(r"https?://[^/?#@\s]+\S*", re.IGNORECASE),
    "mailto": re.compile(r"mailto:[^@\s]+@[^@\s]+", re.IGNORECASE),
    "tel": re.compile(r"tel:\+?[\d().;=a-z-]*\d[\d().;=a-z-]*", re.IGNORECASE),
    "sms": re.compile(r"sms:\+?[\d().-]*\d[\d().-]*(?:\?\S*)?", re.IGNORECASE),
    "site": re.compile(r"site:[a-z-]+(?:#[\w-]+)?"),
}
_EXAMPLES = {
    "http": "https://example.org/page",
    "https": "https://example.org/page",
    "mailto": "mailto:name@example.org",
    "tel": "tel:+1-514-555-0123",
    "sms": "sms:+15145550123",
    "site": "site:glossary",
}


class Fault(NamedTuple):
    code: str
    message: str
    help: str


@lru_cache(maxsize=1024)  # Many texts lead to the same place.
def link_fault(target: str) -> Fault | None:
    """What is wrong with a link's target, or None."""
    if target in ("", "#"):
        return Fault("empty-link", "the link has no target", "write it as [text](../pages/about.md)")
    return _shape_fault(target) or _scheme_fault(target)


def image_fault(source: str) -> Fault | None:
    """What is wrong with an image's source, or None."""
    if not source:
        return Fault("empty-link", "the image has no source", "write it as ![what it shows](images/name.png)")
    if _SCHEME.match(source) or source.startswith("//"):
        return Fault(
            "external-image",
            f'the image "{source}" is not one of the site\'s files',
            "copy it beside the text and write the path from here: pages load nothing from other sites",
        )
    return _shape_fault(source)


def _shape_fault(target: str) -> Fault | None:
    if _SPACE.search(target):
        return Fault(
            "bad-link", f'"{target}" holds a space or a backslash', "write %20 for a space and / between folders"
        )
    if target.startswith("//"):
        return Fault("bad-link-scheme", f'"{target}" does not say http or https', f"write https:{target}")
    if target.startswith("/"):
        return Fault(
            "absolute-link",
            f'"{target}" is a path from the root of the site',
            "write the path of the source file from this one, such as ../pages/about.md",
        )
    if _DOMAIN.match(target):
        return Fault("bad-link-scheme", f'"{target}" would be a file of this site', f"write https://{target}")
    return None


def _scheme_fault(target: str) -> Fault | None:
    found = _SCHEME.match(target)
    if not found:
        return None
    scheme = found[1].lower()
    if scheme not in SCHEMES:
        return Fault("bad-link-scheme", f'links to "{found[1]}:" are not allowed', f"use one of {', '.join(SCHEMES)}")
    if not _FORMS[scheme].fullmatch(target):
        return Fault("bad-link", f'"{target}" is not a whole {scheme} address', f"write it like {_EXAMPLES[scheme]}")
    return None
