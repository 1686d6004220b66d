"""The works one page cites: numbered in the order of their first mention, labelled, and listed."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from fingerpost.engine.bibliography import Work, disambiguate, label
from fingerpost.engine.values import dataclass
from fingerpost.pages.edition import Edition
from fingerpost.pages.views.parts import CiteLink, Reference


@dataclass(frozen=True, slots=True)
class Citing:
    """A page's citations: id to number, label and reference."""

    links: dict[str, CiteLink]
    references: tuple[Reference, ...]
    wording: str

    @classmethod
    def of(cls, edition: Edition, keys: Iterable[str]) -> Citing:
        """Number `keys` in their order. Two works that would share a label get a and b on this page."""
        found = {key: edition.work(key) for key in dict.fromkeys(keys)}
        order = tuple(key for key, work in found.items() if work)
        works = tuple(work for work in found.values() if work)
        suffixes = disambiguate(works)
        numbered = list(zip(order, works, suffixes, strict=True))
        return cls(
            {
                key: CiteLink(number, label(work, suffix), f"#ref-{key}")
                for number, (key, work, suffix) in enumerate(numbered, 1)
            },
            tuple(_reference(edition, n, key, work, suffix) for n, (key, work, suffix) in enumerate(numbered, 1)),
            edition.strings.gettext("Reference %(number)s"),
        )

    def pick(self, keys: Iterable[str]) -> tuple[CiteLink, ...]:
        return tuple(self.links[key] for key in keys if key in self.links)

    def html(self, keys: Iterable[str]) -> str:
        """The markers of one bracket of citations: each a link to its entry in the list below."""
        markers = [self._marker(link) for link in self.pick(keys)]
        return f'<sup class="cite">{"<span>, </span>".join(markers)}</sup>' if markers else ""

    def _marker(self, link: CiteLink) -> str:
        words = self.wording % {"number": link.number}
        return f'<a href="{escape(link.href)}" aria-label="{escape(words)}">{link.number}</a>'


def _reference(edition: Edition, number: int, key: str, work: Work, suffix: str) -> Reference:
    retracted = edition.library.citations[key].entry.retracted.status == "yes"
    return Reference(
        key,
        number,
        edition.references.html(work, suffix),
        edition.routes.record("citation", key),
        edition.strings.gettext("Retracted: do not rely on it.") if retracted else "",
    )
