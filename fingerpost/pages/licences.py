"""Licences as they may be shown: whether anybody looked at the register, and how long ago that was."""

from __future__ import annotations

from datetime import timedelta

from fingerpost.clinical.ageing import VERIFIED_FOR
from fingerpost.clinical.practice import Licence
from fingerpost.clinical.therapist import Therapist
from fingerpost.pages.edition import Edition


def licence_state(edition: Edition, entry: Therapist, licence: Licence) -> str:
    """sample, lapsed, unverified or verified. What was verified more than 400 days ago is so no more."""
    if entry.sample:
        return "sample"
    if licence.expires_on and edition.today.reached(licence.expires_on):
        return "lapsed"
    if licence.verified_on is None or edition.today.reached(licence.verified_on + VERIFIED_FOR + timedelta(days=1)):
        return "unverified"
    return "verified"


def licence_label(edition: Edition, licence: Licence, state: str) -> str:
    """The state in words."""
    _ = edition.strings.gettext
    if state == "verified" and licence.verified_on:
        return _("Verified with the college on %(date)s") % {"date": edition.strings.day(licence.verified_on)}
    return {
        "sample": _("Sample: not a licence"),
        "lapsed": _("This licence has passed its expiry date: check the register"),
        "unverified": _("Not checked with the college by us: look it up before you rely on it"),
    }[state]


def licence_line(edition: Edition, licence: Licence, state: str) -> str:
    """The college and the state, as short as a row of a table needs them."""
    _, college = edition.strings.gettext, edition.library.regulators[licence.regulator].entry
    name = college.short_name or college.name
    if state == "verified" and licence.verified_on:
        return _("%(college)s: verified %(date)s") % {"college": name, "date": edition.strings.day(licence.verified_on)}
    if state == "lapsed":
        return _("%(college)s: expired, check the register") % {"college": name}
    return name if state == "sample" else _("%(college)s: not checked by us") % {"college": name}
