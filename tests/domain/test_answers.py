"""Until when a firm may answer, and where its answer stands."""

from datetime import UTC, date, datetime

import pytest

from supervision_code.domain.answers import AnswerState, answer_state, answer_until
from supervision_code.domain.visits import VisitState

UNTIL = date(2026, 11, 27)


def test_the_days_count_from_the_day_after_the_record() -> None:
    assert answer_until(datetime(2026, 11, 20, 2, tzinfo=UTC), 7) == UNTIL
    assert answer_until(datetime(2026, 11, 20, 17, tzinfo=UTC), 7) == date(2026, 11, 28)  # past midnight in Shenzhen


@pytest.mark.parametrize(
    ("state", "confirmed", "disputed", "today", "answer"),
    [
        (VisitState.CLOSED, False, False, UNTIL, AnswerState.WAITING),
        (VisitState.OPEN, False, False, UNTIL, AnswerState.WAITING),
        (VisitState.CLOSED, False, False, date(2026, 11, 28), AnswerState.NOT_GIVEN),
        (VisitState.CLOSED, True, False, date(2026, 11, 28), AnswerState.CONFIRMED),
        (VisitState.VOIDED, True, False, UNTIL, AnswerState.CONFIRMED),
        (VisitState.VOIDED, False, True, UNTIL, AnswerState.DISPUTED),
        (VisitState.VOIDED, False, False, UNTIL, AnswerState.NOT_ASKED),
    ],
)
def test_where_the_answer_stands(
    state: VisitState, confirmed: bool, disputed: bool, today: date, answer: AnswerState
) -> None:
    assert answer_state(state=state, confirmed=confirmed, disputed=disputed, until=UNTIL, today=today) is answer
