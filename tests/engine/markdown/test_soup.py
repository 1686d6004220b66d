"""Whatever is written, the page is sound HTML with nothing in it that runs."""

from __future__ import annotations

import re

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.engine.markdown import conversion_from_text, conversion_to_text, convert
from tests.engine.markdown.shown import linked

SIGNS = [
    *"*_`<>[]()!#&\\|~-+=:.\"'{}^@/ \n\t",
    *("**", "```\n", "~~~\n", "\n\n", "    ", "- ", "1. ", "> ", "## ", "### ", "---\n", "===\n", "  \n"),
    *(
        "[x](y.md)",
        "[x][r]",
        "\n[r]: t.md\n",
        "[^1]",
        "[^2]",
        "\n[^1]: note\n",
        "\n[^2]: ",
        "[@a]",
        "[@a; @b]",
        "![a](i.png)",
        "](",
    ),
    *('\n\n![a](i.png "t")\n\n', "<https://e.org>", "<a@b.ca>", "*[CFT]: C\n", "CFT", "Term\n:   d\n", "\n: d\n"),
    *(
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n",
        "{#id}",
        "{.lead}",
        "{: #z .q x=y}",
        "{decorative=true}",
        "word ",
        "é",
        "😀",
    ),
    *(
        "/// emergency | T\n",
        "/// urgent | T\n",
        "\n///\n",
        '!!! note "T"\n    x',
        "!!! foo\n",
        "<!--",
        "-->",
        "<!-- allow x: y -->",
    ),
    *("<b>", "</b>", "<div>", "</div>", "<p>", "<script>", "</script>", "<style>", "<iframe src=x>", "<svg>", "<math>"),
    *("<a href='javascript:x'>", "<a>", "</a>", "<img src=x onerror=y>", "<table>", "<td>", "<tr>", "<li>", "<ul>"),
    *("<h2>", "<select>", "<textarea>", "<title>", "<plaintext>", "<details open>", "<summary>", "<!DOCTYPE html>"),
    *("<?php ?>", "<![CDATA[x]]>", "<code>", "<pre>", "<b id=x>", "<dl>", "<dd>", "<caption>", "<br>", "<template>"),
    *(
        "&amp;",
        "&#0;",
        "&#xF0001;",
        "&lt;",
        "&bogus;",
        "&nbsp;",
        "\x02",
        "\x03",
        "\ufffe",
        "\ue010",
        "\U000f0000",
        "\ud800",
    ),
]
soup = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@settings(deadline=None, max_examples=400)
@given(soup | st.text(max_size=200))
def test_any_text_becomes_sound_html(text: str) -> None:
    conversion = convert("a.md", text)
    page = linked(conversion.body)
    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert not re.search(r"<script|<style|<iframe|<[^>]* on\w+=|<[^>]* style=", page)
    assert not re.search("[\x02\x03\ue000-\uf8ff\U000f0000-\U0010ffff]", page)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert conversion_from_text(conversion_to_text(conversion)) == conversion


@settings(deadline=None, max_examples=100)
@given(soup)
def test_every_problem_stands_in_the_text(text: str) -> None:
    lines = text.split("\n")
    for problem in convert("a.md", text).problems:
        span = problem.span
        assert 0 <= span.line <= len(lines)
        assert span.line == 0 or 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert problem.help
