"""The parts of a therapist's listing: a licence, a place, a fee, an opening, a video."""

from __future__ import annotations

from typing import Literal

from fingerpost.clinical.references import ModalityRef, RegulatorRef
from fingerpost.clinical.regions import Region
from fingerpost.engine.constraints import refuse
from fingerpost.engine.scalars import Amount, Date, Flag, Line, Text, Url, VimeoId, Whole, YouTubeId
from fingerpost.engine.schema import Model, rule


class Supervisor(Model):
    """Who supervises a therapist who may not yet practise alone."""

    name: Line
    title: Line
    number: Line | None = None


class Licence(Model):
    """A licence with a statutory college or order, and when the register was last looked at."""

    jurisdiction: Region
    regulator: RegulatorRef
    title: Line
    licence_class: Line | None = None
    number: Line
    register_url: Url | None = None
    verified_on: Date | None = None
    verified_by: Line | None = None
    expires_on: Date | None = None
    supervisor: Supervisor | None = None

    @rule
    def _verified_by_somebody(self) -> None:
        if bool(self.verified_on) != bool(self.verified_by):
            refuse(
                "verified-by",
                "verified_on and verified_by go together",
                "say who looked at the register, and when; leave both out where nobody did",
                ("verified_on", "verified_by"),
            )


class Unregulated(Model):
    """A region in which no college regulates this title, with the source that says so."""

    jurisdiction: Region
    source: Url


class Practises(Model):
    """A modality that a therapist works with, and the training for it."""

    ref: ModalityRef
    training: Line | None = None


class Location(Model):
    """A place of practice. A home office names its city and never its street."""

    city: Line
    region: Region
    address: Line | None = None
    step_free: Flag | None = None
    home_office: Flag = False

    @rule
    def _home_is_private(self) -> None:
        if self.home_office and self.address:
            help = "remove address: the city is enough"
            refuse("home-address", "a home office never shows its street", help, ("address",))


class Fee(Model):
    """What a service costs in Canadian dollars: one amount, or a range."""

    service: Line
    minutes: Whole | None = None
    amount: Amount | None = None
    min: Amount | None = None
    max: Amount | None = None

    @rule
    def _one_form(self) -> None:
        ranged = self.min is not None and self.max is not None
        if (self.amount is not None) == ranged or (self.min is None) != (self.max is None):
            help = "give amount, or both min and max"
            refuse("fee-form", "a fee is one amount, or a range", help, ("min", "max", "amount"))
        if self.min is not None and self.max is not None and self.min > self.max:
            refuse("fee-form", f"min ({self.min}) is more than max ({self.max})", "exchange the two", ("min",))


class SlidingScale(Model):
    """Whether fees can come down, and to what."""

    offered: Flag
    floor: Amount | None = None


class Availability(Model):
    """Whether new clients are taken, and the day on which that was said."""

    accepting: Literal["yes", "no", "waitlist"]
    as_of: Date
    note: Line | None = None


class Video(Model):
    """An introduction: a file of ours with captions, or an id at a host that loads only on a click."""

    src: Line | None = None
    youtube: YouTubeId | None = None
    vimeo: VimeoId | None = None
    poster: Line | None = None
    captions: Line | None = None
    transcript: Text
    recorded_on: Date

    @property
    def host(self) -> str:
        """The host of a video that is not ours, '' for a file of ours."""
        return "youtube" if self.youtube else "vimeo" if self.vimeo else ""

    @rule
    def _one_source(self) -> None:
        if sum(map(bool, (self.src, self.youtube, self.vimeo))) != 1:
            refuse(
                "video-source",
                "a video has one source",
                "give one of src, youtube and vimeo, and not more",
                ("youtube", "vimeo", "src"),
            )
        if self.src and not self.captions:
            refuse(
                "video-captions",
                "this video has no captions",
                "give captions: a WebVTT file beside the video; people who do not hear depend on it",
                ("src",),
            )


class Photo(Model):
    """A portrait beside the record, and what it shows."""

    src: Line
    alt: Line
