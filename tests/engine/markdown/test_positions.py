"""Slots stand where they were written, wherever that is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.engine.markdown import Cite, Image, Link, convert

HERE = "§"
"""Written before what a slot's span should point at, and taken out."""


def places(marked: str) -> list[tuple[int, int]]:
    found = []
    for line, text in enumerate(marked.split("\n"), start=1):
        parts = text.split(HERE)
        found += [(line, sum(map(len, parts[:index])) + 1) for index in range(1, len(parts))]
    return found


def slots(text: str, first_line: int = 1) -> list[tuple[int, int]]:
    conversion = convert("a.md", text, first_line)
    assert conversion.problems == ()
    found = []
    for slot in conversion.body.slots:
        spans = slot.spans if isinstance(slot, Cite) else (slot.span,)
        found += [(span.line, span.column) for span in spans]
    return found


EVERYWHERE = """Text [a](§t.md) and [b](§t.md "T") and `[c](t.md)`, \\[d](t.md), ![e](§t.png) [@§one; @§two].

- item [a](§t.md)
- item
    - inner [a](§t.md) [b]( §t.md ) [@§one]

        text of inner [c](<§t.md>)

1. one [a](§t.md)

    > quote [a](§t.md)
    > more [b](§t.md)

> quote [a](§t.md)
> > inner [a](§t.md)
>
> - [a](§t.md)

| A | B |
|---|---|
| [a](§t.md) | `[x](t.md)` [b](§t.md) |
| \\| [a](§t.md) | [@§one] |

!!! note "Title [a](§t.md)"
    [a](§t.md)

    - [a](§t.md)

/// urgent | Title [a](§t.md)
[a](§t.md)

- [b](§t.md)
///

Term [a](§t.md)
:   Meaning [a](§t.md)

    More [a](§t.md)

## Heading [a](§t.md)

<!-- [a](t.md) [@one] -->

```
[a](t.md) [@one]
```

    [a](t.md) in code

Split over [two
lines](§t.md) and **bold [a](§t.md)** and <§https://example.org> and <kbd>[a](§t.md)</kbd>.
Raw <a href="§t.md">link</a> and [![alt](§i.png)](§t.md).[^n]

[^n]: Note [a](§t.md)

    more [a](§t.md)
"""


def test_every_slot_has_its_place_in_every_kind_of_block() -> None:
    assert sorted(slots(EVERYWHERE.replace(HERE, ""))) == places(EVERYWHERE)


def test_the_front_matter_moves_lines_and_nothing_else() -> None:
    text = EVERYWHERE.replace(HERE, "")
    assert slots(text, 41) == [(line + 40, column) for line, column in slots(text)]


def test_a_reference_link_is_placed_at_its_definition() -> None:
    marked = "[a][r] and [r] and [b][]\n\n> [B]:\n>   §b.md\n\n[r]: §t.md 'T'\n"
    assert set(slots(marked.replace(HERE, ""))) == set(places(marked))


def test_a_key_is_placed_across_lines() -> None:
    marked = "> text [@§one;\n> @§two;@§three]\n"
    assert slots(marked.replace(HERE, "")) == places(marked)


def test_a_span_is_as_long_as_what_was_written() -> None:
    body = convert("a.md", "[a](../b/c.md#d) ![x](y.png) [@weng2013; @k]").body
    link, image, cite = body.slots
    assert isinstance(link, Link)
    assert isinstance(image, Image)
    assert isinstance(cite, Cite)
    assert (link.span.length, image.span.length, [span.length for span in cite.spans]) == (11, 5, [8, 1])


inline = st.sampled_from(
    [
        "[a](§t.md)",
        "[b](§u.md 'T')",
        "![c](§t.png)",
        "[@§one]",
        "[@§one; @§two]",
        "`[a](t.md)`",
        "\\[a](t.md)",
        "**[a](§t.md)**",
        "*word*",
        "word",
        '"quoted"',
        "<!-- [a](t.md) -->",
        "<b>[a](§t.md)</b>",
        "[x][ref]",
        "&amp;",
        "é😀",
    ]
)
words = st.lists(inline, min_size=1, max_size=4).map(lambda parts: "a " + " ".join(parts) + " z")


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """The lines of one block."""
    kind = draw(st.integers(0, 8 if depth < 2 else 2))
    if kind <= 2:
        return draw(st.lists(words, min_size=1, max_size=2))
    if kind == 3:
        return (
            ["```", *draw(st.lists(st.just("[a](t.md) [@one]"), min_size=1, max_size=2)), "```"] if not depth else ["w"]
        )
    if kind == 4:
        cells = draw(st.lists(words, min_size=2, max_size=2))
        return ["| A | B |", "|---|---|", f"| {cells[0]} | {cells[1]} |"]
    inner = draw(blocks(depth + 1))
    if kind == 5:
        return [f"> {line}".rstrip() for line in inner]
    if kind == 6:
        return [
            f"{'- ' if index == 0 else '    '}{line}".rstrip() for index, line in enumerate([draw(words), "", *inner])
        ]
    if kind == 7:
        return ["!!! note", *(f"    {line}".rstrip() for line in inner)]
    return ["/// urgent | T", *inner, "///"] if not depth else inner


@settings(deadline=None, max_examples=150)
@given(st.lists(blocks(), min_size=1, max_size=5), st.booleans())
def test_places_hold_in_generated_documents(parts: list[list[str]], noted: bool) -> None:
    lines = [line for part in parts for line in (*part, "", "Between.", "")]
    marked = "\n".join(lines)
    uses = marked.count("[x][ref]")
    marked += "\n[ref]: §r.md\n" if uses else ""
    marked += "\nNoted.[^1]\n\n[^1]: Note [a](§n.md)\n" if noted else ""
    expected = places(marked)
    if uses:
        definition = next(place for place in expected if marked.split("\n")[place[0] - 1].startswith("[ref]: "))
        expected += [definition] * (uses - 1)
    assert sorted(slots(marked.replace(HERE, ""))) == sorted(expected)
