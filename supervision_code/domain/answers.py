"""The firm's answer to a recorded visit: until when it may be given, and where it stands."""

from datetime import date, datetime
from enum import StrEnum

from supervision_code.domain.days import calendar_days_after, day_of
from supervision_code.domain.visits import VisitState


class AnswerState(StrEnum):
    """Whether the firm has said that a record is right."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    NOT_GIVEN = "not_given"
    NOT_ASKED = "not_asked"


def answer_until(recorded_at: datetime, days: int) -> date:
    """Return the last day for the firm's answer, counted from the day after the visit was recorded."""
    return calendar_days_after(day_of(recorded_at), days)


def answer_state(*, state: VisitState, confirmed: bool, disputed: bool, until: date, today: date) -> AnswerState:
    """Return where the answer stands; nobody is asked about a voided record."""
    if disputed:
        return AnswerState.DISPUTED
    if confirmed:
        return AnswerState.CONFIRMED
    if state is VisitState.VOIDED:
        return AnswerState.NOT_ASKED
    return AnswerState.WAITING if today <= until else AnswerState.NOT_GIVEN
