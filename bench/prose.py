"""Made-up Markdown: sentences, paragraphs, sections with lists, tables, links and citations. Knows no fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.chance import Chance
from bench.words import Vocabulary

Mark = Callable[[], str]


class Prose:
    """Text about one topic. Every call goes on with the same stream of choices."""

    __slots__ = ("chance", "topic", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, chance: Chance) -> None:
        self.vocabulary = vocabulary
        self.chance = chance
        self.topic = vocabulary.topic(chance)

    def phrase(self, least: int, most: int) -> str:
        """A few words without an end."""
        words = self.vocabulary.words(self.chance, self.chance.between(least, most))
        words[self.chance.below(len(words))] = self.chance.pick(self.topic)
        return " ".join(words)

    def capitalised(self, least: int, most: int) -> str:
        phrase = self.phrase(least, most)
        return phrase[0].upper() + phrase[1:]

    def sentence(self, least: int = 7, most: int = 22, end: str = ".") -> str:
        """One sentence; long ones have a comma, a dash or a possessive."""
        words = self.vocabulary.words(self.chance, self.chance.between(least, most))
        if self.chance.falls(60):
            words[self.chance.below(len(words))] = self.chance.pick(self.topic)
        if len(words) > 10:
            middle = 3 + self.chance.below(len(words) - 6)
            words[middle] += self.chance.pick((",", ",", ",", " –", "’s", ";"))
        text = " ".join(words)
        return text[0].upper() + text[1:] + end

    def sentences(self, words: int) -> str:
        """At least so many words, in whole sentences."""
        found: list[str] = []
        count = 0
        while count < words:
            found.append(self.sentence())
            count += found[-1].count(" ") + 1
        return " ".join(found)

    def within(self, words: int) -> str:
        """One sentence of at most so many words."""
        return self.sentence(min(6, words), words)

    def line(self, characters: int) -> str:
        """One sentence of at most so many characters."""
        text = self.sentence(9, 16)
        return text if len(text) <= characters else text[: characters - 1].rsplit(" ", 1)[0].rstrip(",;–’ ") + "."


def paragraph(prose: Prose, words: int, marks: tuple[str, ...] = (), longest: int = 22) -> str:
    """A paragraph with links or citations, each as the last words of a sentence."""
    sentences = [prose.sentence(7, longest, end="") for _ in range(max(2, words // 15))]
    for position, mark in enumerate(filter(None, marks)):
        sentences[(position * 2 + 1) % len(sentences)] += f" {mark}"
    return " ".join(f"{sentence}." for sentence in sentences)


def bullet_list(prose: Prose) -> str:
    """Three to five bullets or numbers."""
    bullet = prose.chance.pick(("- ", "1. "))
    return "\n".join(f"{bullet}{prose.sentence(6, 12)}" for _ in range(prose.chance.between(3, 5)))


def table(prose: Prose) -> str:
    """A table of three columns."""
    head = " | ".join(prose.capitalised(1, 2) for _ in range(3))
    rows = (
        f"| {prose.phrase(2, 4)} | {prose.phrase(3, 6)} | {prose.chance.below(1000)} |"
        for _ in range(prose.chance.between(3, 6))
    )
    return "\n".join((f"| {head} |", "| --- | --- | ---: |", *rows))


def definitions(prose: Prose) -> str:
    """Three terms, each with its meaning."""
    return "\n\n".join(f"{prose.capitalised(1, 2)}\n:   {prose.sentence(8, 16)}" for _ in range(3))


def note(prose: Prose) -> str:
    """A short note set apart from the text."""
    return f'!!! note "{prose.capitalised(2, 4)}"\n    {prose.sentence()}'


def figure(prose: Prose) -> str:
    """One of the pictures beside the articles."""
    return f"![{prose.sentence(6, 10)}](../articles/images/figure-{prose.chance.below(FIGURES) + 1}.svg)"


FIGURES = 4


def body(prose: Prose, words: int, mark: Mark, headings: tuple[str, ...] = ()) -> Iterator[str]:
    """Markdown of about so many words: one section for each heading, or four to six with headings made up.

    `mark` gives the next link or citation, or "" for none.
    """
    titles = headings or tuple(_heading(prose) for _ in range(prose.chance.between(4, 6)))
    share = words // len(titles)
    for title in titles:
        yield f"## {title}\n\n"
        written = 0
        for block in _section(prose, share, mark):
            yield f"{block}\n\n"
            written += len(block.split())
            if written >= share - 12:
                break


def _heading(prose: Prose) -> str:
    return f"{prose.capitalised(3, 6)}{prose.chance.pick(('?', ''))}"


def _section(prose: Prose, words: int, mark: Mark) -> Iterator[str]:
    """A direct answer, then blocks until the section is long enough."""
    yield paragraph(prose, 45, (mark(),) if prose.chance.falls(70) else (), longest=17)
    extra = prose.chance.below(100)
    for share, block in _EXTRAS:
        if extra < share:
            yield block(prose)
            break
        extra -= share
    if prose.chance.falls(25):
        yield f"### {_heading(prose)}"
    while True:
        yield paragraph(prose, min(60, words), (mark(), mark()))


_EXTRAS: tuple[tuple[int, Callable[[Prose], str]], ...] = (
    (22, bullet_list),
    (8, table),
    (4, definitions),
    (4, note),
    (3, figure),
)
