"""The directory: which of its lists a therapist stands on. Each list is a page, or several, that needs no script.

A list is named by its path: '' is everybody, then `with/cft`, `for/shame`, `in/ontario`, `in/ontario/guelph` and
`with/cft/in/ontario`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slugify import slugify

from fingerpost.clinical.regions import REGIONS
from fingerpost.engine.values import NamedTuple

if TYPE_CHECKING:
    from fingerpost.clinical.therapist import Therapist

EVERYBODY = ""
IN_PERSON = "in-person"
REMOTE = frozenset({"video", "phone", "text"})
SLUGS = {code: slugify(name) for code, name in REGIONS.items()}
PROVINCES = {slug: code for code, slug in SLUGS.items() if code != "CA"}
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACE = f"in/(?P<province>{'|'.join(PROVINCES)})(?:/(?P<city>{_SLUG}))?"
_PATH = re.compile(f"(?:with/(?P<modality>{_SLUG})|for/(?P<concern>{_SLUG}))?/?(?:{_PLACE})?", re.ASCII)


class Listing(NamedTuple):
    """One list: those with this modality, for this concern, in this province and city, as far as each is given."""

    modality: str = ""
    concern: str = ""
    province: str = ""
    """The code of the region."""
    city: str = ""
    """The city's name in addresses."""

    @classmethod
    def at(cls, path: str) -> Listing:
        """The list of a path. Raises ValueError for a path that `path` would not write."""
        found = _PATH.fullmatch(path)
        given = {key: value or "" for key, value in found.groupdict().items()} if found else {}
        listing = cls(**given | {"province": PROVINCES.get(given.get("province", ""), "")})
        if listing.path != path or (listing.concern and listing.province) or (listing.modality and listing.city):
            raise ValueError(f"{path!r} is no list of the directory")
        return listing

    @property
    def path(self) -> str:
        """Its name, and its address below the directory."""
        parts = []
        if self.modality:
            parts += ["with", self.modality]
        if self.concern:
            parts += ["for", self.concern]
        if self.province:
            parts += ["in", SLUGS[self.province]]
        if self.city:
            parts.append(self.city)
        return "/".join(parts)

    @property
    def parent(self) -> Listing | None:
        """The list that holds all of this one and more, None for everybody."""
        if self.city:
            return self._replace(city="")
        if self.modality and self.province:
            return self._replace(province="")
        return Listing() if self != Listing() else None


def lists_of(entry: Therapist) -> Iterator[str]:
    """The paths of all lists that show this therapist: none for those who left, or never agreed to be listed."""
    if not is_listed(entry):
        return
    yield EVERYBODY
    modalities = dict.fromkeys(each.ref for each in entry.modalities)
    reached = reach(entry)
    for modality in modalities:
        yield Listing(modality).path
        yield from (Listing(modality, province=province).path for province in reached)
    yield from (Listing(concern=concern).path for concern in dict.fromkeys(entry.focus_areas))
    yield from (Listing(province=province).path for province in reached)
    for province, cities in cities_of(entry).items():
        yield from (Listing(province=province, city=slugify(city)).path for city in cities)


def is_listed(entry: Therapist) -> bool:
    """Whether they agreed to be listed and have not left."""
    return entry.consent_to_list and entry.status != "archived"


def reach(entry: Therapist) -> tuple[str, ...]:
    """The regions in which people can see this therapist, in a room or from afar."""
    return tuple(dict.fromkeys((*cities_of(entry), *afar(entry))))


def afar(entry: Therapist) -> tuple[str, ...]:
    """The regions from which people can see this therapist by video, telephone or text."""
    return tuple(region for region in entry.serves if region != "CA") if REMOTE & set(entry.formats) else ()


def cities_of(entry: Therapist) -> dict[str, tuple[str, ...]]:
    """The cities in which people can meet them in a room, by region, each once.

    A place where somebody only works, and sees people from afar, is no such city.
    """
    found: dict[str, dict[str, None]] = {}
    for place in entry.locations if IN_PERSON in entry.formats else ():
        found.setdefault(place.region, {})[place.city] = None
    return {region: tuple(cities) for region, cities in found.items() if region != "CA"}


def filed_under(entry: Therapist) -> str:
    """What alphabetical lists sort this therapist by: the sort name without accents."""
    return slugify(entry.sort_name) or entry.sort_name.casefold()
