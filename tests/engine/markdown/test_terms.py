from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.engine.markdown import link_terms
from fingerpost.engine.markdown.terms import _key, _pattern, _places

TERMS = {
    "shame": "/g/shame/",
    "compassion": "/g/compassion/",
    "self-compassion": "/g/self/",
    "client's need": "/g/need/",
}


def linked(word: str, url: str) -> str:
    return f'<a class="term" href="{url}">{word}</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Shame and shame.</p>", f"<p>{linked('Shame', '/g/shame/')} and shame.</p>"),
        ("<p>shameful</p>", "<p>shameful</p>"),
        ("<p>a shame-prone mind</p>", "<p>a shame-prone mind</p>"),
        ("<p>self-compassion</p>", f"<p>{linked('self-compassion', '/g/self/')}</p>"),
        ("<p>a client’s  need</p>", f"<p>a {linked('client’s  need', '/g/need/')}</p>"),
        ("<p>many shames</p>", f"<p>many {linked('shames', '/g/shame/')}</p>"),
        ("<h2>Shame</h2><p>x</p>", "<h2>Shame</h2><p>x</p>"),
        ("<p><a href='x'>the <em>shame</em></a></p>", "<p><a href='x'>the <em>shame</em></a></p>"),
        ("<p><code>shame</code></p>", "<p><code>shame</code></p>"),
        ('<p><abbr title="a">shame</abbr></p>', '<p><abbr title="a">shame</abbr></p>'),
        ("<figcaption>shame</figcaption>", "<figcaption>shame</figcaption>"),
        ('<div class="no-terms"><div>a</div>shame</div>', '<div class="no-terms"><div>a</div>shame</div>'),
        ('<img alt="shame"><p>x</p>', '<img alt="shame"><p>x</p>'),
        ("<p>x<br>shame</p>", f"<p>x<br>{linked('shame', '/g/shame/')}</p>"),
    ],
)
def test_the_first_use_is_linked_where_a_link_may_stand(text: str, expected: str) -> None:
    assert link_terms(text, TERMS) == expected


def test_terms_that_share_an_entry_are_linked_once() -> None:
    terms = {"CFT": "/g/cft/", "compassion-focused therapy": "/g/cft/"}
    text = "<p>Compassion-focused therapy (CFT)</p>"
    assert link_terms(text, terms) == f"<p>{linked('Compassion-focused therapy', '/g/cft/')} (CFT)</p>"


def test_the_page_of_a_term_does_not_link_to_itself_nor_to_parts_of_its_name() -> None:
    terms = {"compassion fatigue": "/g/fatigue/", "fatigue": "/g/tired/"}
    assert link_terms("<p>compassion fatigue</p>", terms, own={"/g/fatigue/"}) == "<p>compassion fatigue</p>"


@pytest.mark.parametrize(
    ("term", "text"),
    [("therapy", "therapies"), ("crisis", "crisis"), ("box", "boxes"), ("A & B", "a &amp; b"), ("é", "É")],
)
def test_plurals_accents_and_signs(term: str, text: str) -> None:
    assert link_terms(f"<p>{text}</p>", {term: "/x/"}) == f"<p>{linked(text, '/x/')}</p>"


def test_no_terms_change_nothing() -> None:
    assert link_terms("<p>shame</p>", {}) == "<p>shame</p>"


def test_an_entity_is_no_word() -> None:
    assert link_terms("<p>a &amp; b &lt;</p>", {"amp": "/x/", "lt": "/y/"}) == "<p>a &amp; b &lt;</p>"


LETTERS = st.text("aAbByYiIsSkKéÉıſ\u212a '’-&;_.", min_size=1, max_size=8)


@given(st.lists(LETTERS.filter(str.strip), min_size=1, max_size=4), st.lists(LETTERS, max_size=6).map(" ".join))
def test_terms_are_looked_for_wherever_one_may_stand(terms: list[str], text: str) -> None:
    keys = [_key(term) for term in terms]
    uses = {found.start() for found in _pattern(keys).finditer(text)}
    assert uses <= {found.start() for found in _places(keys).finditer(f">{text}")}
