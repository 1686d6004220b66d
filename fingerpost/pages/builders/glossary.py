"""The glossary and the page of each term."""

from __future__ import annotations

import unicodedata

from fingerpost.clinical.glossary import Term
from fingerpost.clinical.record import Record
from fingerpost.pages import labels
from fingerpost.pages.cards import link_to
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.lists import GlossaryView
from fingerpost.pages.views.records import TermView


def term_view(edition: Edition, record: Record[Term]) -> TermView:
    """All that is shown of a term, on its own page and in the glossary."""
    entry, library = record.entry, edition.library
    see_also = (library.terms.get(id) for id in entry.see_also)
    modalities = (library.modalities.get(id) for id in entry.modalities)
    return TermView(
        term=entry.term,
        url=edition.url(record),
        also_known_as=entry.also_known_as,
        definition=entry.definition.text(edition.routes.language),
        see_also=tuple(link_to(edition, each) for each in see_also if each),
        modalities=tuple(link_to(edition, each) for each in modalities if each),
        references=Citing.of(edition, entry.citations).references,
    )


def glossary_view(edition: Edition) -> GlossaryView:
    """The glossary by first letter."""
    _ = edition.strings.gettext
    terms = sorted(edition.library.terms.every(), key=lambda each: (_plain(each.entry.term), each.id))
    letters: dict[str, list[TermView]] = {}
    for record in terms:
        letters.setdefault(_plain(record.entry.term)[:1].upper(), []).append(term_view(edition, record))
    return GlossaryView(
        title=_(labels.SECTION_TITLES["glossary"]),
        lede=_(labels.SECTION_LEDES["glossary"]),
        letters=tuple((letter, tuple(views)) for letter, views in letters.items()),
    )


def _plain(term: str) -> str:
    """The term without accents or case, for order and for its letter."""
    decomposed = unicodedata.normalize("NFD", term.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
