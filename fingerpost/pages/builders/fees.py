"""Fees as they are read: a service, how long, how much."""

from __future__ import annotations

from fingerpost.clinical.practice import Fee, SlidingScale
from fingerpost.pages.strings import Strings
from fingerpost.pages.views.therapist import FeeView


def fee_view(strings: Strings, fee: Fee) -> FeeView:
    """One fee, with its amount or range in dollars."""
    duration = strings.plural("%(count)s minute", "%(count)s minutes", fee.minutes) if fee.minutes else ""
    if fee.amount is not None:
        return FeeView(fee.service, duration, strings.dollars(fee.amount))
    return FeeView(fee.service, duration, f"{strings.dollars(fee.min)} – {strings.dollars(fee.max)}")


def sliding_scale(strings: Strings, scale: SlidingScale | None) -> str:
    """What is said of lower fees; '' when nothing was."""
    _ = strings.gettext
    if scale is None:
        return ""
    if not scale.offered:
        return _("No sliding scale")
    if scale.floor is None:
        return _("Sliding scale: ask what is possible")
    return _("Sliding scale from %(amount)s") % {"amount": strings.dollars(scale.floor)}
