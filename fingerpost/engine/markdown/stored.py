"""Conversions as text and back. Knows the cache's shape and nothing of what the fields mean.

First comes JSON. What is long follows as it is, with NUL between, which no page can hold: JSON would spend on each of
its characters four times as long, and a body is opened for every page that shows it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain, islice
from typing import Any

from fingerpost.engine.markdown.body import Allowance, Body, Cite, Conversion, Image, Link, Passage, Section, Slot
from fingerpost.engine.problems import Problem, Span

Json = Any
_NUL = "\0"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def conversion_to_text(conversion: Conversion) -> str:
    """A conversion as text."""
    body = conversion.body
    passages = body.passages
    head = [
        body.path,
        [_slot(slot) for slot in body.slots],
        [[each.level, each.id, each.title, each.line, len(each.passages)] for each in body.sections],
        # Of all passages, one list or text for each of their fields.
        " ".join([each.kind for each in passages]),
        ";".join([" ".join(each.cites) for each in passages]),
        [[*chain.from_iterable(each.places)] for each in passages],
        body.ids,
        [[each.code, each.reason, each.line] for each in body.allowances],
        body.words,
        [_problem(problem) for problem in conversion.problems],
    ]
    return _NUL.join((_encode(head), "\n".join([each.text for each in passages]), *body.pieces))


def conversion_from_text(stored: str) -> Conversion:
    """The conversion that `conversion_to_text` wrote."""
    head, texts, *pieces = stored.split(_NUL)
    path, slots, sections, kinds, cites, places, ids, allowances, words, problems = json.loads(head)
    passages = map(
        Passage,
        texts.split("\n"),
        kinds.split(),
        [tuple(keys.split()) for keys in cites.split(";")],
        map(_places, places),
    )
    body = Body(
        path,
        tuple(pieces),
        tuple([_READ[slot[0]](path, *slot[1:]) for slot in slots]),
        tuple(
            [
                Section(level, id, title, line, tuple(islice(passages, count)))
                for level, id, title, line, count in sections
            ]
        ),
        tuple(passages),
        tuple(ids),
        tuple([Allowance(*each) for each in allowances]),
        words,
    )
    return Conversion(body, tuple([Problem(code, message, Span(*at), *rest) for code, message, at, *rest in problems]))


def _places(flat: Json) -> Json:
    # Of most passages one place is known.
    return (tuple(flat),) if len(flat) == 3 else tuple(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def _problem(problem: Problem) -> Json:
    span = problem.span
    at = [span.path, span.line, span.column, span.length]
    return [problem.code, problem.message, at, problem.help, problem.severity]


def _slot(slot: Slot) -> Json:
    match slot:
        case Link(target, span):
            return ["link", target, span.line, span.column, span.length]
        case Image(src, alt, title, decorative, attributes, span):
            return ["image", src, alt, title, decorative, attributes, span.line, span.column, span.length]
        case Cite(keys, spans):
            return ["cite", keys, [[span.line, span.column, span.length] for span in spans]]


def _link(path: str, target: str, *place: int) -> Link:
    return Link(target, Span(path, *place))


def _image(
    path: str, src: str, alt: str, title: str, decorative: bool, attributes: list[list[str]], *place: int
) -> Image:
    pairs = tuple((name, value) for name, value in attributes)
    return Image(src, alt, title, decorative, pairs, Span(path, *place))


def _cite(path: str, keys: list[str], places: list[list[int]]) -> Cite:
    return Cite(tuple(keys), tuple([Span(path, *place) for place in places]))


_READ: dict[str, Callable[..., Slot]] = {"link": _link, "image": _image, "cite": _cite}
