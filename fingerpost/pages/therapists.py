"""Therapists in lists: the card of one, in words that are short enough for a phone."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from decimal import Decimal

from fingerpost.clinical.directory import afar, cities_of
from fingerpost.clinical.record import Record
from fingerpost.clinical.therapist import Therapist
from fingerpost.pages import labels
from fingerpost.pages.availability import availability_state
from fingerpost.pages.edition import Edition
from fingerpost.pages.licences import licence_line, licence_state
from fingerpost.pages.linking import resolve_path
from fingerpost.pages.picture import Picture
from fingerpost.pages.views.directory import TherapistCard
from fingerpost.pages.views.therapist import AvailabilityView, ImageView

_WORST_FIRST = ("sample", "lapsed", "unverified", "verified")
FEES_HOLD = timedelta(days=365)


def therapist_card(edition: Edition, id: str) -> TherapistCard:
    """The card of a therapist."""
    return edition.once(_card, edition.library.therapists[id])


def _card(edition: Edition, record: Record[Therapist]) -> TherapistCard:
    entry, _ = record.entry, edition.strings.gettext
    licence, state = _licence(edition, entry)
    return TherapistCard(
        id=record.id,
        name=entry.name,
        url=edition.url(record),
        initials=initials(entry.name),
        photo=photo(edition, record),
        title=entry.title,
        summary=entry.summary.text(edition.routes.language),
        where=where(edition, entry),
        formats=", ".join(_(labels.FORMATS[each]) for each in entry.formats),
        licence=licence,
        licence_state=state,
        availability=availability(edition, entry),
        fee=fee_line(edition, entry),
        video=entry.video is not None,
        sample=entry.sample,
    )


def where(edition: Edition, entry: Therapist) -> str:
    """The cities where one can meet them, and the provinces that they serve from afar alone."""
    strings, rooms = edition.strings, cities_of(entry)
    regions = strings.listing([strings.region(code) for code in afar(entry) if code not in rooms])
    cities = "; ".join(f"{city}, {strings.region(region)}" for region, held in rooms.items() for city in held)
    if not regions:
        return cities
    if not cities:
        return strings.gettext("Remotely in %(places)s") % {"places": regions}
    return strings.gettext("%(cities)s, and remotely in %(places)s") % {"cities": cities, "places": regions}


def availability(edition: Edition, entry: Therapist) -> AvailabilityView:
    """Whether there is room, as far as the date can vouch for it; who is paused has none, whatever was said before."""
    _, paused = edition.strings.gettext, entry.status == "paused"
    state = "no" if paused else availability_state(entry.availability, edition.today)
    label = _("Not seeing new clients: this listing is paused") if paused else _(labels.AVAILABILITY[state])
    return AvailabilityView(state, label, entry.availability.as_of, entry.availability.note or "")


def lowest_fee(entry: Therapist) -> Decimal | None:
    """The least that any service costs in full."""
    amounts = [fee.amount if fee.amount is not None else fee.min for fee in entry.fees]
    return min((amount for amount in amounts if amount is not None), default=None)


def fees_are_old(edition: Edition, entry: Therapist) -> bool:
    """Whether the fees were given more than a year ago."""
    given = entry.fees_as_of
    return given is not None and edition.today.reached(given + FEES_HOLD + timedelta(days=1))


def fee_line(edition: Edition, entry: Therapist) -> str:
    """The lowest fee, and whether it can come down."""
    _, found = edition.strings.gettext, []
    lowest = lowest_fee(entry)
    if lowest is not None:
        said = _("From %(amount)s") % {"amount": edition.strings.dollars(lowest)}
        if entry.fees_as_of and fees_are_old(edition, entry):
            said = _("%(fee)s in %(year)s") % {"fee": said, "year": entry.fees_as_of.year}
        found.append(said)
    if entry.sliding_scale and entry.sliding_scale.offered:
        found.append(_("sliding scale") if found else _("Sliding scale"))
    return ", ".join(found)


def _licence(edition: Edition, entry: Therapist) -> tuple[str, str]:
    """The college of each licence with how far it can be vouched for, and the worst of that as a state."""
    if not entry.licences:
        return edition.strings.gettext("No college for this title, as far as we know"), "unregulated"
    states = [(licence, licence_state(edition, entry, licence)) for licence in entry.licences]
    said = dict.fromkeys(licence_line(edition, licence, state) for licence, state in states)
    return "; ".join(said), next(each for each in _WORST_FIRST if each in {state for _, state in states})


def photo(edition: Edition, record: Record[Therapist]) -> ImageView | None:
    """The portrait, if there is one."""
    portrait = record.entry.photo
    if portrait is None:
        return None
    picture = edition.pictures[resolve_path(record.path, portrait.src)]
    if not picture.copies:
        return ImageView(picture.url, portrait.alt, picture.width, picture.height)
    largest = max((copy for copy in picture.copies if copy.form != "webp"), key=lambda copy: copy.side)
    sets = {form: _srcset(picture, form) for form in ("jpeg", "webp")}
    return ImageView(largest.url, portrait.alt, largest.side, largest.side, sets["jpeg"], sets["webp"])


def _srcset(picture: Picture, form: str) -> str:
    """The copies of one form, as HTML names them by their widths."""
    return ", ".join(f"{copy.url} {copy.side}w" for copy in picture.copies if copy.form == form)


def initials(name: str) -> str:
    """First and last initial, without accents lost: Émilie Roy-Gagné is ÉR."""
    words = [word for word in unicodedata.normalize("NFC", name).split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (words[0], words[-1]) if words) if len(words) > 1 else name[:1].upper()
