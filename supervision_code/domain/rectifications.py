"""The life of a rectification (责令限期改正): from the order to the re-check."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from supervision_code.domain.errors import IllegalMove, InvalidValue


class RectificationState(StrEnum):
    """Where a rectification stands; dropped means that the visit was voided or the result corrected."""

    ORDERED = "ordered"
    REPORTED = "reported"
    PASSED = "passed"
    FAILED = "failed"
    DROPPED = "dropped"


class RecheckOutcome(StrEnum):
    """What a re-check found; a new date is a rectification of its own that follows the failed one."""

    PASSED = "passed"
    NEW_DATE = "new_date"
    CASE_OPENED = "case_opened"


_AT_MOST: Final = timedelta(days=365)
"""How long a firm may be given; no rule at hand states it, and a later day is a slip of the pen."""
OPEN_STATES = frozenset({RectificationState.ORDERED, RectificationState.REPORTED})

_LEADS_TO: Mapping[RectificationState, frozenset[RectificationState]] = MappingProxyType(
    {
        RectificationState.ORDERED: frozenset(
            {
                RectificationState.REPORTED,
                RectificationState.PASSED,
                RectificationState.FAILED,
                RectificationState.DROPPED,
            }
        ),
        RectificationState.REPORTED: frozenset(
            {RectificationState.PASSED, RectificationState.FAILED, RectificationState.DROPPED}
        ),
        RectificationState.PASSED: frozenset(),
        RectificationState.FAILED: frozenset(),
        RectificationState.DROPPED: frozenset(),
    }
)


def move(state: RectificationState, wanted: RectificationState) -> RectificationState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


def state_after(outcome: RecheckOutcome) -> RectificationState:
    """Return where a re-check with this outcome leads."""
    return RectificationState.PASSED if outcome is RecheckOutcome.PASSED else RectificationState.FAILED


def is_overdue(state: RectificationState, due: date, on: date) -> bool:
    """Say whether the firm has neither reported nor been re-checked although the day has passed."""
    return state is RectificationState.ORDERED and on > due


def require_due_day(field: str, due: date | None, first: date, said_on: date) -> None:
    """Raise InvalidValue (``field``) unless the day lies between ``first`` and a year after ``said_on``."""
    if due is None or due < first:
        raise InvalidValue(field=field, value=str(due or ""), expected="expected-day-ahead")
    if due > said_on + _AT_MOST:
        until = (said_on + _AT_MOST).isoformat()
        raise InvalidValue(field=field, value=due.isoformat(), expected="expected-within-a-year", until=until)
