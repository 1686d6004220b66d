"""How compiled templates call their components: as the functions that they are.

Knows Jinja's way of writing code and of keeping macros, and nothing of what templates say.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup


class Component(Macro):
    """A macro. To hand it its arguments in their order, as nearly every call does, costs no more than a function."""

    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        takes_more = self.caller or self.catch_kwargs or self.catch_varargs
        self._positions = -1 if takes_more else len(self.arguments)
        self._absent = (missing,) * self._positions

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) > self._positions:
            return super().__call__(*args, **kwargs)
        # Markup(text) would first look whether the text has markup of its own to give.
        return str.__new__(Markup, self._func(*args, *self._absent[len(args) :]))


class ComponentCalls(CodeGenerator):
    """Writes `name(one, two)` as just that. Jinja would ask each time whether the function wants the context."""

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or not self._is_plain(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

    def _is_plain(self, node: nodes.Call) -> bool:
        """Whether it is a call of what does not want the context. Translations with numbers or names in them do."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            return False
        known = self.environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        return not hasattr(known, "jinja_pass_arg")
