"""Whether a therapist takes new clients, as far as a date can still vouch for it."""

from __future__ import annotations

from datetime import timedelta

from fingerpost.clinical.practice import Availability
from fingerpost.engine.reads import Today

STALE = timedelta(days=60)


def availability_state(availability: Availability, today: Today) -> str:
    """yes, no or waitlist as given; `ask` once that is older than 60 days."""
    stale_from = availability.as_of + STALE + timedelta(days=1)
    return "ask" if today.reached(stale_from) else availability.accepting
