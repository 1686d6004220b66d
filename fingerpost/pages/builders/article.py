"""The page of an article: authors, key points, text, disclosures and how to cite it."""

from __future__ import annotations

from fingerpost.clinical.article import Article
from fingerpost.clinical.person import Person
from fingerpost.clinical.record import Record
from fingerpost.engine.bibliography import Name, Work, bibtex, ris
from fingerpost.pages import labels
from fingerpost.pages.cards import cards, cards_of
from fingerpost.pages.citing import Citing
from fingerpost.pages.edition import Edition, subjects
from fingerpost.pages.prose import cited, prose_view
from fingerpost.pages.views.reading import ArticleView, AuthorView, CiteThisPage

MOST_RELATED = 3


def article_view(edition: Edition, record: Record[Article]) -> ArticleView:
    """All that an article's page shows."""
    entry = record.entry
    citing = Citing.of(edition, cited(edition.bodies[record.path]))
    return ArticleView(
        title=entry.title,
        dek=entry.dek,
        audience_label=edition.strings.gettext(labels.AUDIENCES[entry.audience]),
        authors=tuple(edition.once(author_view, edition.library.people[id]) for id in entry.authors),
        key_points=entry.key_points,
        prose=prose_view(edition, record, citing),
        disclosures=entry.disclosures,
        modalities=cards_of(edition, "modality", entry.discusses.modalities),
        concerns=cards_of(edition, "concern", entry.discusses.concerns),
        cite=_cite(edition, record),
        related=cards(edition, _related(edition, record)),
    )


def author_view(edition: Edition, record: Record[Person]) -> AuthorView:
    """The box of an author, or of a reviewer."""
    entry = record.entry
    return AuthorView(
        name=entry.name,
        url=edition.url(record),
        post_nominals=", ".join(entry.post_nominals),
        role=entry.role,
        bio=entry.bio.text(edition.routes.language),
        sample=entry.sample,
    )


def _cite(edition: Edition, record: Record[Article]) -> CiteThisPage:
    people = [edition.library.people[id].entry.name for id in record.entry.authors]
    work = Work(
        id=record.id,
        type="webpage",
        authors=tuple(_name(person) for person in people),
        year=record.entry.published_on.year,
        published_on=record.entry.published_on,
        title=record.entry.title,
        container=edition.config.name,
        url=edition.routes.absolute(edition.url(record)),
    )
    return CiteThisPage(edition.references.text(work), bibtex(work), ris(work))


def _name(name: str) -> Name:
    given, _, family = name.rpartition(" ")
    return Name(family=family, given=given) if given else Name(literal=name)


def _related(edition: Edition, record: Record[Article]) -> list[Record[Article]]:
    """Other articles that discuss the same things, the most shared first, newer first among equals."""
    # One more than are wanted, since the article itself is among them.
    found = edition.library.articles_on(subjects(record.entry), MOST_RELATED + 1)
    others = [id for id in found if id != record.id]
    return [edition.library.articles[id] for id in others[:MOST_RELATED]]
