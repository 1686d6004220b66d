"""Bodies and conversions as plain JSON and back. Knows the cache's shape and nothing of what the fields mean."""

from __future__ import annotations

from typing import Any

from fingerpost.engine.markdown.body import Allowance, Body, Cite, Conversion, Image, Link, Passage, Section, Slot
from fingerpost.engine.problems import Problem, Span

Json = Any


def conversion_to_json(conversion: Conversion) -> Json:
    """A conversion as lists, dicts, texts and numbers."""
    problems = [[p.code, p.message, [p.span.path, *_span(p.span)], p.help, p.severity] for p in conversion.problems]
    return {"body": body_to_json(conversion.body), "problems": problems}


def conversion_from_json(stored: Json) -> Conversion:
    """The conversion that `conversion_to_json` wrote."""
    problems = tuple(
        Problem(code, message, Span(*span), help, severity)
        for code, message, span, help, severity in stored["problems"]
    )
    return Conversion(body_from_json(stored["body"]), problems)


def body_to_json(body: Body) -> Json:
    """A body as lists, dicts, texts and numbers."""
    return {
        "path": body.path,
        "pieces": list(body.pieces),
        "slots": [_slot(slot) for slot in body.slots],
        "sections": [[s.level, s.id, s.title, s.line, [_passage(p) for p in s.passages]] for s in body.sections],
        "notes": [_passage(p) for p in body.notes],
        "ids": list(body.ids),
        "allowances": [[a.code, a.reason, a.line] for a in body.allowances],
        "words": body.words,
    }


def body_from_json(stored: Json) -> Body:
    """The body that `body_to_json` wrote."""
    path = stored["path"]
    return Body(
        path=path,
        pieces=tuple(stored["pieces"]),
        slots=tuple(_read_slot(path, slot) for slot in stored["slots"]),
        sections=tuple(
            Section(level, id, title, line, tuple(_read_passage(p) for p in passages))
            for level, id, title, line, passages in stored["sections"]
        ),
        notes=tuple(_read_passage(p) for p in stored["notes"]),
        ids=tuple(stored["ids"]),
        allowances=tuple(Allowance(*a) for a in stored["allowances"]),
        words=stored["words"],
    )


def _span(span: Span) -> Json:
    return [span.line, span.column, span.length]


def _slot(slot: Slot) -> Json:
    match slot:
        case Link():
            return ["link", slot.target, _span(slot.span)]
        case Image():
            attributes = [list(pair) for pair in slot.attributes]
            return ["image", slot.src, slot.alt, slot.title, slot.decorative, attributes, _span(slot.span)]
        case Cite():
            return ["cite", list(slot.keys), [_span(span) for span in slot.spans]]


def _read_slot(path: str, stored: Json) -> Slot:
    match stored:
        case ["link", target, span]:
            return Link(target, Span(path, *span))
        case ["image", src, alt, title, decorative, attributes, span]:
            pairs = tuple((name, value) for name, value in attributes)
            return Image(src, alt, title, decorative, pairs, Span(path, *span))
        case ["cite", keys, spans]:
            return Cite(tuple(keys), tuple(Span(path, *span) for span in spans))
        case _:
            raise ValueError(f"not a stored slot: {stored!r}")


def _passage(passage: Passage) -> Json:
    return [passage.text, passage.kind, list(passage.cites), [list(place) for place in passage.places]]


def _read_passage(stored: Json) -> Passage:
    text, kind, cites, places = stored
    return Passage(text, kind, tuple(cites), tuple(map(tuple, places)))
