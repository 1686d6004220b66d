"""Dataclasses and named tuples that are quick to define: for type checkers the standard library's own.

The standard library compiles six methods for each dataclass, and every annotation of a named tuple, a third of the time
in which a small edit is built. Here a constructor alone is compiled, and the rest is shared. That nobody sets a field
of a frozen value, mypy sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple
    from dataclasses import dataclass as _dataclass
    from dataclasses import fields
    from operator import attrgetter

    def dataclass(kind=None, /, *, frozen=False, slots=False):
        """As `dataclasses.dataclass`, with a constructor, equality, a hash if it is frozen, and a form to print."""
        if kind is None:
            return lambda each: dataclass(each, frozen=frozen, slots=slots)
        # Without a docstring, one would be made of the constructor's signature, which takes longest of all.
        kind.__doc__ = kind.__doc__ or kind.__name__
        made = _dataclass(repr=False, eq=False, slots=slots)(kind)
        names = [each.name for each in fields(made) if each.compare]
        compared = attrgetter(*names) if names else lambda _: ()

        def equal(self: Any, other: Any) -> bool:
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        hashed = (lambda self: hash(compared(self))) if frozen else None
        for name, method in (("__eq__", equal), ("__repr__", _printed), ("__hash__", hashed)):
            # What the class itself says stays.
            if vars(made).get(name) is None:
                setattr(made, name, method)
        return made

    def _printed(self: Any) -> str:
        shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{type(self).__qualname__}({shown})"

    class _Named(type):
        """Makes of the body of a class a named tuple with its fields, their defaults, and its methods."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            names = body.get("__annotations__", {})
            defaults = [body.pop(each) for each in names if each in body]
            made = namedtuple(name, names, defaults=defaults, module=body.pop("__module__"))
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Named):
        """As `typing.NamedTuple`."""
