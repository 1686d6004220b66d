"""Made-up documents to search: articles, and therapists after them. Knows their words, and no index.

The words are those of the other benchmarks, with one addition. Their vocabulary is closed, where that of real text
grows with it (Heaps' law), and files that list all words with it: so each article has a few words of its own.
"""

from __future__ import annotations

import html
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.chance import Chance
from bench.people import therapist_id
from bench.places import FAMILY_NAMES, GIVEN_NAMES, PROVINCES_BY_SIZE, TITLES, Province
from bench.prose import Prose, paragraph
from bench.words import Vocabulary, shape

SEED = 1
ARTICLE_WORDS = (600, 740)
THERAPIST_WORDS = 32
# Of a hundred documents: what makes a mean of 600 words of articles of 720 and therapists of 70.
ARTICLES = 81
AUTHORS = 200
TOPICS = 400


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it, one paragraph a line. The first section of a page may have no heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document. `keywords` are what it should be found by and may not say in its text."""

    url: str
    title: str
    summary: str
    kind: str
    keywords: str
    sections: tuple[Section, ...]

    @property
    def body(self) -> str:
        """Headings and text."""
        return "\n".join(f"{section.heading}\n{section.text}" for section in self.sections)

    @property
    def words(self) -> int:
        """How many words a reader of the page would count."""
        return sum(len(text.split()) for text in (self.title, self.summary, self.body))

    @property
    def html(self) -> str:
        """A page that shows what the fields hold and nothing else: what it is found by, it says at its end."""
        title, summary, keywords = map(html.escape, (self.title, self.summary, self.keywords))
        return (
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><main>'
            f"<h1>{title}</h1>\n<p>{summary}</p>\n{''.join(map(_section_html, self.sections))}<p>{keywords}</p>"
            "</main></body></html>\n"
        )


def _section_html(section: Section) -> str:
    heading = f"<h2>{html.escape(section.heading)}</h2>\n" if section.heading else ""
    return heading + "".join(f"<p>{html.escape(text)}</p>\n" for text in section.text.splitlines())


def pages(documents: int) -> Iterator[Page]:
    """So many documents, the same ones on any machine."""
    vocabulary = Vocabulary.of(SEED)
    articles = documents * ARTICLES // 100
    yield from (_article(vocabulary, number) for number in range(articles))
    yield from (_therapist(vocabulary, number) for number in range(documents - articles))


def _article(vocabulary: Vocabulary, number: int) -> Page:
    chance = Chance(SEED, "searched article", number)
    prose = Prose(vocabulary, chance)
    count = chance.between(4, 6)
    share = chance.between(*ARTICLE_WORDS) // count
    return Page(
        url=f"articles/{vocabulary.shapes[number * 7919 % len(vocabulary.shapes)]}-{number + 1}/",
        title=prose.capitalised(4, 8),
        summary=prose.line(150),
        kind="article",
        keywords=f"{_name(chance)} {_topic(vocabulary, chance)}",
        sections=tuple(Section(prose.capitalised(3, 6), _text(prose, share)) for _ in range(count)),
    )


def _text(prose: Prose, words: int) -> str:
    """Paragraphs of so many words together; the first ends a sentence with a word that no other page has."""
    found = [paragraph(prose, 45, (shape(prose.chance),))]
    while sum(len(each.split()) for each in found) < words - 25:
        found.append(paragraph(prose, 60))
    return "\n".join(found)


def _therapist(vocabulary: Vocabulary, number: int) -> Page:
    chance = Chance(SEED, "searched therapist", number)
    prose = Prose(vocabulary, chance)
    place: Province = chance.pick(PROVINCES_BY_SIZE)
    practised = " ".join(_topic(vocabulary, chance) for _ in range(3))
    return Page(
        url=f"therapists/{therapist_id(number)}/",
        title=f"{chance.pick(GIVEN_NAMES)} {chance.pick(FAMILY_NAMES)}",
        summary=prose.line(120),
        kind="therapist",
        keywords=f"{chance.pick(TITLES)} {chance.pick(place.cities)} {place.name} English {practised}",
        sections=(Section("", f"{prose.sentences(THERAPIST_WORDS)}\n{prose.sentences(12)}"),),
    )


def _name(chance: Chance) -> str:
    given, family = GIVEN_NAMES[chance.below(20)], FAMILY_NAMES[chance.below(AUTHORS // 20)]
    return f"{given} {family}"


def _topic(vocabulary: Vocabulary, chance: Chance) -> str:
    """The name of an approach or a concern: few of them, named by many pages."""
    return vocabulary.shapes[200 + chance.below(TOPICS)].capitalize()


def kept(path: Path, documents: int) -> list[Page]:
    """The documents from a file, which is written if it is not there."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_bytes(pickle.dumps(list(pages(documents))))
        draft.replace(path)
    found: list[Page] = pickle.loads(path.read_bytes())
    return found


def write_html(found: Sequence[Page], folder: Path) -> None:
    """Every document as a page of its own."""
    for page in found:
        file = folder / page.url / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(page.html, encoding="utf-8")
