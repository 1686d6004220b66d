"""What authors write in HTML, and what the sanitiser may not take from what we write."""

from __future__ import annotations

import html5lib
import pytest

from fingerpost.engine.markdown import convert
from fingerpost.engine.markdown.dialect import dialect
from fingerpost.engine.markdown.draft import Draft
from fingerpost.engine.markdown.rawhtml import balanced, sanitise
from tests.engine.markdown.shown import html, linked

FEATURES = {
    "headings with ids": "## A {#b}\n\n### C\n\n#### D\n\n##### E\n\n###### F",
    "emphasis": "*a* **b** ***c*** _d_",
    "code": "`a < b`\n\n```python\nx = 'y'\n```\n\n    indented",
    "lists": "- a\n- b\n    - c\n\n1. d\n2. e",
    "quotes": "> a\n>\n> b",
    "links": '[a](b.md "c") <https://e.org> <a@b.ca> [d](tel:911) [e](sms:911) [f](#g)\n\n[x][y]\n\n[y]: z.md',
    "images": '![a](b.png "c"){.wide #d lang=fr} ![](e.png){decorative=true}',
    "tables with alignment": "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |",
    "definition lists": "a\n:   b\n\n    c",
    "footnotes": "a[^1] b[^1] c[^two]\n\n[^1]: d\n[^two]: e\n\n    f",
    "abbreviations": 'CFT\n\n*[CFT]: a "b"',
    "admonitions": '!!! note "a"\n    b',
    "care cards": "/// emergency | a\nb [c](tel:911)\n///\n\n/// non-urgent | d\n- e\n///",
    "citations": "a [@b; @c]",
    "attributes": "a\n{: .lead #b lang=fr }",
    "rules and breaks": "a  \nb\n\n---\n\nc",
    "entities": "&amp; &nbsp; &eacute; &#8212; < >",
    "inline HTML": "<kbd>a</kbd> <span lang='fr' title='t'>c</span> <q>d</q> <time datetime='2026'>e</time><br>f",
    "blocks of HTML": "<details open>\n<summary>a</summary>\n</details>\n\n<ol start='3'><li value='2'>c</li></ol>",
    "tables in HTML": "<table><caption>a</caption><tr><th scope='row'>b</th><td colspan='2'>c</td></tr></table>",
}


def parsed(text: str) -> object:
    tree = html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False)
    return _shape(tree)


def _shape(node: object) -> object:
    from xml.etree.ElementTree import Element

    assert isinstance(node, Element)
    text = "".join(node.itertext()).split()
    return (
        node.tag,
        sorted(node.attrib.items()),
        text,
        [_shape(child) for child in node],
    )


@pytest.mark.parametrize("text", FEATURES.values(), ids=FEATURES)
def test_every_feature_survives_sanitising(text: str) -> None:
    draft = Draft("a.md", text, 1)
    before = balanced(dialect().convert(draft), draft)
    assert parsed(sanitise(before, settle=True)) == parsed(before)
    assert [problem for problem in draft.problems if problem.code.startswith("html")] == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<p><script>alert(1)</script></p>",
        "a <img src=x onerror=alert(1)> b",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "<a href=' javascript:alert(1)'>x</a>",
        "[x](javascript&colon;alert(1))",
        "[x](JaVaScRiPt:alert)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mi xlink:href='javascript:x'>a</mi></math>",
        "<div style='background:url(javascript:x)'>a</div>",
        "<style>*{color:red}</style>",
        "<iframe srcdoc='<script>x</script>'></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=x><input name=y><button>z</button></form>",
        "<base href='//e.org'><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
        "<b onmouseover='x'>a</b> **x**{onclick=y}",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,x)",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<p title='\"><script>x</script>'>a</p>",
        "```\n</code></pre><script>x</script>\n```",
        "`<script>x</script>`",
        '*[a]: "><script>x</script>\n\na',
        '![a](b.png "\\"><script>x</script>")',
        "[a](b.md '\"><script>x</script>')",
    ],
)
def test_nothing_that_runs_or_styles_comes_through(text: str) -> None:
    page = linked(convert("a.md", text).body)
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "svg",
            "math",
            "base",
        }
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            assert not value.strip().lower().startswith(("javascript:", "data:"))


def test_an_allowed_element_keeps_its_attributes() -> None:
    text = "<span lang='fr' class='small' id='here' title='a &quot;b&quot;'>x</span>"
    assert html(text) == '<p><span lang="fr" class="small" id="here" title="a &quot;b&quot;">x</span></p>'


def test_markdown_is_read_between_inline_tags() -> None:
    assert html("<mark>*a* [b](c.md)</mark>") == '<p><mark><em>a</em> <a href="c.md">b</a></mark></p>'


def test_a_removed_element_keeps_its_words() -> None:
    assert linked(convert("a.md", "a <font color='red'>b</font> c").body) == "<p>a b c</p>"


def test_an_attribute_of_ours_cannot_be_forged() -> None:
    body = convert("a.md", "<span data-at='x' class='care-card'>a</span>\n\n<div class='footnote'>b</div>").body
    assert linked(body) == "<p><span>a</span></p><div>b</div>"
