"""Each fault gives one problem, at its place."""

from __future__ import annotations

import pytest

from fingerpost.engine.markdown import convert

FAULTS = [
    ("a [x](/about/) b", "absolute-link", (1, 7, 7)),
    ("a [x](javascript:alert) b", "bad-link-scheme", (1, 7, 16)),
    ("a [x](//e.org/) b", "bad-link-scheme", (1, 7, 8)),
    ("a [x](www.example.org) b", "bad-link-scheme", (1, 7, 15)),
    ("a <ftp://e.org/x> b", "bad-link-scheme", (1, 4, 13)),
    ("a [x](https://) b", "bad-link", (1, 7, 8)),
    ("a [x](tel:nobody) b", "bad-link", (1, 7, 10)),
    ("a [x](my file.md) b", "bad-link", (1, 7, 10)),
    ("a [x](y.md b", "bad-link", (1, 7, 6)),
    ("a [x]() b", "empty-link", (1, 7, 1)),
    ("a [](y.md) b", "empty-link", (1, 6, 1)),
    ("a [b [c](d.md)](e.md) f", "bad-link", (1, 10, 4)),
    ("<div>\n[x](y.md)\n</div>", "bad-link", (2, 5, 4)),
    ("[a[^n]](b.md)\n\n[^n]: c", "footnote-in-link", (1, 5, 1)),
    ("[a[^n]][r]\n\n[r]: b.md\n\n[^n]: c", "footnote-in-link", (1, 5, 1)),
    ("<a href='b.md'>a[^n]</a>\n\n[^n]: c", "footnote-in-link", (1, 19, 1)),
    ("a[^b] c[^d]\n\n[^b]:\n\n[^d]: e", "empty-footnote", (3, 1, 4)),
    ("a[^b]\n\n[^b]: [r]: c.md", "empty-footnote", (3, 1, 4)),
    ("a[^b]\n\n[^b]: - [^c]: d", "footnote-in-footnote", (3, 9, 4)),
    ("a [x][nope] b", "undefined-reference", (1, 7, 4)),
    ("a[^nope] b", "undefined-footnote", (1, 4, 4)),
    ("a\n\n[^no]: text", "unused-footnote", (3, 1, 5)),
    ("a[^n]\n\n[^n]: b\n\n[^n]: c", "duplicate-footnote", (5, 1, 4)),
    ("a [@] b", "bad-citation", (1, 3, 3)),
    ("a [@Weng 2013] b", "bad-citation", (1, 3, 12)),
    ("a [b [@k] c](d.md) e", "bad-citation", (1, 6, 2)),
    ("<div>\n[@key]\n</div>", "bad-citation", (2, 1, 6)),
    ("a ![](b.png) c", "missing-alt", (1, 7, 5)),
    ("a ![b](c.png){decorative=true}", "decorative-alt", (1, 8, 5)),
    ("![b](https://e.org/c.png)", "external-image", (1, 6, 19)),
    ("# Title\n", "heading-level-one", (1, 3, 5)),
    ("Title\n=====\n", "heading-level-one", (1, 1, 5)),
    ("## A\n\n#### B\n", "heading-order", (3, 6, 1)),
    ("### A\n", "heading-order", (1, 5, 1)),
    ("##\n\nText", "empty-heading", (1, 3, 1)),
    ("## A {#b}\n\n## C {#b}\n", "duplicate-id", (3, 8, 1)),
    ("## A {#search}\n", "reserved-id", (1, 8, 6)),
    ("## A {#Bad}\n", "bad-attribute", (1, 7, 4)),
    ("Text\n{: .red }\n", "bad-attribute", (2, 4, 4)),
    ("a [b](c.md){target=_blank}", "bad-attribute", (1, 13, 7)),
    ("Text {.lead} more", "stray-attributes", (1, 7, 1)),
    ("## Shame\n\n[a](#shaem)\n", "unknown-anchor", (3, 5, 6)),
    ("!!! danger\n    Text\n", "unknown-admonition", (1, 5, 6)),
    ('!!! note "A" b\n    Text\n', "bad-admonition", (1, 5, 3)),
    ("/// emergancy | T\nx\n", "unknown-block", (1, 5, 9)),
    ("/// urgent\nx\n", "missing-card-title", (1, 5, 6)),
    ("/// urgent | \nx\n///\n", "missing-card-title", (1, 14, 1)),
    ("/// urgent | T\nx\n", "unclosed-block", (1, 14, 1)),
    ("1. /// urgent | T\nx\n/// urgent | U\n", "unclosed-block", (1, 17, 1)),
    ("1. /// urgent | T\n1. x\n/// urgent | U\n", "unclosed-block", (1, 17, 1)),
    ("/// emergency | T\n[a](b.md)\n///\n", "emergency-card-links", (2, 5, 4)),
    ("/// emergency | T\n[a](https://e.org/)\n///\n", "emergency-card-links", (2, 5, 14)),
    ("```\ncode\n", "unclosed-fence", (1, 1, 3)),
    ("a <script>x</script> b", "html-removed", (1, 3, 7)),
    ("a <b onclick='x()'>b</b> c", "html-removed", (1, 6, 7)),
    ("<div style='color: red'>b</div>", "html-removed", (1, 6, 5)),
    ("<iframe src='https://e.org'></iframe>", "html-removed", (1, 1, 7)),
    ("<form><p>b</p></form>", "html-removed", (1, 1, 5)),
    ("<!DOCTYPE html>\n", "html-removed", (1, 1, 15)),
    ("a <a href='javascript:x()'>b</a>", "bad-link-scheme", (1, 12, 14)),
    ("a <kbd>b c\n", "html-unclosed", (1, 3, 4)),
    ("a b</kbd> c\n", "html-unclosed", (1, 4, 5)),
    ("a <td>b</td> c\n", "html-removed", (1, 3, 3)),
    ("a \x01 b", "bad-character", (1, 3, 1)),
    ("a \ue010 b", "bad-character", (1, 3, 1)),
    ("<!-- allow absolute-claim -->", "bad-allowance", (1, 1, 4)),
]


