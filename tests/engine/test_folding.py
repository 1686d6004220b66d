"""What is worked out when a template is compiled, and what of a value has to be escaped."""

from __future__ import annotations

import gettext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup, escape

from fingerpost.engine.folding import FoldingEnvironment, escaped, mentioned


class Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()


def environment(**templates: str) -> FoldingEnvironment:
    made = FoldingEnvironment(loader=DictLoader(templates), autoescape=True, extensions=["jinja2.ext.i18n"])
    made.translations = Shouting()
    made.install_gettext_translations(made.translations, newstyle=True)  # type: ignore[attr-defined]
    return made


class Written:
    def __html__(self) -> str:
        return "<i>"


@given(st.text(alphabet="ab é—&<>\"'") | st.text() | st.integers() | st.booleans() | st.none() | st.decimals())
def test_a_value_is_escaped_as_ever(value: Any) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize("value", [Markup("<b>"), Written(), Markup("plain")])
def test_markup_is_not_escaped_again(value: Any) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("{{ _('one & one') }}", "ONE & ONE"),
        ("{{ _('100%%') }}", "100%"),
        ("{% set words = _('one') %}{{ words }}{{ [_('two')] | join }}", "ONETWO"),
    ],
)
def test_texts_are_translated_wherever_they_stand(text: str, output: str) -> None:
    assert environment(a=text).get_template("a").render() == output


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plain", ()),
        ("{% include 'b' %}{% extends 'c' %}{% from 'd' import e %}", {"b", "c", "d"}),
        ("{{ include_once('b', a=1) }}{% if x %}{{ include_once('c') }}{% endif %}", {"b", "c"}),
        ("{{ include_once(name) }}", {None}),
        ("{% include name %}", {None}),
    ],
)
def test_a_compiled_template_knows_which_others_it_mentions(text: str, names: set[str | None]) -> None:
    assert set(mentioned(environment(a=text).get_template("a"))) == set(names)
