"""The pages of a made-up site as plain Markdown that any generator reads: every record that we publish, and its texts.

Knows our files and what they mean to a reader. It refuses to know any other generator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bench.corpus import files
from bench.plan import Plan

# Our folders, and the folders of their pages.
SECTIONS: Mapping[str, str] = {
    "modalities": "modalities",
    "concerns": "concerns",
    "articles": "articles",
    "worksheets": "worksheets",
    "pages": "pages",
    "therapists": "therapists",
    "people": "people",
    "regulators": "regulators",
    "citations": "references",
    "glossary": "glossary",
    "crisis": "crisis",
    "directory": "directory",
}
# So many therapists are on a page of a list.
_ON_A_PAGE = 24
NAVIGATION = ("modalities", "concerns", "articles", "therapists", "pages")
# Before it stands what search indexes: the text, and the facts that ours indexes as well; after it, all other facts.
BREAK = "\n\n---\n\n"
SOUGHT: Mapping[str, tuple[str, ...]] = {
    "modalities": ("also_known_as",),
    "concerns": ("plain_name", "also_known_as"),
    "articles": ("authors",),
    "therapists": (
        *("title", "licences", "other_credentials", "languages", "modalities", "focus_areas", "client_groups", "ages"),
        *("communities_served", "insurance", "formats", "serves", "locations", "free_consultation"),
        "phone",
    ),
    "regulators": ("short_name", "jurisdictions", "protected_titles"),
    "citations": ("year", "container", "doi", "pmid", "findings", "limits"),
    "crisis": ("regions", "phone", "phone_as_words", "sms", "hours", "languages", "note"),
}

# A therapist has a title besides the name.
_NAMES = ("name", "title", "term")
_SUMMARIES = ("summary", "dek", "definition", "for_whom", "role")
_TEXTS = ("bio", "answers")
_HIDDEN = ("sort_name", "sample", "consent_to_list", "status", "redirect_from", "src", "register_url")


@dataclass(frozen=True, slots=True)
class Document:
    """One page. `text` is Markdown without extensions beyond tables, and its links begin with a slash.

    Search knows the first page of a list, and no `further` one.
    """

    section: str
    id: str
    title: str
    summary: str
    updated: str
    text: str
    further: bool = False

    @property
    def url(self) -> str:
        return f"/{self.section}/{self.id}/"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What every contestant gets: the plan, its documents, and its drawings by name."""

    plan: Plan
    documents: tuple[Document, ...]
    drawings: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, plan: Plan) -> MadeUp:
        """All pages of a plan, in the order of its files."""
        texts = dict(files(plan))
        drawings = tuple((path.rsplit("/", 1)[1], text) for path, text in texts.items() if path.endswith(".svg"))
        return cls(plan, documents(texts), drawings)

    def section(self, name: str) -> tuple[Document, ...]:
        """The documents of one section."""
        return tuple(document for document in self.documents if document.section == name)

    def profile(self, number: int) -> str:
        """The id of a therapist who is listed; '' where there is none."""
        listed = self.section("therapists")
        return listed[number % len(listed)].id if listed else ""

    @property
    def edited(self) -> str:
        """The id of the article that is edited."""
        return self.plan.article(0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of ours, read: its fields, and its body if it is Markdown."""

    folder: str
    id: str
    fields: Mapping[str, Any]
    body: str

    @property
    def url(self) -> str:
        return f"/{SECTIONS[self.folder]}/{self.id}/"

    @property
    def title(self) -> str:
        return next(str(self.fields[name]) for name in _NAMES if name in self.fields)

    @property
    def is_listed(self) -> bool:
        """Therapists who did not agree to be listed, or have left, have no page."""
        return self.fields.get("consent_to_list") != "false" and self.fields.get("status") != "archived"


def documents(texts: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents of a site's files, which are texts by path, and the lists of its directory, ready made."""
    entries = tuple(_entries(texts))
    known = {entry.id: entry for entry in entries if entry.is_listed}
    return (*(_document(entry, known) for entry in entries if entry.is_listed), *_lists(known.values()))


def _lists(entries: Iterable[_Entry]) -> Iterator[Document]:
    """A document for each page of each list that we make. Nobody else has to find out who is on it."""
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        for path in _paths(entry.fields) if entry.folder == "therapists" else ():
            found.setdefault(path, []).append(entry)
    for path, people in sorted(found.items()):
        for place in range(0, len(people), _ON_A_PAGE):
            shown = people[place : place + _ON_A_PAGE]
            title = path.replace("/", " ").replace("-", " ").capitalize()
            told = "".join(f"- {_linked(each)}: {each.fields['summary']}\n" for each in shown)
            text = f"{title}, from {place + 1} of {len(people)} therapists.{BREAK}{told}"
            id = "-".join((*path.lower().split("/"), *([str(place // _ON_A_PAGE + 1)] if place else [])))
            yield Document("directory", id, title, f"Therapists: {title}", "2026-01-01", text, further=place > 0)


def _paths(fields: Mapping[str, Any]) -> Iterator[str]:
    """The lists that a therapist is on, beside that of everybody."""
    rooms = [(each["region"], each["city"]) for each in fields.get("locations", ())]
    regions = {region for region, _ in rooms} | {*fields.get("serves", ())}
    for modality in {each["ref"] for each in fields.get("modalities", ())}:
        yield f"with/{modality}"
        yield from (f"with/{modality}/in/{region}" for region in regions)
    yield from (f"for/{concern}" for concern in set(fields.get("focus_areas", ())))
    yield from (f"in/{region}" for region in regions)
    yield from {f"in/{region}/{city.replace(' ', '-')}" for region, city in rooms}


def _entries(texts: Mapping[str, str]) -> Iterator[_Entry]:
    for path, text in texts.items():
        if not path.endswith((".md", ".yaml")) or not path.startswith("content/"):
            continue
        _, folder, name = path.split("/")
        front, body = text.split("---\n", 2)[1:] if path.endswith(".md") else (text, "")
        # The base loader leaves every scalar the text that it is.
        yield _Entry(folder, name.rpartition(".")[0], yaml.load(front, yaml.CBaseLoader), body)


def _document(entry: _Entry, known: Mapping[str, _Entry]) -> Document:
    fields = entry.fields
    texts = [entry.body and plain(entry.body, entry.folder, known), *(_spoken(fields.get(name)) for name in _TEXTS)]
    shown = next(name for name in _NAMES if name in fields)
    told = (shown, *_SUMMARIES, *_TEXTS, *_HIDDEN)
    sought = [name for name in SOUGHT.get(entry.folder, ()) if name in fields and name not in told]
    found = [_fact(name, fields[name], known, with_labels=False) for name in sought]
    facts = [_fact(name, value, known) for name, value in fields.items() if name not in (*told, *sought)]
    summary = next((str(fields[name]) for name in _SUMMARIES if name in fields), entry.title)
    updated = fields.get("updated_on") or fields.get("published_on") or fields.get("as_of") or "2026-01-01"
    prose = "\n\n".join(filter(None, texts)).strip()
    text = "\n\n".join(filter(None, (prose, "\n".join(found)))) + BREAK + "\n".join(facts) + "\n"
    return Document(SECTIONS[entry.folder], entry.id, entry.title, summary, str(updated), text)


def _spoken(value: Any) -> str:
    """A biography, or answers to questions."""
    if isinstance(value, Mapping):
        return "\n\n".join(f"## {_said(question)}\n\n{answer}" for question, answer in value.items())
    return str(value or "")


def _fact(name: str, value: Any, known: Mapping[str, _Entry], *, with_labels: bool = True) -> str:
    """One fact. Without the labels within it, for search, it is the words that ours indexes of it."""
    if isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping):
        return f"- {_said(name)}:\n" + "\n".join(f"    - {_phrase(each, known, with_labels)}" for each in value)
    return f"- {_said(name)}: {_phrase(value, known, with_labels)}"


def _phrase(value: Any, known: Mapping[str, _Entry], with_labels: bool) -> str:
    """A value as words: ids become links, as they do with us."""
    if isinstance(value, Mapping):
        told = {key: _phrase(each, known, with_labels) for key, each in value.items() if key not in _HIDDEN}
        return "; ".join(f"{_said(key)}: {each}" if with_labels else each for key, each in told.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_phrase(each, known, with_labels) for each in value)
    found = known.get(str(value))
    return _linked(found) if found else str(value)


def _said(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _linked(entry: _Entry) -> str:
    return f"[{_label(entry)}]({entry.url})"


def _label(entry: _Entry) -> str:
    if entry.folder != "citations":
        return entry.title
    return f"{entry.fields['author'][0]['family']}, {entry.fields['year']}"


_CITES = re.compile(r"\[(@[^]]+)\]")
_TARGET = re.compile(r"\]\((?:\.\./(?P<folder>[a-z]+)/)?(?P<id>[a-z0-9-]+)\.md(?P<anchor>#[a-z0-9-]+)?\)")
_NOTE = re.compile(r'^!!! note "(?P<title>[^"]*)"\n    (?P<text>.*)$', re.MULTILINE)
_DEFINITION = re.compile(r"^(?P<term>[^\n:|#>-][^\n]*)\n:   (?P<text>[^\n]*)\n*", re.MULTILINE)


def plain(body: str, folder: str, known: Mapping[str, _Entry]) -> str:
    """Our Markdown with citations, links between files, notes and definitions written as any Markdown has them."""

    def cites(match: re.Match[str]) -> str:
        keys = re.findall(r"@([\w-]+)", match[1])
        return f"({'; '.join(_linked(known[key]) for key in keys)})"

    def target(match: re.Match[str]) -> str:
        return f"](/{SECTIONS[match['folder'] or folder]}/{match['id']}/{match['anchor'] or ''})"

    text = _TARGET.sub(target, _CITES.sub(cites, body))
    text = _NOTE.sub(r"> **\g<title>** \g<text>", text)
    text = _DEFINITION.sub(r"- **\g<term>**: \g<text>\n", text)
    text = text.replace("](../articles/images/", "](/images/")
    return re.sub(r"\]\(site:([a-z]+)\)", r"](/\1/)", text)