@pytest.mark.parametrize(("text", "code", "place"), FAULTS, ids=[f"{code}: {text!r}" for text, code, _ in FAULTS])
def test_a_fault_gives_one_problem_at_its_place(text: str, code: str, place: tuple[int, int, int]) -> None:
    for first_line in (1, 8):
        problems = convert("text.md", text, first_line).problems
        found = [(p.code, (p.span.line - first_line + 1, p.span.column, p.span.length)) for p in problems]
        assert found == [(code, place)]
        assert problems[0].help
        assert problems[0].span.path == "text.md"


SOUND = [
    "Text [sic] and [1] and (a)[b].",
    "\\[no link](x y) and \\[@no] and \\[^no]",
    "`[x](y z)` and `[@No]` and `{.x}`",
    "[@compassion](https://example.org/@compassion)",
    "[x](a(b).md) and [y](<a%20b.md>)",
    "[call](tel:9-8-8) [text](sms:+15145550123) [mail](mailto:a@b.ca) <a@b.ca> <https://e.org/a_b_c>",
    "## Shame\n\n[a](#shame) [top](#top) [main](#main)",
    "[![Circles](a.png)](b.md)",
    "a <!-- [x](y z) [@Bad] <script> --> b",
    "5 < 6 and <3 and a<b, c>d",
    "<!-- allow me to say -->",
    "[a][b] and [b][] and [b]\n\n[b]: c.md",
    "[a]\n\n[a]: <c.md> 'T'",
    "> - a [x](y.md)\n>\n>     > b [z](w.md)",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_gives_no_problem(text: str) -> None:
    assert convert("text.md", text).problems == ()


def test_an_unknown_anchor_suggests_the_near_one() -> None:
    problem = convert("a.md", "## Shame\n\n[a](#shaem)\n").problems[0]
    assert problem.help.startswith('did you mean "shame"? ')


def test_many_faults_are_all_reported_in_order() -> None:
    problems = convert("a.md", "# A\n\n[x](/y) [@]\n\n![](b.png)\n").problems
    assert [problem.code for problem in problems] == [
        "heading-level-one",
        "absolute-link",
        "bad-citation",
        "missing-alt",
    ]
