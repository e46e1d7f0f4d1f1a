"""Which moves of a rectification are legal, and when it is overdue."""

from datetime import date, timedelta
from itertools import product

import pytest

from supervision_code.domain.errors import IllegalMove, InvalidValue
from supervision_code.domain.rectifications import (
    RecheckOutcome,
    RectificationState,
    is_overdue,
    move,
    require_due_day,
    state_after,
)

S = RectificationState
LEGAL = {
    (S.ORDERED, S.REPORTED),
    (S.ORDERED, S.PASSED),
    (S.ORDERED, S.FAILED),
    (S.ORDERED, S.DROPPED),
    (S.REPORTED, S.PASSED),
    (S.REPORTED, S.FAILED),
    (S.REPORTED, S.DROPPED),
}
DUE = date(2026, 11, 27)


@pytest.mark.parametrize(("state", "wanted"), list(product(S, S)))
def test_only_these_moves_are_legal(state: RectificationState, wanted: RectificationState) -> None:
    if (state, wanted) in LEGAL:
        assert move(state, wanted) is wanted
    else:
        with pytest.raises(IllegalMove):
            move(state, wanted)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (RecheckOutcome.PASSED, S.PASSED),
        (RecheckOutcome.NEW_DATE, S.FAILED),
        (RecheckOutcome.CASE_OPENED, S.FAILED),
    ],
)
def test_a_re_check_leads_to_one_state(outcome: RecheckOutcome, state: RectificationState) -> None:
    assert state_after(outcome) is state


@pytest.mark.parametrize(
    ("state", "days", "overdue"), [(S.ORDERED, 0, False), (S.ORDERED, 1, True), (S.REPORTED, 1, False)]
)
def test_it_is_overdue_after_its_day_unless_reported(state: RectificationState, days: int, overdue: bool) -> None:
    assert is_overdue(state, DUE, DUE + timedelta(days=days)) is overdue


def test_a_firm_is_given_a_year_at_most_and_no_day_that_is_over() -> None:
    said_on = DUE - timedelta(days=7)
    for due in (said_on, DUE, said_on + timedelta(days=365)):
        require_due_day("due", due, said_on, said_on)
    for wrong in (None, said_on - timedelta(days=1), said_on + timedelta(days=366), date.max):
        with pytest.raises(InvalidValue):
            require_due_day("due", wrong, said_on, said_on)
