"""What surrounds a modality or concern: therapists, articles and worksheets that name it."""

from __future__ import annotations

from fingerpost.clinical.directory import Listing
from fingerpost.engine.values import dataclass
from fingerpost.pages.cards import MOST_THERAPISTS, cards, cards_of
from fingerpost.pages.edition import Edition
from fingerpost.pages.order import newest_first
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Cards of what names a record. `therapists_more` leads to the list of them."""

    therapists: tuple[Card, ...]
    therapists_more: Link | None
    articles: tuple[Card, ...]
    worksheets: tuple[Card, ...]


def people_and_reading(edition: Edition, kind: str, id: str) -> Surroundings:
    """What names the record of this kind, modality or concern, and id."""
    library, path = edition.library, Listing(**{kind: id}).path
    therapists = library.on_list(path)
    return Surroundings(
        therapists=cards_of(edition, "therapist", (each.id for each in therapists[:MOST_THERAPISTS])),
        therapists_more=_more(edition, len(therapists), edition.routes.directory(path)),
        articles=cards(edition, newest_first(library.referring(kind, id, "article"))),
        worksheets=cards(edition, library.referring(kind, id, "worksheet")),
    )


def _more(edition: Edition, found: int, url: str) -> Link | None:
    """The list of all who practise this, or work with it."""
    if not found:
        return None
    title = edition.strings.plural("See the therapist", "See all %(count)s therapists", found)
    return Link(title, url)
