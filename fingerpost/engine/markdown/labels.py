"""The few words a conversion writes itself, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    admonitions: dict[str, str] = field(default_factory=dict)

    def urgency(self, name: str) -> str:
        """The hidden words before a care card's title."""
        return {"emergency": self.emergency, "urgent": self.urgent, "non-urgent": self.non_urgent}[name]


ENGLISH = Labels()
