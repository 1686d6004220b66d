"""The fixed bank of questions that every listed therapist may answer, so that answers can be compared."""

from __future__ import annotations

from fingerpost.engine.multilingual import ProseText
from fingerpost.engine.schema import Model


class Answers(Model):
    """Answers by question. A question without an answer is not shown."""

    first_session: ProseText | None = None
    how_i_work: ProseText | None = None
    who_i_work_well_with: ProseText | None = None
    who_i_refer_on: ProseText | None = None
    progress: ProseText | None = None
    between_sessions: ProseText | None = None


QUESTIONS: dict[str, str] = {
    "first_session": "What happens in a first session?",
    "how_i_work": "How do you work?",
    "who_i_work_well_with": "Who do you work well with?",
    "who_i_refer_on": "Who would you refer to somebody else?",
    "progress": "How will we know whether it is helping?",
    "between_sessions": "What is there to do between sessions?",
}
