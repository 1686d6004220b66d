"""What surrounds a modality or concern: therapists, articles and worksheets that name it."""

from __future__ import annotations

from fingerpost.engine.values import dataclass
from fingerpost.pages.cards import MOST_THERAPISTS, cards, listed
from fingerpost.pages.edition import Edition
from fingerpost.pages.order import newest_first
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Card


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Cards of what names a record. `therapists_more` leads on when not all therapists are shown."""

    therapists: tuple[Card, ...]
    therapists_more: Link | None
    articles: tuple[Card, ...]
    worksheets: tuple[Card, ...]


def people_and_reading(edition: Edition, kind: str, id: str) -> Surroundings:
    """What names the record of this kind and id."""
    library = edition.library
    therapists = listed(library.referring(kind, id, "therapist"))
    return Surroundings(
        therapists=cards(edition, therapists[:MOST_THERAPISTS]),
        therapists_more=_more(edition, len(therapists)),
        articles=cards(edition, newest_first(library.referring(kind, id, "article"))),
        worksheets=cards(edition, library.referring(kind, id, "worksheet")),
    )


def _more(edition: Edition, found: int) -> Link | None:
    if found <= MOST_THERAPISTS:
        return None
    title = edition.strings.plural("See the therapist", "See all %(count)s therapists", found)
    return Link(title, edition.routes.section("therapists"))
