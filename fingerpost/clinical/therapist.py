"""A therapist's listing: licences, practice, availability and how to make contact."""

from __future__ import annotations

from typing import Annotated, Literal

from fingerpost.clinical.practice import (
    Availability,
    Fee,
    Licence,
    Location,
    Photo,
    Practises,
    SlidingScale,
    Unregulated,
    Video,
)
from fingerpost.clinical.questions import Answers
from fingerpost.clinical.references import ConcernRef
from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import Count, refuse
from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.scalars import Date, Email, Flag, Language, Line, OldPath, Phone, Url
from fingerpost.engine.schema import Model, rule

ClientGroup = Literal["individuals", "couples", "families", "groups"]
AgeGroup = Literal["children", "teens", "adults", "older-adults"]
Format = Literal["in-person", "video", "phone", "text"]


class Therapist(Model):
    """The record in `therapists/*.yaml`."""

    own_page = frozenset(
        (
            "pronouns", "other_credentials", "communities_served", "insurance", "free_consultation", "bio", "answers",
            "booking_url", "website", "phone", "email", "disclosures", "updated_on", "redirect_from",
        )
    )  # fmt: skip

    name: Line
    sort_name: Line
    sample: Flag = False
    status: Literal["active", "paused", "archived"]
    consent_to_list: Flag
    pronouns: Line | None = None
    title: Line
    summary: ProseText
    licences: tuple[Licence, ...] = ()
    unregulated: Unregulated | None = None
    other_credentials: tuple[Line, ...] = ()
    languages: Annotated[tuple[Language, ...], Count(1)]
    modalities: tuple[Practises, ...] = ()
    focus_areas: Annotated[tuple[ConcernRef, ...], Count(0, 12)] = ()
    client_groups: tuple[ClientGroup, ...] = ()
    ages: tuple[AgeGroup, ...] = ()
    communities_served: tuple[Line, ...] = ()
    formats: Annotated[tuple[Format, ...], Count(1)]
    serves: tuple[Region, ...] = ()
    locations: tuple[Location, ...] = ()
    fees: tuple[Fee, ...] = ()
    fees_as_of: Date | None = None
    sliding_scale: SlidingScale | None = None
    insurance: tuple[Line, ...] = ()
    availability: Availability
    free_consultation: Line | None = None
    video: Video | None = None
    photo: Photo | None = None
    bio: ProseText
    answers: Answers = Answers()
    booking_url: Url | None = None
    website: Url | None = None
    phone: Phone | None = None
    email: Email | None = None
    disclosures: Line | None = None
    updated_on: Date
    redirect_from: tuple[OldPath, ...] = ()

    @rule
    def _whole(self) -> None:
        if not self.licences and not self.unregulated:
            refuse(
                "no-licence",
                "this therapist has no licence",
                "give at least one under licences, or unregulated with the region and a source that says so",
                (),
            )
        if not (self.booking_url or self.website or self.phone or self.email):
            refuse(
                "no-contact",
                "this therapist cannot be reached",
                "give at least one of booking_url, website, phone and email",
                (),
            )
        if self.fees and not self.fees_as_of:
            refuse(
                "fees-undated", "these fees have no date", "add fees_as_of, the day on which they were given", ("fees",)
            )
