"""What a template says in the same words on every page, worked out once when it is compiled.

Knows Jinja's trees and one language's translations. A page says the same with and without it.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, meta, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from fingerpost.engine.components import Component as Component
from fingerpost.engine.components import ComponentCalls

INCLUDE_ONCE = "include_once"
_TRANSLATE = frozenset({"_", "gettext"})


class FoldingEnvironment(Environment):
    """Jinja's environment, which compiles templates for one language: half the calls of a page were translations."""

    translations: gettext.NullTranslations = gettext.NullTranslations()
    code_generator_class = ComponentCalls

    def __init__(self, **options: Any) -> None:
        # Whoever changes a template makes a new environment: nothing is ever loaded twice.
        super().__init__(auto_reload=False, **options)
        self._loaded: dict[str | Template, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of that name. A page asks for a dozen, of which Jinja looks after each."""
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own: no template here has others, and every import would look for them."""
        assert not d
        return self.globals

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        names = tuple(_mentions(source))
        folded = _Translated(self.translations).visit(source)
        return f"{super()._generate(folded, *args, **options)}\nmentioned = {names!r}\n"

    def _compile(self, source: str, filename: str) -> CodeType:
        # Code that Jinja generates uses `escape` for output only, where a plain text does as well as a Markup.
        return super()._compile(f"{source}\nfrom {__name__} import Component as Macro, escaped as escape\n", filename)


def mentioned(template: Template) -> tuple[str | None, ...]:
    """The names of templates that a template mentions, None for one that is computed."""
    found: tuple[str | None, ...] = template.root_render_func.__globals__["mentioned"]
    return found


def _mentions(tree: nodes.Template) -> Iterator[str | None]:
    yield from meta.find_referenced_templates(tree)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == INCLUDE_ONCE:
            name = call.args[0] if call.args else None
            yield name.value if isinstance(name, nodes.Const) else None


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
    """`value` as HTML text. Most values are texts without anything to escape, or markup, and stay as they are."""
    if type(value) is Markup:
        return value
    if type(value) is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value
    return escape(value)
