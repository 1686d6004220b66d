"""A concern: what somebody may be struggling with, when to get help, and which modalities address it."""

from __future__ import annotations

from fingerpost.clinical.published import CareCard, Published
from fingerpost.clinical.references import ModalityRef
from fingerpost.engine.scalars import Flag, Line, Summary


class Concern(Published):
    """The front matter of `concerns/*.md`. `is_condition` is true only for a medical condition; shame is none."""

    own_page = Published.own_page | {"when_to_get_help"}

    plain_name: Line
    summary: Summary
    also_known_as: tuple[Line, ...] = ()
    is_condition: Flag
    when_to_get_help: tuple[CareCard, ...] = ()
    modalities: tuple[ModalityRef, ...] = ()
