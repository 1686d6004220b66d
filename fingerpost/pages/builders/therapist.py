"""The page of a therapist: who they are, what licence they hold, how they work and how to reach them."""

from __future__ import annotations

from fingerpost.clinical.directory import IN_PERSON, SLUGS, Listing, reach
from fingerpost.clinical.practice import Licence, Location
from fingerpost.clinical.questions import QUESTIONS
from fingerpost.clinical.record import Record
from fingerpost.clinical.therapist import Therapist
from fingerpost.pages import labels
from fingerpost.pages.builders.contact import contact_facts
from fingerpost.pages.builders.fees import fee_view, sliding_scale
from fingerpost.pages.cards import link_to
from fingerpost.pages.edition import Edition
from fingerpost.pages.embeds import HOSTS
from fingerpost.pages.licences import licence_label, licence_state
from fingerpost.pages.linking import resolve_path
from fingerpost.pages.therapists import availability, fees_are_old, initials, photo
from fingerpost.pages.views.directory import LAW
from fingerpost.pages.views.frame import Link
from fingerpost.pages.views.parts import Fact
from fingerpost.pages.views.therapist import (
    Answer,
    ImageView,
    LicenceView,
    LocationView,
    PractisedModality,
    TherapistView,
    UnregulatedView,
    VideoView,
)


