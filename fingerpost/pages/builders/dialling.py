"""Telephone numbers as links."""

from __future__ import annotations

import re


def dial(number: str) -> str:
    """A tel: link; a ten-digit number is Canadian."""
    digits = re.sub(r"\D", "", number)
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:{'+' if len(digits) > 10 else ''}{digits}"
