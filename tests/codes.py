"""The codes of all problems, read out of the program's source, so that no list of them has to be kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.building import CHECKOUT

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


@cache
def trees() -> tuple[ast.Module, ...]:
    """The program's source, parsed."""
    return tuple(
        ast.parse(path.read_text(encoding="utf-8")) for path in sorted((CHECKOUT / "fingerpost").rglob("*.py"))
    )


@cache
def takers() -> dict[str, int]:
    """Every function and class of the program that takes a code, with the place of that among its arguments."""
    found: dict[str, int] = {}
    for node in (node for tree in trees() for node in ast.walk(tree)):
        names: list[str] = []
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
        elif isinstance(node, ast.ClassDef):
            names = [
                each.target.id
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and "code" in names:
            found[node.name] = names.index("code")
    return found


def texts_in(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, the start of one, or either branch."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from texts_in(node.values[0])
    elif isinstance(node, ast.IfExp):
        yield from (*texts_in(node.body), *texts_in(node.orelse))


def codes_written() -> Iterator[str]:
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = node.args[takers()[name] :][:1] if name in takers() else []
            given += [each.value for each in node.keywords if each.arg == "code"]
            yield from (text for expression in given for text in texts_in(expression))


def kinds_named(tree: ast.Module) -> Iterator[str]:
    """The kinds of record that some field names by id: `Refers("concern")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refers":
            yield from texts_in(node.args[0])


def codes() -> set[str]:
    """Every code in the source. `unknown-{kind}` stands for each kind of record that a field can name."""
    found = set(codes_written())
    assert "unknown-" in found
    kinds = {kind for tree in trees() for kind in kinds_named(tree)}
    return {code for code in found if re.fullmatch(CODE, code)} | {f"unknown-{kind}" for kind in kinds}
