from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from fingerpost.engine.markdown.outline import slug


@given(st.text("aZ09 ?!.:()-\u00e9'&,", max_size=12))
def test_ids_are_what_slugify_makes_of_titles(title: str) -> None:
    assert slug(title) == slugify(title, backend="text-unidecode")