def therapist_view(edition: Edition, record: Record[Therapist]) -> TherapistView:
    """All that a therapist's page shows."""
    entry, language = record.entry, edition.routes.language
    return TherapistView(
        id=record.id,
        shortlist=edition.routes.shortlist,
        name=entry.name,
        initials=initials(entry.name),
        pronouns=entry.pronouns or "",
        title=entry.title,
        summary=entry.summary.text(language),
        sample=entry.sample,
        status_note=edition.strings.gettext("This listing is paused for now.") if entry.status == "paused" else "",
        photo=photo(edition, record),
        licences=tuple(_licence(edition, entry, licence) for licence in entry.licences),
        unregulated=_unregulated(edition, entry),
        other_credentials=entry.other_credentials,
        availability=availability(edition, entry),
        modalities=_modalities(edition, entry),
        focus_areas=_focus_areas(edition, entry),
        facts=_facts(edition, entry),
        locations=tuple(_location(edition, place, IN_PERSON in entry.formats) for place in entry.locations),
        fees=tuple(fee_view(edition.strings, fee) for fee in entry.fees),
        fees_as_of=entry.fees_as_of,
        fees_note=_fees_note(edition, entry),
        sliding_scale=sliding_scale(edition.strings, entry.sliding_scale),
        insurance=entry.insurance,
        free_consultation=entry.free_consultation or "",
        video=_video(edition, record),
        bio=paragraphs(entry.bio.text(language)),
        answers=_answers(edition, entry),
        contacts=contact_facts(edition.strings, entry),
        disclosures=entry.disclosures or "",
        updated_on=entry.updated_on,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which are parted by empty lines."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _licence(edition: Edition, entry: Therapist, licence: Licence) -> LicenceView:
    regulator = edition.library.regulators[licence.regulator]
    state = licence_state(edition, entry, licence)
    register = licence.register_url or regulator.entry.register_url
    supervisor = licence.supervisor
    return LicenceView(
        state=state,
        label=licence_label(edition, licence, state),
        title=licence.title,
        licence_class=licence.licence_class or "",
        regulator=link_to(edition, regulator),
        jurisdiction=edition.strings.region(licence.jurisdiction),
        number=licence.number,
        register=Link(edition.strings.gettext("Look up the register"), register) if register else None,
        verified_on=licence.verified_on if state == "verified" else None,
        expires_on=licence.expires_on,
        supervisor=f"{supervisor.name}, {supervisor.title}" if supervisor else "",
    )


def _fees_note(edition: Edition, entry: Therapist) -> str:
    if not fees_are_old(edition, entry):
        return ""
    return edition.strings.gettext("These fees were given more than a year ago. Ask whether they still hold.")


def _unregulated(edition: Edition, entry: Therapist) -> UnregulatedView | None:
    """That no college regulates the title, as far as the place's own record knows, and where that is told in full."""
    if entry.unregulated is None:
        return None
    region, _ = entry.unregulated.jurisdiction, edition.strings.gettext
    place = edition.library.places.get(SLUGS[region])
    name = edition.strings.region(region)
    listing = Listing(province=region).path
    address = f"{edition.routes.directory(listing)}#{LAW}" if place and region in reach(entry) else ""
    return UnregulatedView(
        text=_("As far as we could find, no college regulates this title in %(place)s.") % {"place": name},
        as_of=place.entry.as_of if place else None,
        source=Link(entry.unregulated.source, entry.unregulated.source),
        law=Link(_("What the law there says of titles"), address) if address else None,
    )


def _modalities(edition: Edition, entry: Therapist) -> tuple[PractisedModality, ...]:
    practised = ((each, edition.library.modalities.get(each.ref)) for each in entry.modalities)
    return tuple(
        PractisedModality(record.name, edition.url(record), each.training or "") for each, record in practised if record
    )


def _focus_areas(edition: Edition, entry: Therapist) -> tuple[Link, ...]:
    records = (edition.library.concerns.get(id) for id in entry.focus_areas)
    return tuple(link_to(edition, record) for record in records if record)


def _facts(edition: Edition, entry: Therapist) -> tuple[Fact, ...]:
    strings, _ = edition.strings, edition.strings.gettext
    listed = (
        (_("Works with"), [_(labels.CLIENT_GROUPS[each]) for each in entry.client_groups]),
        (_("Ages"), [_(labels.AGES[each]) for each in entry.ages]),
        (_("Communities"), list(entry.communities_served)),
        (_("Languages"), [strings.language_name(tag) for tag in entry.languages]),
        (_("How"), [_(labels.FORMATS[each]) for each in entry.formats]),
        (_("Serves people in"), [strings.region(code) for code in entry.serves]),
    )
    return tuple(Fact(label, tuple(Link(value, "") for value in values)) for label, values in listed if values)


def _location(edition: Edition, place: Location, meets: bool) -> LocationView:
    _ = edition.strings.gettext
    step_free = {True: _("Step-free access"), False: _("No step-free access"), None: ""}[place.step_free]
    where = f"{place.city}, {edition.strings.region(place.region)}"
    if not meets:
        return LocationView(where, note=_("Works from here, and sees nobody here."))
    note = _("A home office: the address is given when you book.") if place.home_office else place.address or ""
    return LocationView(where, note, step_free)


def _video(edition: Edition, record: Record[Therapist]) -> VideoView | None:
    video = record.entry.video
    if video is None:
        return None
    host = HOSTS.get(video.host)
    id = video.youtube or video.vimeo or ""
    poster = edition.pictures.get(resolve_path(record.path, video.poster)) if video.poster else None
    return VideoView(
        src=_recording(edition, record, video.src),
        captions=_recording(edition, record, video.captions),
        poster=ImageView(poster.url, "", poster.width, poster.height) if poster else None,
        host=host.name if host else "",
        host_url=f"{host.watch}{id}" if host else "",
        player=f"{host.player}{id}{host.parameters}" if host else "",
        transcript=video.transcript,
        recorded_on=video.recorded_on,
    )


def _recording(edition: Edition, record: Record[Therapist], path: str | None) -> str:
    return edition.recordings[resolve_path(record.path, path)] if path else ""


def _answers(edition: Edition, entry: Therapist) -> tuple[Answer, ...]:
    _ = edition.strings.gettext
    given = ((question, getattr(entry.answers, key)) for key, question in QUESTIONS.items())
    return tuple(Answer(_(question), answer.text(edition.routes.language)) for question, answer in given if answer)
