"""What a template says in the same words on every page, worked out once when it is compiled.

Knows Jinja's trees and one language's translations. A page says the same with and without it.
"""

from __future__ import annotations

import gettext
from types import CodeType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import escape

_TRANSLATE = frozenset({"_", "gettext"})


class FoldingEnvironment(Environment):
    """Jinja's environment, which compiles templates for one language: half the calls of a page were translations."""

    translations: gettext.NullTranslations = gettext.NullTranslations()

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        folded = _Translated(self.translations).visit(source)
        return super()._generate(folded, *args, **options)

    def _compile(self, source: str, filename: str) -> CodeType:
        # Code that Jinja generates uses `escape` for output only, where a plain text does as well as a Markup.
        return super()._compile(f"{source}\nfrom {__name__} import escaped as escape\n", filename)


class _Translated(NodeTransformer):
    """Replaces `_("Words")` by the translation. With variables inside, it is left for the time of rendering."""

    def __init__(self, translations: gettext.NullTranslations) -> None:
        self._translations = translations

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        match node:
            case nodes.Call(
                node=nodes.Name(name=name),
                args=[nodes.Const(value=str(words))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if name in _TRANSLATE:
                # As Jinja itself does, %% stands for one %.
                translated = self._translations.gettext(words) % {}
                return nodes.MarkSafe(nodes.Const(translated), lineno=node.lineno)
        return self.generic_visit(node)


def escaped(value: object) -> str:
    """`value` as HTML text. Most values are plain texts without anything to escape, and stay as they are."""
    if type(value) is str and value.isalnum():
        return value
    return escape(value)
