"""Whether a therapist takes new clients, as far as a date can still vouch for it."""

from __future__ import annotations

from datetime import date, timedelta

from fingerpost.clinical.practice import Availability

STALE = timedelta(days=60)


def availability_state(availability: Availability, today: date) -> str:
    """yes, no or waitlist as given; `ask` once that is older than 60 days."""
    return "ask" if today - availability.as_of > STALE else availability.accepting
