"""The size of an SVG image, and the first thing in it that could run or fetch something.

Knows SVG as XML. Reads no entity, no DTD and no network; refuses to repair what it finds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
# CSS pixels in each absolute unit (CSS Values 4, section 6.2).
_UNITS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54, "pt": 4 / 3, "pc": 16.0}
_FORBIDDEN = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener", "link", "meta"}
)
_ANIMATIONS = frozenset({"set", "animate", "animatemotion", "animatetransform", "animatecolor"})
_ADDRESSES = frozenset({"href", "src", "srcset", "data", "base", "poster", "action", "formaction", "ping"})
# What browsers read as we do. In other encodings a file may say one thing here and another there.
_ENCODINGS = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII", "ISO-8859-1"})
_LOCAL = re.compile(r"#|data:image/(?:png|jpeg|gif|webp|avif)[;,]", re.IGNORECASE)
_LOCAL_IN_CSS = re.compile(r"#|data:(?:image/(?:png|jpeg|gif|webp|avif)|font/\w+)[;,]", re.IGNORECASE)


def svg_size(content: bytes) -> tuple[int, int] | str:
    """Width and height in CSS pixels, from `width` and `height` or else the `viewBox`; or what is wrong."""
    root = _parse(content)
    if isinstance(root, str):
        return root
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = _view_box(root.get("viewBox"))
    if box is not None:
        ratio = box[0] / box[1]
        width, height = _completed(width, height, ratio) or box
    if width is None or height is None or not (_positive(width) and _positive(height)):
        return "has neither a width and height in absolute units nor a usable viewBox"
    return max(1, math.floor(width + 0.5)), max(1, math.floor(height + 0.5))


def unsafe_svg(content: bytes) -> str | None:
    """The first script, event handler, foreign content or outside reference, with its line; None when there is none.

    What is not well-formed SVG is unsafe too, since a browser may read it otherwise than we do.
    """
    root = _parse(content)
    if isinstance(root, str):
        return f"it {root}"
    for node in _nodes(root):
        found = _unsafe_node(node)
        if found is not None:
            return f"{found} (line {node.sourceline})"
    return None


def _parse(content: bytes) -> etree._Element | str:
    """The root element, or what is wrong with the file."""
    # Only a drawing that was not seen before is parsed: most builds meet none, and need not load lxml.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"is not well-formed XML ({error})"
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        return "declares XML entities, which can unpack without end: save it without them"
    if dtd is not None and b"<!ATTLIST" in etree.tostring(root.getroottree()):
        return "declares XML attributes of its own, which browsers obey: save it without them"
    encoding = root.getroottree().docinfo.encoding
    if encoding and encoding.upper() not in _ENCODINGS:
        return f"is written in the encoding {encoding}: save it as UTF-8"
    if root.tag != f"{{{_SVG}}}svg":
        return f'is XML whose first element is not <svg xmlns="{_SVG}">'
    return root


def _length(value: str | None) -> float | None:
    found = re.fullmatch(rf"\s*({_NUMBER})\s*([a-z]*)\s*", value or "", re.IGNORECASE)
    unit = _UNITS.get(found[2].lower()) if found else None
    return None if found is None or unit is None else _positive(float(found[1]) * unit)


def _view_box(value: str | None) -> tuple[float, float] | None:
    found = re.fullmatch(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*", value or "")
    width, height = (_positive(float(found[1])), _positive(float(found[2]))) if found else (None, None)
    return (width, height) if width is not None and height is not None else None


def _positive(number: float) -> float | None:
    """The number when it can be an image's side: a browser draws nothing near 0, and nothing of a billion pixels."""
    return number if 1e-6 < number < 1e9 else None


def _completed(width: float | None, height: float | None, ratio: float) -> tuple[float, float] | None:
    """Both sides, the missing one from the ratio; None when both are missing."""
    if width is not None:
        return width, height if height is not None else width / ratio
    return (height * ratio, height) if height is not None else None


def _nodes(root: etree._Element) -> Iterator[etree._Element]:
    yield from reversed(list(root.itersiblings(preceding=True)))
    yield from root.iter()
    yield from root.itersiblings()


def _unsafe_node(node: etree._Element) -> str | None:
    tag: object = node.tag
    if not isinstance(tag, str):
        # A comment or an instruction; only one kind of instruction is ever obeyed.
        return "a stylesheet instruction" if "stylesheet" in str(getattr(node, "target", "")) else None
    namespace, name = _split(tag)
    local = name.lower()
    if local in _FORBIDDEN or namespace == _XHTML:
        return f"a <{name}> element"
    if local == "style" and _unsafe_css("".join(map(str, node.itertext()))):
        return "a style sheet that reaches outside the image"
    return _unsafe_attributes(node, local)


def _unsafe_attributes(node: etree._Element, element: str) -> str | None:
    for key, value in node.attrib.items():
        (namespace, name), text = _split(str(key)), str(value)
        if name.lower().startswith("on"):
            return f"the event handler {name}"
        styles = not namespace and not name.startswith("data-") and "(" in text
        if _reaches_outside(element, name.lower(), text) or (styles and _unsafe_css(text)):
            return f'an outside reference in {name}="{_shortened(text)}"'
    return None


def _split(name: str) -> tuple[str, str]:
    """Namespace and local name, of a name as lxml writes it: `{namespace}local`."""
    namespace, _, local = name.rpartition("}")
    return namespace.removeprefix("{"), local


def _reaches_outside(element: str, attribute: str, value: str) -> bool:
    address = re.sub(r"[\x00-\x20]", "", value)
    if attribute in _ADDRESSES:
        return address != "" and not _LOCAL.match(address)
    if element in _ANIMATIONS and attribute == "attributename":
        return address.lower().rpartition(":")[2].startswith(("on", "href"))
    return element in _ANIMATIONS and attribute in ("from", "to", "by", "values") and "script:" in address.lower()


def _unsafe_css(css: str) -> bool:
    """Whether CSS could fetch anything. Escapes are refused whole: they can spell any of the words below."""
    css = re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL)
    if "\\" in css or re.search(r"@import|image-set\(|\bimage\(|\bsrc\(|expression\(", css, re.IGNORECASE):
        return True
    addresses = re.findall(r"url\(\s*[\"']?\s*([^\"')]*)", css, re.IGNORECASE)
    return any(not _LOCAL_IN_CSS.match(re.sub(r"[\x00-\x20]", "", address)) for address in addresses)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
