"""The few words a conversion writes itself, in one language."""

from __future__ import annotations

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """Interface strings inside bodies. `{number}` and `{heading}` are filled in."""

    emergency: str = "Emergency: "
    urgent: str = "Urgent: "
    non_urgent: str = "Non-urgent: "
    table: str = "Table {number}"
    table_under: str = "Table {number}: {heading}"
    footnotes: str = "Footnotes"
    back: str = "Back to reference {number}"
    note: str = "Note"
    tip: str = "Tip"
    important: str = "Important"
    caution: str = "Caution"
    example: str = "Example"

    def urgency(self, name: str) -> str:
        """The hidden words before a care card's title."""
        return {"emergency": self.emergency, "urgent": self.urgent, "non-urgent": self.non_urgent}[name]

    def admonition(self, name: str) -> str:
        """The title of an admonition that was given none."""
        return str(getattr(self, name))


ENGLISH = Labels()
