from __future__ import annotations

import gc

import pytest

from fingerpost.engine.markdown import convert
from fingerpost.engine.markdown.assemble import Assembler
from fingerpost.engine.markdown.sheet import Sheet
from tests.engine.markdown.shown import html, linked


def test_prose_is_set_with_its_emphasis() -> None:
    assert html("A *soft* and **kind** word.") == "<p>A <em>soft</em> and <strong>kind</strong> word.</p>"


def test_headings_get_ids_that_do_not_depend_on_each_other() -> None:
    text = "## What it is\n\n### How\n\n## What it is\n\n## Élan vital\n\n## Named {#who}\n"
    assert [section.id for section in convert("a.md", text).body.sections] == [
        "what-it-is",
        "how",
        "what-it-is-2",
        "elan-vital",
        "who",
    ]


def test_a_heading_that_sounds_like_the_layout_keeps_clear_of_its_ids() -> None:
    text = "## Search\n\n## Contents\n\n## Main\n\n## Ref 1\n\n## Navigation of grief\n"
    assert convert("a.md", text).body.ids == (
        "section-search",
        "section-contents",
        "section-main",
        "section-ref-1",
        "navigation-of-grief",
    )


def test_a_table_scrolls_in_a_named_region_and_aligns_by_class() -> None:
    page = html("## Trials\n\n| A | B | C |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
    assert '<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1: Trials"><table>' in page
    assert '<th class="align-left" scope="col">A</th><th class="align-center" scope="col">B</th>' in page
    assert '<td class="align-right">3</td>' in page
    assert "style=" not in page


def test_a_header_cell_without_text_is_no_header() -> None:
    assert "<tr><td></td><th" in html("| | B |\n|---|---|\n| 1 | 2 |\n").replace(' scope="col"', "")


def test_an_image_with_a_title_alone_in_its_paragraph_is_a_figure() -> None:
    assert html('![Circles](a.png "It\'s three")') == (
        '<figure><img src="a.png" alt="Circles"><figcaption>It’s three</figcaption></figure>'
    )


def test_an_image_in_a_sentence_is_no_figure() -> None:
    assert "<figure>" not in html('See ![Circles](a.png "Three") here.')


def test_footnotes_are_numbered_in_reading_order_wherever_they_stand() -> None:
    text = "- In a list.[^late]\n\n> In a quote.[^b]\n\nIn a paragraph.[^a] Again.[^late]\n\n"
    page = html(text + "[^a]: A note.\n[^b]: B note.\n[^late]: Late note.\n")
    order = [page.index(f'href="#fn-{name}" role="doc-noteref">{number}') for name, number in (("late", 1), ("b", 2))]
    assert order == sorted(order)
    assert page.index('<li id="fn-late">') < page.index('<li id="fn-b">') < page.index('<li id="fn-a">')
    assert 'href="#fnref-late" role="doc-backlink" aria-label="Back to reference 1">' in page
    assert 'href="#fnref2-late" role="doc-backlink" aria-label="Back to reference 1-2">' in page


def test_a_footnote_is_no_part_of_the_last_section() -> None:
    body = convert("a.md", "## H\n\nText.[^1]\n\n[^1]: Note.\n").body
    assert body.sections[0].text == "Text."
    assert [note.text for note in body.notes] == ["Note."]


def test_abbreviations_and_definitions() -> None:
    page = html("CFT helps.\n\nTerm\n:   Meaning of CFT.\n\n*[CFT]: Compassion-focused therapy\n*[ACT]: Acceptance\n")
    assert page.count('<abbr title="Compassion-focused therapy">CFT</abbr>') == 2
    assert "<dl><dt>Term</dt><dd>Meaning of" in page


@pytest.mark.parametrize(("before", "level"), [("", 2), ("## A\n\n", 3), ("## A\n\n### B\n\n", 4)])
def test_a_care_card_takes_the_heading_level_of_its_place(before: str, level: int) -> None:
    page = html(f"{before}/// non-urgent | Call if\nyou *feel* low\n///\n\nAfter.")
    assert (
        '<section class="care-card care-card--non-urgent" aria-labelledby="call-if">'
        f'<h{level} class="care-card__title" id="call-if"><span class="visually-hidden">Non-urgent: </span>Call if'
        f"</h{level}><p>you <em>feel</em> low</p></section><p>After.</p>"
    ) in page


def test_a_heading_after_a_care_card_is_judged_by_the_one_before_it() -> None:
    assert html("## A\n\n/// urgent | Call\nnow\n///\n\n### B\n")


def test_a_care_card_stands_in_a_list_item() -> None:
    page = html("- item\n\n    /// urgent | Call\n    now\n    ///\n\n- next\n")
    assert page.startswith("<ul><li><p>item</p><section class=")
    assert page.endswith("</section></li><li><p>next</p></li></ul>")


def test_an_admonition_has_its_type_and_title() -> None:
    assert html('!!! tip "Try *this*"\n    Breathe.\n') == (
        '<div class="admonition admonition--tip"><p class="admonition-title">Try <em>this</em></p><p>Breathe.</p></div>'
    )


def test_code_is_left_as_it_is_typed() -> None:
    page = html("`\"a\" -- [@x] [y](z.md) <b> &amp;`\n\n```html\n<b>'x'</b> [@x](y.md)\n## no\n```\n")
    assert '<code>"a" -- [@x] [y](z.md) &lt;b&gt; &amp;amp;</code>' in page
    assert "<pre><code class=\"language-html\">&lt;b&gt;'x'&lt;/b&gt; [@x](y.md)\n## no\n</code></pre>" in page.replace(
        "<code>&lt;b", '<code class="language-html">&lt;b'
    )


def test_a_sign_that_begins_no_tag_is_text() -> None:
    assert (
        html("p < 0.05 and a<b, 3 > 2 & so on \\<b>") == "<p>p &lt; 0.05 and a&lt;b, 3 &gt; 2 &amp; so on &lt;b&gt;</p>"
    )


def test_sections_carry_text_titles_lines_and_openings() -> None:
    text = (
        "Lead *text*.\n\n## What's it?\n\nAn `answer` [here](a.md) [@key].\nTwo lines.\n\n- item\n\n### More\n\nEnd.\n"
    )
    lead, first, more = convert("a.md", text, first_line=10).body.sections
    assert (lead.level, lead.title, lead.text, lead.line) == (1, "", "Lead text.", 0)
    assert (first.level, first.title, first.line) == (2, "What’s it?", 12)
    assert first.opening == "An answer here. Two lines."
    assert first.text == "An answer here. Two lines.\nitem"
    assert (more.level, more.title, more.text) == (3, "More", "End.")


def test_passages_say_what_they_cite_and_where_their_words_stand() -> None:
    body = convert("a.md", "One [@key] two\nthree *four* cure.\n\n> quoted proven\n", first_line=4).body
    first, second = body.passages
    assert first.cites == ("key",)
    span = first.span("a.md", first.text.index("three"), 5)
    assert (span.line, span.column, span.length) == (5, 1, 5)
    assert second.line == 7
    assert second.span("a.md", second.text.index("proven"), 6).column == 10


def test_words_count_what_is_read() -> None:
    assert convert("a.md", "## Two words\n\nThree more here.[^1] `code`\n\n[^1]: Not counted.\n").body.words == 6


def test_allowances_are_read_from_comments_and_nowhere_else() -> None:
    text = "<!-- allow absolute-claim: denied -->\n\nText <!-- allow jargon:\nquoted --> on.\n\n`<!-- allow a: b -->`"
    body = convert("a.md", text, first_line=3).body
    assert [(each.code, each.reason, each.line) for each in body.allowances] == [
        ("absolute-claim", "denied", 3),
        ("jargon", "quoted", 5),
    ]
    assert linked(body) == "<p>Text  on.</p><p><code>&lt;!-- allow a: b --&gt;</code></p>"


def test_comments_vanish() -> None:
    assert html("A <!-- hidden --> b.\n\n<!-- block\n\nof it -->\n\nC.") == "<p>A  b.</p><p>C.</p>"


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    plain = convert("a.md", "CFT [x][r] and[^1].")
    convert("a.md", "CFT[^1] [x][r]\n\n*[CFT]: T\n\n[^1]: N\n\n[r]: a.md\n\n/// urgent | T\n")
    assert convert("a.md", "CFT [x][r] and[^1].") == plain


def test_the_same_text_gives_the_same_body() -> None:
    text = "## A\n\n[x](y.md) [@k] ![a](b.png)[^1]\n\n[^1]: N\n"
    assert convert("a.md", text) == convert("a.md", text)


def test_labels_can_be_in_another_language() -> None:
    from dataclasses import replace

    from fingerpost.engine.markdown import ENGLISH

    french = replace(ENGLISH, emergency="Urgence : ", footnotes="Notes", back="Retour à l’appel {number}")
    page = linked(convert("a.md", "/// emergency | Appelez\nvite\n///\n\nA[^1]\n\n[^1]: N\n", labels=french).body)
    assert "Urgence : " in page
    assert 'aria-label="Notes"' in page
    assert "Retour à l’appel 1" in page


def test_a_conversion_leaves_no_rings_for_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        convert("a.md", "## One\n\nA [link](b.md) and [@key].\n\n- a\n- b\n")
        assert [each for each in gc.get_objects() if isinstance(each, (Assembler, Sheet))] == []
    finally:
        gc.enable()


def test_a_definition_takes_its_target_from_the_next_line() -> None:
    (found,) = convert("a.md", "[x]\n\n[x]:\nb.md").body.links
    assert (found.target, found.span.line, found.span.column) == ("b.md", 4, 1)
